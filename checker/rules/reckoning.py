"""Rules about algorithms: bounds, windows, orders and sums."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

OFF_BY_ONE = Rule(
    code="ALG1101",
    name="off-by-one",
    category=Category.ALGORITHMS,
    summary="A boundary falls on the wrong side.",
    why="At the limit itself there is one too many or one too few.",
    bad="top = ranked[: limit + 1]",
    good="top = ranked[:limit]",
)
WRONG_ORDER = Rule(
    code="ALG1102",
    name="wrong-sort-order",
    category=Category.ALGORITHMS,
    summary="A ranking runs the wrong way round.",
    why="The worst comes first, and a limit cuts off the best.",
    bad="ranked = sorted(entries, key=score)",
    good="ranked = sorted(entries, key=score, reverse=True)",
)
TAIL_LOST = Rule(
    code="ALG1103",
    name="tail-lost",
    category=Category.ALGORITHMS,
    summary="Steps end before the last start.",
    why="What does not fill a whole step is never handled.",
    bad=("for start in range(0, len(rows) - size, size):\n    send(rows[start : start + size])"),
    good="for start in range(0, len(rows), size):\n    send(rows[start : start + size])",
)
WRONG_WINDOW = Rule(
    code="ALG1104",
    name="wrong-window",
    category=Category.ALGORITHMS,
    summary="A slice does not follow the step that it belongs to.",
    why="The same part is handled again and again, the others never.",
    bad="for start in range(0, len(rows), size):\n    send(rows[:size])",
    good="for start in range(0, len(rows), size):\n    send(rows[start : start + size])",
)
OVERLAP_LOST = Rule(
    code="ALG1105",
    name="overlap-lost",
    category=Category.ALGORITHMS,
    summary="Windows that should overlap lie side by side.",
    why="What stands across a border is in no window as a whole.",
    bad="step = size",
    good="step = size - overlap",
)
BOUND_LOST = Rule(
    code="ALG1106",
    name="bound-lost",
    category=Category.ALGORITHMS,
    summary="A reckoned value is not kept within its bounds.",
    why="It grows, or falls, past what the rest of the code can take.",
    bad="delay = 2**attempt",
    good="delay = min(2**attempt, LONGEST)",
)
NOT_EXPONENTIAL = Rule(
    code="ALG1107",
    name="backoff-not-exponential",
    category=Category.ALGORITHMS,
    summary="A wait grows by the same step each time.",
    why="Under load retries come far too soon.",
    bad="delay = 2 * attempt",
    good="delay = 2**attempt",
)
ROUNDED_DOWN = Rule(
    code="ALG1108",
    name="rounded-down",
    category=Category.ALGORITHMS,
    summary="A number of units is rounded down.",
    why="What does not fill a whole unit counts for nothing.",
    bad="pages = count // size",
    good="pages = math.ceil(count / size)",
)
NOT_LRU = Rule(
    code="ALG1109",
    name="recency-not-kept",
    category=Category.ALGORITHMS,
    summary="A cache does not note what was just used.",
    why="It throws out what came in first, hot or not.",
    bad="def get(key):\n    return cache[key]",
    good="def get(key):\n    cache.move_to_end(key)\n    return cache[key]",
)
DIVISION_UNGUARDED = Rule(
    code="ALG1110",
    name="unguarded-division",
    category=Category.ALGORITHMS,
    summary="A division does not ask whether its divisor is zero.",
    why="An empty input ends with a ZeroDivisionError.",
    bad="mean = total / count",
    good="mean = total / count if count else 0.0",
)
LAST_ONLY = Rule(
    code="ALG1111",
    name="only-the-last-counts",
    category=Category.ALGORITHMS,
    summary="A sum is overwritten in each round of its loop.",
    why="Only the last part is left in the end.",
    bad="for row in rows:\n    total = cost(row)",
    good="for row in rows:\n    total += cost(row)",
)

RULES = (
    OFF_BY_ONE,
    WRONG_ORDER,
    TAIL_LOST,
    WRONG_WINDOW,
    OVERLAP_LOST,
    BOUND_LOST,
    NOT_EXPONENTIAL,
    ROUNDED_DOWN,
    NOT_LRU,
    DIVISION_UNGUARDED,
    LAST_ONLY,
)
