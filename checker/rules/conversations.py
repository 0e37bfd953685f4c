"""Faults in the turns of a conversation with tools."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

MISSING_ASSISTANT_TURN = Rule(
    code="MIS010",
    name="missing-assistant-turn",
    category=Category.MISTRAL,
    summary="A tool's result is sent without the assistant message that asked for it.",
    why="The API answers 400 (code 3230): a tool message must follow the assistant's tool calls.",
    bad="messages.append(ToolMessage(content=result, tool_call_id=call.id))",
    good=(
        "messages.append(response.choices[0].message)\n"
        "messages.append(ToolMessage(content=result, tool_call_id=call.id))"
    ),
    also=(
        "assistant message not appended",
        "tool result without the tool call",
        "conversation out of order",
        "400 code 3230",
        "history lacks the model's turn",
        "tool message follows a user message",
    ),
    siblings=(
        "history-cut-apart",
        "unanswered-tool-call",
    ),
    unlike=(
        ("unanswered-tool-call", "the assistant turn is there, and a call in it has no result."),
        ("wrong-tool-call-id", "the result is there under another id."),
        ("history-cut-apart", "the turn was there and was cut off."),
    ),
    link="https://docs.mistral.ai/",
    formerly=("MIS201",),
)
UNBOUNDED_TOOL_LOOP = Rule(
    code="MIS031",
    name="unbounded-tool-loop",
    category=Category.MISTRAL,
    summary="The tool loop ends only when the model wants it to.",
    why="A model that keeps calling tools makes it endless, and every round is billed.",
    bad=(
        "async def chat():\n    while True:\n        reply = await ask()\n"
        "        if not reply.tool_calls:\n            return reply"
    ),
    good=(
        "async def chat():\n    for _ in range(5):\n        reply = await ask()\n"
        "        if not reply.tool_calls:\n            return reply\n"
        '    raise RuntimeError("too many tool rounds")'
    ),
    also=(
        "while True around the model",
        "no limit on tool rounds",
        "endless tool loop",
        "max_rounds ignored",
        "agent loops for ever",
        "infinite loop of tool calls",
    ),
    unlike=(
        ("forced-tool-choice", "every round demands a tool, so that it cannot end by itself."),
    ),
    link="https://docs.mistral.ai/",
    formerly=("MIS203",),
)
WRONG_TOOL_CALL_ID = Rule(
    code="MIS036",
    name="wrong-tool-call-id",
    category=Category.MISTRAL,
    summary="A tool's result does not carry the id of the call that it answers.",
    why="The API cannot tell which call is answered, and refuses the conversation.",
    bad="reply = ToolMessage(content=text, tool_call_id=call.function.name)",
    good="reply = ToolMessage(content=text, tool_call_id=call.id)",
    also=(
        "tool_call_id does not match",
        "wrong id in the tool message",
        "id of another call",
        "results assigned to the wrong call",
        "tool_call_id missing",
    ),
    siblings=("unanswered-tool-call",),
    unlike=(("unanswered-tool-call", "a call gets no result at all."),),
    link="https://docs.mistral.ai/",
    formerly=("MIS252",),
)
UNANSWERED_TOOL_CALL = Rule(
    code="MIS028",
    name="unanswered-tool-call",
    category=Category.MISTRAL,
    summary="Not every tool call of a reply is answered.",
    why=(
        "The model may ask for several tools at once: the API answers 400 (code 3230) until "
        "each call has its result."
    ),
    bad="for call in message.tool_calls[:1]:\n    messages.append(answer_to(call))",
    good="for call in message.tool_calls:\n    messages.append(answer_to(call))",
    also=(
        "only the first tool call is run",
        "parallel tool calls ignored",
        "calls[:1]",
        "tool_calls[0]",
        "other tool calls get no result",
        "400: number of calls and results differ",
    ),
    siblings=(
        "missing-assistant-turn",
        "wrong-tool-call-id",
    ),
    unlike=(
        ("missing-assistant-turn", "the message with the calls is missing."),
        ("wrong-tool-call-id", "each call has a result, under a wrong id."),
    ),
    link="https://docs.mistral.ai/",
    formerly=(
        "MIS253",
        "MIS260",
        "tool-call-unanswered",
    ),
)
TOOL_FAILURE_ABORTS = Rule(
    code="MIS027",
    name="tool-failure-aborts",
    category=Category.MISTRAL,
    summary="A tool that fails ends the whole conversation.",
    why="The model can put its arguments right, if it is told what was wrong.",
    bad="def call(tool, arguments):\n    return tool(**arguments)",
    good=(
        "def call(tool, arguments):\n    try:\n        return tool(**arguments)\n"
        '    except ValueError as error:\n        return f"error: {error}"'
    ),
    also=(
        "tool error ends the conversation",
        "exception in a tool reaches the user",
        "model is not told that the tool failed",
        "one failing tool kills the answer",
        "tool errors should go back to the model",
    ),
    siblings=("unhandled-failure",),
    unlike=(
        ("unhandled-failure", "no tool is involved."),
        ("failure-returned-as-result", "the failure is hidden from the model."),
    ),
    link="https://docs.mistral.ai/",
    formerly=("MIS255",),
)
HISTORY_CUT_APART = Rule(
    code="MIS006",
    name="history-cut-apart",
    category=Category.MISTRAL,
    summary="A history is cut between a tool call and its result.",
    why=(
        "The API refuses a tool message without the assistant message that asked for it (400, "
        "code 3230): the session is dead from then on."
    ),
    bad="messages = [system, *history[-10:]]",
    good=(
        "start = max(len(history) - 10, 0)\n"
        'while history[start:] and history[start].role != "user":\n    start += 1\n'
        "messages = [system, *history[start:]]"
    ),
    also=(
        "history truncated between call and result",
        "orphaned tool message",
        "memory begins with a tool result",
        "cut in the middle of a tool exchange",
        "trimmed history refused by the API",
    ),
    siblings=("missing-assistant-turn",),
    unlike=(
        ("missing-assistant-turn", "the turn was never added."),
        ("negative-zero-slice", "the cut goes wrong at a limit of 0."),
    ),
    link="https://docs.mistral.ai/",
    formerly=("MIS262",),
)
FORCED_TOOL_CHOICE = Rule(
    code="MIS005",
    name="forced-tool-choice",
    category=Category.MISTRAL,
    summary="Every request of a tool loop demands a tool call.",
    why="With tool_choice 'any' the model cannot answer: the loop goes on until its limit.",
    bad='for _ in range(5):\n    reply = ask(tools=tools, tool_choice="any")',
    good="for _ in range(5):\n    reply = ask(tools=tools)",
    also=(
        "tool_choice any in every round",
        "model can never give a final answer",
        "forces a tool call",
        "tool_choice required",
        "loop runs until max rounds",
    ),
    unlike=(("unbounded-tool-loop", "the loop has no bound."),),
    link="https://docs.mistral.ai/",
    formerly=("MIS263",),
)
RULES = (
    MISSING_ASSISTANT_TURN,
    UNBOUNDED_TOOL_LOOP,
    WRONG_TOOL_CALL_ID,
    UNANSWERED_TOOL_CALL,
    TOOL_FAILURE_ABORTS,
    HISTORY_CUT_APART,
    FORCED_TOOL_CHOICE,
)
