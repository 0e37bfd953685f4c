"""Whatever name the model gives is called on the store."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.security import MODEL_CHOSEN_FUNCTION
from solutions.helpdesk.places import DRAFTING

ARGUMENTS = "        arguments = call.function.arguments\n"
FLAWED = """\
            lookup = getattr(self._desk.store, call.function.name)
            order: Order | None = await lookup(**values)
"""

DEFECT = Defect(
    slug="tool-by-name",
    rule=MODEL_CHOSEN_FUNCTION,
    severity=Severity.BLOCKER,
    imports=("from helpdesk.tickets import Order",),
    changes=(
        Edit(
            path=DRAFTING,
            clean='            order = await self._desk.store.order(str(values["order_id"]))\n',
            flawed=FLAWED,
        ),
        Edit(
            path=DRAFTING,
            clean="        if call.function.name != ORDER.function.name:\n"
            '            return f"error: there is no tool {call.function.name}"\n' + ARGUMENTS,
            flawed=ARGUMENTS,
        ),
    ),
    explanation="getattr with a name from the model lets it call any method of the store, such as "
    "save_answer: a customer can talk it into that. Allow only the offered tool.",
    checks=(HiddenTest(node_id="test_tools.py::test_only_the_offered_tool_can_be_called"),),
    right_fixes=(
        Fix(
            name="a mapping of tools",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new='            tools = {"order": self._desk.store.order}\n'
                    "            order = await tools[call.function.name]("
                    'str(values["order_id"]))\n',
                ),
            ),
        ),
        Fix(
            name="checked by the caller",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old="                result = await self._call_tool(call, ticket)\n",
                    new="                offered = call.function.name == ORDER.function.name\n"
                    '                result = "error: there is no such tool"\n'
                    "                if offered:\n"
                    "                    result = await self._call_tool(call, ticket)\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="private names are refused",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=ARGUMENTS,
                    new='        if call.function.name.startswith("_"):\n'
                    '            return f"error: there is no tool {call.function.name}"\n'
                    + ARGUMENTS,
                ),
            ),
        ),
    ),
)
