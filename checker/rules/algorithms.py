"""Faults in a calculation or a loop."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

OFF_BY_ONE = Rule(
    code="ALG007",
    name="off-by-one",
    category=Category.ALGORITHMS,
    summary="A boundary falls on the wrong side.",
    why="At the limit itself there is one too many or one too few.",
    bad="top = ranked[: limit + 1]",
    good="top = ranked[:limit]",
    also=(
        "< instead of <=",
        "> instead of >=",
        "boundary wrong",
        "fencepost error",
        "one too many",
        "one too few",
        "limit is off by one",
        "exactly at the limit",
        "last one is missed",
    ),
    siblings=(
        "negative-number-accepted",
        "numbering-mismatch",
        "range-ends-early",
        "wrong-slice",
    ),
    unlike=(
        ("range-ends-early", "a loop's range is too short."),
        ("condition-inverted", "the comparison is turned round."),
        ("numbering-mismatch", "it is between prompt and code."),
        ("incomplete-condition", "a part of the condition is missing."),
        ("wrong-slice", "it is a slice."),
    ),
    link="https://docs.python.org/3/library/functions.html#func-range",
    formerly=("ALG1101",),
)
WRONG_SORT_ORDER = Rule(
    code="ALG012",
    name="wrong-sort-order",
    category=Category.ALGORITHMS,
    summary="A ranking runs the wrong way round.",
    why="The worst comes first, and a limit cuts off the best.",
    bad="ranked = sorted(entries, key=score)",
    good="ranked = sorted(entries, key=score, reverse=True)",
    also=(
        "sorted the wrong way",
        "reverse=True missing",
        "worst first",
        "ascending instead of descending",
        "min instead of max",
        "returns the least similar",
        "oldest instead of newest",
    ),
    siblings=("order-not-kept",),
    unlike=(("order-not-kept", "there is no sort, an order is lost."),),
    link="https://docs.python.org/3/howto/sorting.html",
    formerly=("ALG1102",),
)
RANGE_ENDS_EARLY = Rule(
    code="ALG008",
    name="range-ends-early",
    category=Category.ALGORITHMS,
    summary="Steps end before the last start.",
    why="What does not fill a whole step is never handled.",
    bad="for start in range(0, len(rows) - size, size):\n    send(rows[start : start + size])",
    good="for start in range(0, len(rows), size):\n    send(rows[start : start + size])",
    also=(
        "last window is dropped",
        "range stops too soon",
        "tail of the text is lost",
        "end of the document not indexed",
        "loop ends before the last start",
    ),
    siblings=(
        "last-batch-dropped",
        "off-by-one",
    ),
    unlike=(
        ("last-batch-dropped", "what is left after the loop is dropped."),
        ("off-by-one", "another boundary is off by one."),
    ),
    link="https://docs.python.org/3/library/functions.html#func-range",
    formerly=(
        "ALG1103",
        "tail-lost",
    ),
)
WRONG_SLICE = Rule(
    code="ALG011",
    name="wrong-slice",
    category=Category.ALGORITHMS,
    summary="A slice does not follow the step that it belongs to.",
    why="The same part is handled again and again, the others never.",
    bad="for start in range(0, len(rows), size):\n    send(rows[:size])",
    good="for start in range(0, len(rows), size):\n    send(rows[start : start + size])",
    also=(
        "slice always starts at 0",
        "start of the slice missing",
        "batch is the same each time",
        "wrong window",
        "shifted slice",
        "slice bounds do not follow the step",
    ),
    siblings=(
        "chunk-overlap-lost",
        "off-by-one",
    ),
    unlike=(
        ("off-by-one", "one boundary is off by one."),
        ("chunk-overlap-lost", "windows lose their overlap."),
    ),
    link="https://docs.python.org/3/library/stdtypes.html#common-sequence-operations",
    formerly=(
        "ALG1104",
        "wrong-window",
    ),
)
CHUNK_OVERLAP_LOST = Rule(
    code="ALG003",
    name="chunk-overlap-lost",
    category=Category.ALGORITHMS,
    summary="Windows that should overlap lie side by side.",
    why="What stands across a border is in no window as a whole.",
    bad="step = size",
    good="step = size - overlap",
    also=(
        "no overlap between chunks",
        "chunks side by side",
        "sentence cut between two passages",
        "overlap setting ignored",
        "step equals the size",
    ),
    siblings=("wrong-slice",),
    unlike=(("wrong-slice", "the slice itself is wrong."),),
    link="https://docs.python.org/3/library/functions.html#func-range",
    formerly=(
        "ALG1105",
        "overlap-lost",
    ),
)
MISSING_CLAMP = Rule(
    code="ALG005",
    name="missing-clamp",
    category=Category.ALGORITHMS,
    summary="A reckoned value is not kept within its bounds.",
    why="It grows, or falls, past what the rest of the code can take.",
    bad="delay = 2**attempt",
    good="delay = min(2**attempt, LONGEST)",
    also=(
        "no upper bound",
        "min() missing",
        "max() missing",
        "value not capped",
        "can get negative",
        "clamp removed",
        "exceeds its limit",
        "max and min swapped",
    ),
    siblings=(
        "missing-validation",
        "unbounded-retry-after",
    ),
    unlike=(
        ("unbounded-retry-after", "it is the server's Retry-After."),
        ("missing-validation", "the value is to be refused, not bounded."),
    ),
    link="https://docs.python.org/3/library/functions.html#min",
    formerly=(
        "ALG1106",
        "bound-lost",
    ),
)
ROUNDED_DOWN = Rule(
    code="ALG009",
    name="rounded-down",
    category=Category.ALGORITHMS,
    summary="A number of units is rounded down.",
    why="What does not fill a whole unit counts for nothing.",
    bad="pages = count // size",
    good="pages = math.ceil(count / size)",
    also=(
        "integer division",
        "// instead of ceil",
        "rounds down",
        "part of a unit is free",
        "should round up",
        "truncated division",
    ),
    unlike=(("off-by-one", "no rounding is involved."),),
    link="https://docs.python.org/3/library/math.html#math.ceil",
    formerly=("ALG1108",),
)
LRU_ORDER_NOT_UPDATED = Rule(
    code="ALG004",
    name="lru-order-not-updated",
    category=Category.ALGORITHMS,
    summary="A cache does not note what was just used.",
    why="It throws out what came in first, hot or not.",
    bad="def get(key):\n    return cache[key]",
    good="def get(key):\n    cache.move_to_end(key)\n    return cache[key]",
    also=(
        "move_to_end missing",
        "FIFO instead of LRU",
        "evicts what was just used",
        "recently used entry dropped",
        "LRU order not updated",
    ),
    unlike=(("unbounded-cache", "nothing is evicted."),),
    link="https://docs.python.org/3/library/collections.html#collections.OrderedDict.move_to_end",
    formerly=(
        "ALG1109",
        "recency-not-kept",
    ),
)
UNGUARDED_DIVISION = Rule(
    code="ALG010",
    name="unguarded-division",
    category=Category.ALGORITHMS,
    summary="A division does not ask whether its divisor is zero.",
    why="An empty input ends with a ZeroDivisionError.",
    bad="mean = total / count",
    good="mean = total / count if count else 0.0",
    also=(
        "ZeroDivisionError",
        "division by zero",
        "empty list makes it divide by zero",
        "divisor not checked",
        "zero length vector",
        "guard for zero removed",
    ),
    siblings=("missing-edge-case",),
    unlike=(("missing-edge-case", "another special case has no answer."),),
    link="https://docs.python.org/3/library/exceptions.html#ZeroDivisionError",
    formerly=("ALG1110",),
)
ACCUMULATOR_OVERWRITTEN = Rule(
    code="ALG001",
    name="accumulator-overwritten",
    category=Category.ALGORITHMS,
    summary="A sum is overwritten in each round of its loop.",
    why="Only the last part is left in the end.",
    bad="for row in rows:\n    total = cost(row)",
    good="for row in rows:\n    total += cost(row)",
    also=(
        "= instead of +=",
        "only the last value counts",
        "sum overwritten in the loop",
        "total reset each time",
        "extend replaced by assignment",
        "not accumulated",
    ),
    siblings=(
        "incomplete-usage-count",
        "stream-fragment-overwrites",
    ),
    unlike=(
        ("stream-fragment-overwrites", "pieces of a stream are overwritten."),
        ("incomplete-usage-count", "what is not counted is usage."),
    ),
    link="https://docs.python.org/3/reference/simple_stmts.html#augmented-assignment-statements",
    formerly=(
        "ALG1111",
        "only-the-last-counts",
    ),
)
MISSING_TERM = Rule(
    code="ALG006",
    name="missing-term",
    category=Category.ALGORITHMS,
    summary="A reckoning leaves out something that counts.",
    why="The result is close enough to look right, and wrong whenever the part is not zero.",
    bad="left = budget - spent",
    good="left = budget - spent - held",
    also=(
        "part of the formula is missing",
        "forgets to add",
        "calculation incomplete",
        "one summand left out",
        "cost too low",
        "output tokens not counted in the price",
        "factor missing",
    ),
    siblings=(
        "incomplete-usage-count",
        "value-not-passed-on",
    ),
    unlike=(
        ("incomplete-usage-count", "a billed call is not counted."),
        ("value-not-passed-on", "no calculation is involved."),
    ),
    link="https://docs.python.org/3/reference/expressions.html#binary-arithmetic-operations",
    formerly=(
        "ALG1120",
        "term-missing",
    ),
)
LAST_BATCH_DROPPED = Rule(
    code="STA006",
    name="last-batch-dropped",
    category=Category.STATE,
    summary="What is left after a loop is thrown away.",
    why="The last portion is lost whenever it is not full.",
    bad=(
        "for row in rows:\n    batch.append(row)\n    if len(batch) == SIZE:\n"
        "        send(batch)\n        batch = []"
    ),
    good=(
        "for row in rows:\n    batch.append(row)\n    if len(batch) == SIZE:\n"
        "        send(batch)\n        batch = []\nif batch:\n    send(batch)"
    ),
    also=(
        "remainder after the loop is lost",
        "final batch never yielded",
        "last page not flushed",
        "leftover items dropped",
        "buffer not flushed at the end",
    ),
    siblings=("range-ends-early",),
    unlike=(("range-ends-early", "the loop itself ends too soon."),),
    link="https://docs.python.org/3/library/itertools.html#itertools.batched",
    formerly=(
        "STA1208",
        "last-portion-lost",
    ),
)
RULES = (
    OFF_BY_ONE,
    WRONG_SORT_ORDER,
    RANGE_ENDS_EARLY,
    WRONG_SLICE,
    CHUNK_OVERLAP_LOST,
    MISSING_CLAMP,
    ROUNDED_DOWN,
    LRU_ORDER_NOT_UPDATED,
    UNGUARDED_DIVISION,
    ACCUMULATOR_OVERWRITTEN,
    MISSING_TERM,
    LAST_BATCH_DROPPED,
)
