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
