"""Rules about slips: a step, a case or a part left out, or what stands beside it taken instead."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

STEP_MISSING = Rule(
    code="STA1220",
    name="step-missing",
    category=Category.STATE,
    summary="A step that later ones rely on is not taken.",
    why="What it should have stored, told or waited for is missing, and nothing fails on the spot.",
    bad="def put(self, row):\n    self._rows.append(row)",
    good="def put(self, row):\n    self._rows.append(row)\n    self._changed.set()",
)
VALUES_MIXED_UP = Rule(
    code="STA1221",
    name="values-mixed-up",
    category=Category.STATE,
    summary="A value is taken for another one of its type.",
    why="No type checker tells them apart: each lands where the other belongs.",
    bad="usage = Usage(sent=counted.received, received=counted.sent)",
    good="usage = Usage(sent=counted.sent, received=counted.received)",
)
CASE_FORGOTTEN = Rule(
    code="STA1222",
    name="special-case-forgotten",
    category=Category.STATE,
    summary="A case that needs an answer of its own gets the common one.",
    why="The common way fails for it, or does again what was done already.",
    bad="def load(key):\n    return fetch(key)",
    good="def load(key):\n    if key in known:\n        return known[key]\n    return fetch(key)",
)
FILTER_MISSING = Rule(
    code="STA1223",
    name="filter-missing",
    category=Category.STATE,
    summary="A selection takes in what it must leave out.",
    why="What belongs to others, or is out of date, is counted, shown or changed with the rest.",
    bad="mine = [order for order in orders]",
    good="mine = [order for order in orders if order.customer == customer]",
)
NOT_NORMALISED = Rule(
    code="STA1224",
    name="not-normalised",
    category=Category.STATE,
    summary="A value is used as it came in, although it has to be brought into its form first.",
    why="A blank, a capital or a mark of its own makes another value of it.",
    bad="def key(name):\n    return name",
    good="def key(name):\n    return name.strip().lower()",
)
NOT_REPEATABLE = Rule(
    code="STA1225",
    name="not-repeatable",
    category=Category.STATE,
    summary="What is done a second time fails, or leaves everything as it was.",
    why="Programs start again and data change: the first time goes well, and each later one not.",
    bad='database.execute("INSERT INTO notes VALUES (?, ?)", note)',
    good='database.execute("INSERT OR REPLACE INTO notes VALUES (?, ?)", note)',
)
WRONG_ERROR_RAISED = Rule(
    code="ERR370",
    name="wrong-error-raised",
    category=Category.ERRORS,
    summary="An error is raised that callers do not expect.",
    why="They handle the one that is promised: this one passes them by, or is taken for another.",
    bad="def order(number):\n    raise ValueError(number)",
    good="def order(number):\n    raise OrderNotFoundError(number)",
)
ABSENT_KEY = Rule(
    code="ERR371",
    name="absent-key-not-expected",
    category=Category.ERRORS,
    summary="An entry is taken as if it were always there.",
    why="Where it is absent a KeyError ends what a default was meant for.",
    bad='limit = options["limit"]',
    good='limit = options.get("limit", 10)',
)
TERM_MISSING = Rule(
    code="ALG1120",
    name="term-missing",
    category=Category.ALGORITHMS,
    summary="A reckoning leaves out something that counts.",
    why="The result is close enough to look right, and wrong whenever the part is not zero.",
    bad="left = budget - spent",
    good="left = budget - spent - held",
)

RULES = (
    STEP_MISSING,
    VALUES_MIXED_UP,
    CASE_FORGOTTEN,
    FILTER_MISSING,
    NOT_NORMALISED,
    NOT_REPEATABLE,
    WRONG_ERROR_RAISED,
    ABSENT_KEY,
    TERM_MISSING,
)
