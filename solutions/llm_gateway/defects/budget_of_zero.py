"""A budget of 0 is taken for no budget at all."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.validation import ZERO_TREATED_AS_MISSING
from solutions.llm_gateway.places import LEDGER

FLAWED = "        if not self._budget:\n"

DEFECT = Defect(
    slug="budget-of-zero",
    rule=ZERO_TREATED_AS_MISSING,
    severity=Severity.MAJOR,  # without limit, at an edge that the text promises
    changes=(Edit(path=LEDGER, clean="        if self._budget is None:\n", flawed=FLAWED),),
    explanation="0 is falsy: a tenant budget of 0, which means nothing at all, is treated as "
    "unlimited. Compare with None.",
    checks=(HiddenTest(node_id="test_budget.py::test_a_budget_of_nothing_buys_nothing"),),
    right_fixes=(
        Fix(
            name="asked the other way round",
            replacements=(
                Replacement(
                    path=LEDGER,
                    old=FLAWED,
                    new="        limited = self._budget is not None\n"
                    "        if not limited or self._budget is None:\n",
                ),
            ),
        ),
        Fix(
            name="a type instead of a truth",
            replacements=(
                Replacement(
                    path=LEDGER,
                    old=FLAWED,
                    new="        if not isinstance(self._budget, int):\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="zero and below",
            replacements=(
                Replacement(
                    path=LEDGER,
                    old=FLAWED,
                    new="        if self._budget is None or self._budget <= 0:\n",
                ),
            ),
        ),
    ),
)
