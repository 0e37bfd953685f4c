"""An amount in euros is called cents."""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.naming import WRONG_UNIT_IN_NAME
from checker.rules.rule import Severity
from solutions.agent_desk.places import AGENT, STREAM

FLAWED = (
    '        amount_cents = values.get("cents", 0) / 100\n'
    "        action = tool.action.format(**values, euros=amount_cents)\n"
)

CENTS = {"cents", "cent"}
EUROS = {
    *("euro", "euros", "eur", "amount", "sum", "total", "price", "value", "money"),
    *("payment", "payout", "claimed", "paid"),
}
HUNDRED = m.Integer("100") | m.Float("100.0") | m.Integer("1_00")


def euros_are_called_euros(modules: Modules) -> bool:
    """Return whether nothing that holds an amount divided by 100 is called cents.

    What is given just this amount says besides that it is one.
    """
    divided = m.BinaryOperation(operator=m.Divide() | m.FloorDivide(), right=HUNDRED) | (
        m.BinaryOperation(operator=m.Multiply(), right=m.Float("0.01"))
    )
    found: list[tuple[cst.BaseExpression, bool]] = []
    for node in m.findall(modules[AGENT], m.Assign() | m.AnnAssign() | m.NamedExpr() | m.Arg()):
        match node:
            case cst.Assign(targets=targets, value=value):
                names: list[cst.BaseExpression] = [each.target for each in targets]
            case cst.AnnAssign(target=target, value=cst.BaseExpression() as value):
                names = [target]
            case cst.NamedExpr(target=target, value=value):
                names = [target]
            case cst.Arg(keyword=cst.Name() as name, value=value):
                names = [name]
            case _:
                continue
        if m.findall(value, divided):
            found += [(each, m.matches(value, divided)) for each in names]
    words = [(set(n.value.split("_")), just) for n, just in found if isinstance(n, cst.Name)]
    return bool(m.findall(modules[AGENT], divided)) and all(
        not each & CENTS and (not just or each & EUROS) for each, just in words
    )


DEFECT = Defect(
    slug="euros-called-cents",
    rule=WRONG_UNIT_IN_NAME,
    severity=Severity.MINOR,  # the name misleads, as other misleading names
    misnomer="amount_cents",
    changes=(
        Edit(
            path=AGENT,
            clean='        euros = values.get("cents", 0) / 100\n'
            "        action = tool.action.format(**values, euros=euros)\n",
            flawed=FLAWED,
        ),
    ),
    explanation="amount_cents holds euros: the value was divided by 100, so the name states the "
    "wrong unit. Call it euros.",
    checks=(
        StructureCheck(
            anchor=STREAM,
            holds=euros_are_called_euros,
            asks="an amount in euros is not called cents",
        ),
    ),
    right_fixes=(
        Fix(
            name="amount_eur",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new='        amount_eur = values.get("cents", 0) / 100\n'
                    "        action = tool.action.format(**values, euros=amount_eur)\n",
                ),
            ),
        ),
        Fix(
            name="without a name",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new='        action = tool.action.format(**values, euros=values.get("cents", 0) / 100)\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another cents",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new='        cents_total = values.get("cents", 0) / 100\n'
                    "        action = tool.action.format(**values, euros=cents_total)\n",
                ),
            ),
        ),
    ),
)
