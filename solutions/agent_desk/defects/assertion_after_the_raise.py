"""The assertion about a refused payment stands behind the line that raises."""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, HiddenTest, Modules, Replacement, StructureCheck
from checker.rules.assertions import ASSERTION_NEVER_REACHED
from checker.rules.rule import Severity
from solutions.agent_desk.places import PAY, TESTS

FLAWED = (
    '    with pytest.raises(PaymentError, match="insured"):\n'
    '        asyncio.run(book.pay("C-1", 2_000))\n'
    '        assert asyncio.run(book.paid_cents("C-1")) == 99_000\n'
)


def nothing_follows_what_raises(modules: Modules) -> bool:
    """Return whether every block that expects an error holds one statement."""
    call = m.Call(func=m.Attribute(value=m.Name("pytest"), attr=m.Name("raises")))
    expecting = m.With(items=[m.ZeroOrMore(), m.WithItem(item=call), m.ZeroOrMore()])
    return all(
        len(node.body.body) == 1
        for path, module in modules.items()
        if path.parts[0] == TESTS.parts[0]
        for node in m.findall(module, expecting)
        if isinstance(node, cst.With)
    )


DEFECT = Defect(
    slug="assertion-after-the-raise",
    rule=ASSERTION_NEVER_REACHED,
    severity=Severity.MAJOR,
    group="payment-test",
    changes=(
        Edit(
            path=TESTS,
            clean='    with pytest.raises(PaymentError, match="insured"):\n'
            '        asyncio.run(book.pay("C-1", 2_000))\n'
            '    assert asyncio.run(book.paid_cents("C-1")) == 99_000\n',
            flawed=FLAWED,
        ),
    ),
    explanation="The assert stands inside pytest.raises after the call that raises, so it is never "
    "executed: a refused payment that is recorded all the same goes unnoticed. Dedent "
    "it.",
    checks=(
        HiddenTest(node_id="test_project_tests.py::test_a_refused_payment_that_is_made_is_noticed"),
        StructureCheck(
            anchor=PAY,
            holds=nothing_follows_what_raises,
            asks="nothing follows the line that raises in a pytest.raises block",
        ),
    ),
    right_fixes=(
        Fix(
            name="after the block, by name",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new='    with pytest.raises(PaymentError, match="insured"):\n'
                    '        asyncio.run(book.pay("C-1", 2_000))\n'
                    '    paid = asyncio.run(book.paid_cents("C-1"))\n'
                    "    assert paid == 99_000\n",
                ),
            ),
        ),
        Fix(
            name="with excinfo",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new="    with pytest.raises(PaymentError) as caught:\n"
                    '        asyncio.run(book.pay("C-1", 2_000))\n'
                    '    assert "insured" in str(caught.value)\n'
                    '    assert asyncio.run(book.paid_cents("C-1")) == 99_000\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a second block",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new='    with pytest.raises(PaymentError, match="insured"):\n'
                    '        asyncio.run(book.pay("C-1", 2_000))\n'
                    '    with pytest.raises(PaymentError, match="insured"):\n'
                    '        asyncio.run(book.pay("C-1", 2_000))\n'
                    '        assert asyncio.run(book.paid_cents("C-1")) == 99_000\n',
                ),
            ),
        ),
    ),
)
