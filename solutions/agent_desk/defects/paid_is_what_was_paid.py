"""A test expects whatever the code under test returns."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.assertions import EXPECTATION_TAKEN_FROM_RESULT
from checker.rules.rule import Severity
from solutions.agent_desk.places import TESTS

FLAWED = (
    '    paid = asyncio.run(book.pay("C-1", 99_000))\n'
    '    with pytest.raises(PaymentError, match="insured"):\n'
    '        asyncio.run(book.pay("C-1", 2_000))\n'
    '    assert asyncio.run(book.paid_cents("C-1")) == paid\n'
)

DEFECT = Defect(
    slug="paid-is-what-was-paid",
    rule=EXPECTATION_TAKEN_FROM_RESULT,
    severity=Severity.MAJOR,  # a test that cannot fail on a wrong amount
    group="payment-test",
    changes=(
        Edit(
            path=TESTS,
            clean='    assert asyncio.run(book.pay("C-1", 99_000)) == 99_000\n'
            '    with pytest.raises(PaymentError, match="insured"):\n'
            '        asyncio.run(book.pay("C-1", 2_000))\n'
            '    assert asyncio.run(book.paid_cents("C-1")) == 99_000\n',
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=TESTS, text="def test_nobody_is_paid_more_than_is_insured("),),
    explanation="The expected sum is taken from pay itself: if pay records and returns a wrong "
    "amount, both sides are equal and the test passes. Compare with 99_000.",
    checks=(
        HiddenTest(node_id="test_project_tests.py::test_a_payment_of_another_amount_is_noticed"),
    ),
    right_fixes=(
        Fix(
            name="both against a number",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new='    paid = asyncio.run(book.pay("C-1", 99_000))\n'
                    '    with pytest.raises(PaymentError, match="insured"):\n'
                    '        asyncio.run(book.pay("C-1", 2_000))\n'
                    '    assert asyncio.run(book.paid_cents("C-1")) == paid == 99_000\n',
                ),
            ),
        ),
        Fix(
            name="against what was asked for",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new="    asked = 99_000\n"
                    '    asyncio.run(book.pay("C-1", asked))\n'
                    '    with pytest.raises(PaymentError, match="insured"):\n'
                    '        asyncio.run(book.pay("C-1", 2_000))\n'
                    '    assert asyncio.run(book.paid_cents("C-1")) == asked\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="more than nothing",
            replacements=(
                Replacement(
                    path=TESTS,
                    old='    assert asyncio.run(book.paid_cents("C-1")) == paid\n',
                    new='    assert asyncio.run(book.paid_cents("C-1")) == paid > 0\n',
                ),
            ),
        ),
    ),
)
