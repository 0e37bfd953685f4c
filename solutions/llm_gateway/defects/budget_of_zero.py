"""A budget of 0 is taken for no budget at all."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.failures import ZERO_AS_MISSING
from checker.rules.rule import Severity
from solutions.llm_gateway.places import LEDGER

FLAWED = "        if not self._budget:\n"

DEFECT = Defect(
    slug="budget-of-zero",
    rule=ZERO_AS_MISSING,
    severity=Severity.MINOR,
    changes=(Edit(path=LEDGER, clean="        if self._budget is None:\n", flawed=FLAWED),),
    explanation="0 is falsy: a tenant budget of 0, which means nothing at all, is treated as "
    "unlimited. Compare with None.",
    checks=(HiddenTest(node_id="test_budget.py::test_a_budget_of_nothing_buys_nothing"),),
    rubric=Rubric(
        what=(
            "budget of 0",
            "budget 0",
            "budget=0",
            "budget is 0",
            "zero budget",
            "budget of zero",
            "0 is falsy",
            "zero is falsy",
            "falsy",
            "truthiness",
            "not self._budget",
        ),
        why=(
            "unlimited",
            "no limit",
            "no budget",
            "without limit",
            "treated as none",
            "means none",
            "same as none",
            "nothing at all",
            "falsy",
            "instead of none",
            "not checked",
            "skips the check",
        ),
        fix=("is none", "compare with none", "explicit none"),
        paraphrases=(
            "A budget of 0 is falsy and so becomes unlimited; this must be `is None`.",
            "zero budget treated as no limit",
            "Use `self._budget is None`, 0 means nothing at all according to the description.",
            "What about a budget of zero? `not self._budget` skips the check for it.",
            (
                "Truthiness bug: GATEWAY_BUDGET=0 should block the tenants but it switches the limit "
                "off, there is no limit then."
            ),
            "With budget 0 the tenant has no limit, it should have nothing.",
        ),
        forbidden=("negative budget",),
        near_misses=("A negative budget is not refused anywhere.",),
    ),
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
