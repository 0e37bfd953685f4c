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

MEANING = {"euro", "euros", "eur", "amount", "sum", "total", "price"}


def euros_are_called_euros(modules: Modules) -> bool:
    """Return whether whatever is divided by 100 has a name that fits euros."""
    divided = m.BinaryOperation(operator=m.Divide(), right=m.Integer("100"))
    found = [
        node.targets[0].target
        for node in m.findall(modules[AGENT], m.Assign(value=divided))
        if isinstance(node, cst.Assign)
    ]
    handed = m.findall(modules[AGENT], m.Arg(keyword=m.Name(), value=divided))
    found += [node.keyword for node in handed if isinstance(node, cst.Arg) and node.keyword]
    names = [set(each.value.split("_")) for each in found if isinstance(each, cst.Name)]
    return bool(names) and all(each & MEANING and "cents" not in each for each in names)


DEFECT = Defect(
    slug="euros-called-cents",
    rule=WRONG_UNIT_IN_NAME,
    severity=Severity.NIT,
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
