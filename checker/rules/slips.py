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
WRONG_ERROR_RAISED = Rule(
    code="ERR370",
    name="wrong-error-raised",
    category=Category.ERRORS,
    summary="An error is raised that callers do not expect.",
    why="They handle the one that is promised: this one passes them by, or is taken for another.",
    bad="def order(number):\n    raise ValueError(number)",
    good="def order(number):\n    raise OrderNotFoundError(number)",
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
    WRONG_ERROR_RAISED,
    TERM_MISSING,
)
