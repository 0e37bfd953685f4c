"""A negative amount is recorded as a payment."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.failures import SIGN_NOT_CHECKED
from checker.rules.rule import Severity
from solutions.agent_desk.places import CLAIMS

FLAWED = "        if not cents:\n"

DEFECT = Defect(
    slug="negative-payment",
    rule=SIGN_NOT_CHECKED,
    severity=Severity.MAJOR,
    changes=(Edit(path=CLAIMS, clean="        if cents <= 0:\n", flawed=FLAWED),),
    sites=(Site(path=CLAIMS, text="PaymentError: the amount is not positive, or too much."),),
    explanation="Only 0 is refused: a negative amount of cents is recorded as a payment and lowers "
    "the sum, so that more than the insured amount can be paid later. Refuse "
    "everything that is not positive.",
    checks=(HiddenTest(node_id="test_payments.py::test_nothing_negative_is_paid"),),
    rubric=Rubric(
        what=(
            "negative",
            "not cents",
            "below zero",
            "less than zero",
            "less than 0",
            "minus",
            "sign",
            "-500",
            "only zero",
            "only 0",
        ),
        why=(
            "recorded",
            "accepted",
            "lowers",
            "reduces",
            "not refused",
            "passes",
            "allowed",
            "limit",
            "insured",
            "more than",
            "not rejected",
            "sum",
            "docstring",
            "goes through",
            "truthy",
            "truthiness",
        ),
        fix=(
            "cents <= 0",
            "<= 0",
            "< 1",
            "refuse",
            "positive",
            "greater than 0",
            "raise paymenterror",
            "check for positive",
            "reject",
        ),
        paraphrases=(
            "Negative amounts are accepted: `not cents` refuses only 0, it must be cents <= 0.",
            "negative payment possible",
            (
                "pay(-100) is recorded and lowers what was paid, so the insured limit can be "
                "exceeded afterwards."
            ),
            "Shouldn't this be cents <= 0? A negative number is truthy and goes through.",
            "The docstring says that the amount must be positive, but only zero is rejected.",
            "It is possible to pay negative cents, the check is only for zero.",
        ),
        forbidden=(
            "zero should be allowed",
            "zero is a valid amount",
        ),
        near_misses=("The message names the amount.",),
    ),
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
