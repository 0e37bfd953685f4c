"""Faults in who shares which object."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

INTERNAL_COLLECTION_RETURNED = Rule(
    code="STA005",
    name="internal-collection-returned",
    category=Category.STATE,
    summary="A caller is handed an object's own collection.",
    why="Whoever changes what it got changes the object behind its back.",
    bad="def rows(self):\n    return self._rows",
    good="def rows(self):\n    return list(self._rows)",
    formerly=(
        "STA1201",
        "internals-exposed",
    ),
)
ARGUMENT_MUTATED = Rule(
    code="STA001",
    name="argument-mutated",
    category=Category.STATE,
    summary="A function changes what it was passed.",
    why="The caller's data are others after the call, and a second call starts from them.",
    bad="def with_rules(messages):\n    messages.insert(0, RULES)\n    return messages",
    good="def with_rules(messages):\n    return [RULES, *messages]",
    formerly=("STA1202",),
)
STATE_SHARED_BETWEEN_INSTANCES = Rule(
    code="STA014",
    name="state-shared-between-instances",
    category=Category.STATE,
    summary="What belongs to an object is kept on its class.",
    why="All objects share it, and one session sees what belongs to another.",
    bad="class Session:\n    history = []",
    good="class Session:\n    def __init__(self):\n        self.history = []",
    formerly=("STA1203",),
)
SHALLOW_COPY = Rule(
    code="STA013",
    name="shallow-copy",
    category=Category.STATE,
    summary="A copy shares what is nested in it with the original.",
    why="A change in one shows in the other.",
    bad="backup = copy.copy(config)",
    good="backup = copy.deepcopy(config)",
    formerly=("STA1204",),
)
INCOMPLETE_KEY = Rule(
    code="STA004",
    name="incomplete-key",
    category=Category.STATE,
    summary="A key leaves out something that the value depends on.",
    why="Two requests that differ share one entry, and one gets the answer of the other.",
    bad="key = question",
    good="key = (customer, question)",
    formerly=("STA1205",),
)
ORDER_NOT_KEPT = Rule(
    code="STA012",
    name="order-not-kept",
    category=Category.STATE,
    summary="An order that callers rely on is not kept.",
    why="It comes out differently from run to run, and from machine to machine.",
    bad="names = list(set(given))",
    good="names = list(dict.fromkeys(given))",
    formerly=(
        "STA1206",
        "order-lost",
    ),
)
RULES = (
    INTERNAL_COLLECTION_RETURNED,
    ARGUMENT_MUTATED,
    STATE_SHARED_BETWEEN_INSTANCES,
    SHALLOW_COPY,
    INCOMPLETE_KEY,
    ORDER_NOT_KEPT,
)
