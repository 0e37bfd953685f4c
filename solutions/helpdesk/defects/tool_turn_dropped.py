"""The tool's result is sent without the assistant message that asked for it."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.conversations import MISSING_ASSISTANT_TURN
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

FLAWED = "            for call in message.tool_calls:\n"

DEFECT = Defect(
    slug="tool-turn-dropped",
    rule=MISSING_ASSISTANT_TURN,
    severity=Severity.BLOCKER,
    group="tool-loop",
    changes=(
        Edit(
            path=DRAFTING,
            clean="            messages.append(message)\n            for call in message.tool_calls:\n",
            flawed=FLAWED,
        ),
    ),
    explanation="The assistant message with the tool calls is never appended to messages, so the "
    "tool result follows a user message and the API answers 400 (code 3230).",
    checks=(HiddenTest(node_id="test_tools.py::test_a_tool_result_follows_the_call_that_asked"),),
    right_fixes=(
        Fix(
            name="appended by extend",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new=f"            messages.extend([message])\n{FLAWED}",
                ),
            ),
        ),
        Fix(
            name="the whole turn is answered by a method",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED
                    + "                result = await self._call_tool(call, ticket)\n"
                    + "                messages.append(\n"
                    + "                    ToolMessage(content=result, tool_call_id=call.id, "
                    "name=call.function.name)\n" + "                )\n",
                    new="            answers = [\n"
                    "                ToolMessage(\n"
                    "                    content=await self._call_tool(call, ticket),\n"
                    "                    tool_call_id=call.id,\n"
                    "                    name=call.function.name,\n"
                    "                )\n"
                    "                for call in message.tool_calls\n"
                    "            ]\n"
                    "            messages = [*messages, message, *answers]\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="appended after the results",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old='        raise AnswerError(f"ticket {ticket.id}: the model only calls tools")',
                    new="            messages.append(message)\n"
                    '        raise AnswerError(f"ticket {ticket.id}: the model only calls tools")',
                ),
            ),
        ),
    ),
)
