"""A negative amount is recorded as a payment."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.rule import Severity
from checker.rules.validation import NEGATIVE_NUMBER_ACCEPTED
from solutions.agent_desk.places import CLAIMS

FLAWED = "        if not cents:\n"

DEFECT = Defect(
    slug="negative-payment",
    rule=NEGATIVE_NUMBER_ACCEPTED,
    severity=Severity.MAJOR,
    changes=(Edit(path=CLAIMS, clean="        if cents <= 0:\n", flawed=FLAWED),),
    sites=(Site(path=CLAIMS, text="PaymentError: the amount is not positive, or too much."),),
    explanation="Only 0 is refused: a negative amount of cents is recorded as a payment and lowers "
    "the sum, so that more than the insured amount can be paid later. Refuse "
    "everything that is not positive.",
    checks=(HiddenTest(node_id="test_payments.py::test_nothing_negative_is_paid"),),
    right_fixes=(
        Fix(
            name="less than one",
            replacements=(Replacement(path=CLAIMS, old=FLAWED, new="        if cents < 1:\n"),),
        ),
        Fix(
            name="not in range",
            replacements=(
                Replacement(
                    path=CLAIMS,
                    old=FLAWED,
                    new="        if cents not in range(1, claim.insured_cents + 1):\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the amount without its sign",
            replacements=(
                Replacement(
                    path=CLAIMS,
                    old=FLAWED,
                    new="        cents = abs(cents)\n        if not cents:\n",
                ),
            ),
        ),
    ),
)
