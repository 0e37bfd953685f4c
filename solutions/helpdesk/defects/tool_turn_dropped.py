"""The tool's result is sent without the assistant message that asked for it."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.mistral import MISSING_ASSISTANT_TURN
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
    rubric=Rubric(
        what=(
            "assistant message|turn|reply|answer|response",
            "assistant & not|missing|append|lost|dropped",
            (
                "message not|never appended|added|kept|sent|recorded|stored|put|in "
                "history|in messages"
            ),
            "append message",
            "messages.append",
            "not append|add message|assistant|reply|answer|response",
            "missing|lost|forgot append|turn|assistant",
            "tool result|message|output|answer without|not|directly after|follows",
            "tool calls|call & not append|history|in messages|missing|lost|conversation",
            "tool_calls not appended|history|messages|sent",
            (
                "model's|own|its message|reply|turn|request|answer & "
                "history|append|messages|missing|conversation|not"
            ),
            "history|conversation missing|incomplete|lack|without|inconsistent|invalid|not",
            "order of messages|roles",
            "role order",
            "not know|see which|what|that & call|asked",
            "result without|lack call|request|question|assistant",
            "tool message|result after|follow|directly user",
        ),
        why=(
            "400",
            "3230",
            "reject|refuse|invalid",
            "api error|reject|refuse|answer|fail|complain|expect|require",
            "tool result|message|output|answer without|directly|after|follow|refer|belong",
            "after user",
            "role order",
            "order of messages|roles",
            "not know|see|remember|match",
            "model asks again|same|endless|loop",
            "before tool|result|loop",
            "history",
            "not belong|match",
            "unexpected role",
            "every draft fail",
            "conversation",
            "context",
        ),
        fix=(
            "append message|assistant|reply|it",
            "messages.append",
            "add|insert|put|keep|include assistant|message|reply|turn|answer",
            "append before",
            "restore append|line",
            "message before tool|loop|results|calls",
        ),
        paraphrases=(
            (
                "The assistant message holding the tool calls has to be appended before the"
                " tool results, otherwise the API rejects the order of messages with 400."
            ),
            "assistant turn is missing before the ToolMessage",
            "Tool results are sent without the assistant message that requested them.",
            "Shouldn't we do messages.append(message) before the loop?",
            (
                "Every draft that uses the tool fails: a tool message directly after the "
                "user message is an invalid role order for Mistral."
            ),
            (
                "You forget to add the answer of the assistant in the messages before the "
                "tool result."
            ),
            (
                "The model never sees its own tool call in the history, only a result that "
                "belongs to nothing."
            ),
            "Before the tool results the message with tool_calls must stand in the history.",
        ),
        forbidden=(
            "append twice|duplicate",
            "system message",
        ),
        near_misses=(
            "The tool result should be appended only once for each call.",
            "messages grows with every round, cut old turns.",
        ),
    ),
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
