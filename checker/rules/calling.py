"""More rules about calling the Mistral API."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

UNBOUNDED_ANSWER = Rule(
    code="MIS250",
    name="unbounded-answer",
    category=Category.MISTRAL,
    summary="A request does not bound the length of its answer.",
    why="One answer may cost, and take, as much as a hundred.",
    bad="answer = client.chat.complete(model=MODEL, messages=messages)",
    good="answer = client.chat.complete(model=MODEL, messages=messages, max_tokens=600)",
)
DEFAULT_TIMEOUT = Rule(
    code="MIS251",
    name="default-timeout",
    category=Category.MISTRAL,
    summary="A request is left with the client's default timeout.",
    why="The limit that was promised does not apply, and a person waits for minutes.",
    bad="answer = client.chat.complete(messages=messages)",
    good="answer = client.chat.complete(messages=messages, timeout_ms=20_000)",
)
WRONG_TOOL_CALL_ID = Rule(
    code="MIS252",
    name="wrong-tool-call-id",
    category=Category.MISTRAL,
    summary="A tool's result does not carry the id of the call that it answers.",
    why="The API cannot tell which call is answered, and refuses the conversation.",
    bad="reply = ToolMessage(content=text, tool_call_id=call.function.name)",
    good="reply = ToolMessage(content=text, tool_call_id=call.id)",
)
TOOL_CALL_UNANSWERED = Rule(
    code="MIS253",
    name="tool-call-unanswered",
    category=Category.MISTRAL,
    summary="Not every tool call of a message is answered.",
    why=("Models call several tools at once, and the API refuses a conversation with open calls."),
    bad="for call in message.tool_calls[:1]:\n    answer(call)",
    good="for call in message.tool_calls:\n    answer(call)",
)
NO_RETRY_POLICY = Rule(
    code="MIS254",
    name="no-retry-policy",
    category=Category.MISTRAL,
    summary="A client has no policy for retries.",
    why=("The SDK does not retry by default: one 429 or broken connection fails the request."),
    bad="client = Mistral(api_key=key)",
    good="client = Mistral(api_key=key, retry_config=retries)",
)
TOOL_FAILURE_ABORTS = Rule(
    code="MIS255",
    name="tool-failure-aborts",
    category=Category.MISTRAL,
    summary="A tool that fails ends the whole conversation.",
    why="The model can put its arguments right, if it is told what was wrong.",
    bad="def call(tool, arguments):\n    return tool(**arguments)",
    good=(
        "def call(tool, arguments):\n"
        "    try:\n"
        "        return tool(**arguments)\n"
        "    except ValueError as error:\n"
        '        return f"error: {error}"'
    ),
)

RULES = (
    UNBOUNDED_ANSWER,
    DEFAULT_TIMEOUT,
    WRONG_TOOL_CALL_ID,
    TOOL_CALL_UNANSWERED,
    NO_RETRY_POLICY,
    TOOL_FAILURE_ABORTS,
)
