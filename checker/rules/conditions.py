"""Faults in which cases, values and steps are there."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

INCOMPLETE_CONDITION = Rule(
    code="STA003",
    name="incomplete-condition",
    category=Category.STATE,
    summary="A condition asks for less than it must.",
    why="A case that it forgets takes the wrong branch.",
    bad="if order is None:\n    refuse()",
    good="if order is None or order.customer != customer:\n    refuse()",
    formerly=("STA1207",),
)
CONDITION_INVERTED = Rule(
    code="STA002",
    name="condition-inverted",
    category=Category.STATE,
    summary="A condition asks for the opposite.",
    why="What must be refused is done, and what must be done is refused.",
    bad="if allowed:\n    raise RefusedError(name)",
    good="if not allowed:\n    raise RefusedError(name)",
    formerly=("STA1227",),
)
MISSING_EDGE_CASE = Rule(
    code="STA008",
    name="missing-edge-case",
    category=Category.STATE,
    summary="A case that needs an answer of its own gets the common one.",
    why="The common way fails for it, or does again what was done already.",
    bad="def load(key):\n    return fetch(key)",
    good="def load(key):\n    if key in known:\n        return known[key]\n    return fetch(key)",
    formerly=(
        "STA1222",
        "special-case-forgotten",
    ),
)
MISSING_FILTER = Rule(
    code="STA009",
    name="missing-filter",
    category=Category.STATE,
    summary="A selection takes in what it must leave out.",
    why="What belongs to others, or is out of date, is counted, shown or changed with the rest.",
    bad="mine = [order for order in orders]",
    good="mine = [order for order in orders if order.customer == customer]",
    formerly=(
        "STA1223",
        "filter-missing",
    ),
)
WRONG_VARIABLE = Rule(
    code="STA016",
    name="wrong-variable",
    category=Category.STATE,
    summary="A value is taken for another one of its type.",
    why="No type checker tells them apart: each lands where the other belongs.",
    bad="usage = Usage(sent=counted.received, received=counted.sent)",
    good="usage = Usage(sent=counted.sent, received=counted.received)",
    formerly=(
        "STA1221",
        "values-mixed-up",
    ),
)
MISSING_NORMALISATION = Rule(
    code="STA010",
    name="missing-normalisation",
    category=Category.STATE,
    summary="A value is used as it came in, although it has to be brought into its form first.",
    why="A blank, a capital or a mark of its own makes another value of it.",
    bad="def key(name):\n    return name",
    good="def key(name):\n    return name.strip().lower()",
    formerly=(
        "STA1224",
        "not-normalised",
    ),
)
VALUE_NOT_PASSED_ON = Rule(
    code="STA015",
    name="value-not-passed-on",
    category=Category.STATE,
    summary="Something that belongs to a whole is not put into it or not passed on.",
    why="Whoever gets the whole does without, or takes a default that is meant for others.",
    bad="messages = [*fresh]",
    good="messages = [*history, *fresh]",
    formerly=(
        "STA1226",
        "part-missing",
    ),
)
MISSING_CALL = Rule(
    code="STA007",
    name="missing-call",
    category=Category.STATE,
    summary="A step that later ones rely on is not taken.",
    why="What it should have stored, told or waited for is missing, and nothing fails on the spot.",
    bad="def put(self, row):\n    self._rows.append(row)",
    good="def put(self, row):\n    self._rows.append(row)\n    self._changed.set()",
    formerly=(
        "STA1220",
        "step-missing",
    ),
)
NOT_IDEMPOTENT = Rule(
    code="STA011",
    name="not-idempotent",
    category=Category.STATE,
    summary="What is done a second time fails, or leaves everything as it was.",
    why="Programs start again and data change: the first time goes well, and each later one not.",
    bad='database.execute("INSERT INTO notes VALUES (?, ?)", note)',
    good='database.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", note)',
    formerly=(
        "STA1225",
        "not-repeatable",
    ),
)
RULES = (
    INCOMPLETE_CONDITION,
    CONDITION_INVERTED,
    MISSING_EDGE_CASE,
    MISSING_FILTER,
    WRONG_VARIABLE,
    MISSING_NORMALISATION,
    VALUE_NOT_PASSED_ON,
    MISSING_CALL,
    NOT_IDEMPOTENT,
)
