"""Faults in what is sent to a Mistral model: messages, prompts and tool calls."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

MISSING_ASSISTANT_TURN = Rule(
    code="MIS201",
    name="missing-assistant-turn",
    category=Category.MISTRAL,
    summary="A tool's result is sent without the assistant message that asked for it.",
    why="The API answers 400 (code 3230): a tool message must follow the assistant's tool calls.",
    bad="messages.append(ToolMessage(content=result, tool_call_id=call.id))",
    good="messages.append(response.choices[0].message)\n"
    "messages.append(ToolMessage(content=result, tool_call_id=call.id))",
)
UNBOUNDED_TOOL_LOOP = Rule(
    code="MIS203",
    name="unbounded-tool-loop",
    category=Category.MISTRAL,
    summary="The tool loop ends only when the model wants it to.",
    why="A model that keeps calling tools makes it endless, and every round is billed.",
    bad="async def chat():\n    while True:\n        reply = await ask()\n"
    "        if not reply.tool_calls:\n            return reply",
    good="async def chat():\n    for _ in range(5):\n        reply = await ask()\n"
    "        if not reply.tool_calls:\n            return reply\n"
    '    raise RuntimeError("too many tool rounds")',
)
PERSONAL_DATA_IN_METADATA = Rule(
    code="MIS207",
    name="personal-data-in-request-metadata",
    category=Category.MISTRAL,
    summary="Personal data is sent in metadata or as a cache key.",
    why="Mistral's documentation forbids it for prompt_cache_key, and it leaves the house for "
    "nothing: an opaque id does the same.",
    bad="reply = client.chat.complete(model=model, messages=messages, prompt_cache_key=user.email)",
    good="reply = client.chat.complete(model=model, messages=messages, prompt_cache_key=user.id)",
)
DOCUMENTS_AS_SYSTEM = Rule(
    code="MIS234",
    name="documents-in-system-message",
    category=Category.MISTRAL,
    summary="Text from documents is put into the system message.",
    why="Whoever writes a document then gives the model orders with the system's authority.",
    bad="messages = [SystemMessage(content=RULES + document), UserMessage(content=question)]",
    good="messages = [SystemMessage(content=RULES), UserMessage(content=document + question)]",
)
NUMBERING_MISMATCH = Rule(
    code="MIS238",
    name="numbering-mismatch",
    category=Category.MISTRAL,
    summary="What the model is shown as number n is number n plus or minus one to the code.",
    why="Every reference that the model makes points to the neighbour of what it meant.",
    bad='shown = [f"[{n}] {text}" for n, text in enumerate(texts)]\ncited = texts[number - 1]',
    good='shown = [f"[{n}] {text}" for n, text in enumerate(texts, start=1)]\n'
    "cited = texts[number - 1]",
)
INVENTED_REFERENCE = Rule(
    code="MIS239",
    name="invented-reference-followed",
    category=Category.MISTRAL,
    summary="A number or name in the model's text is looked up as if it had to exist.",
    why="Models make up references: the look-up fails, or finds what was never meant.",
    bad="cited = [passages[int(number) - 1] for number in re.findall(MARK, text)]",
    good="numbers = map(int, re.findall(MARK, text))\n"
    "cited = [passages[number - 1] for number in numbers if 1 <= number <= len(passages)]",
)
UNANSWERED_TOOL_CALL = Rule(
    code="MIS260",
    name="unanswered-tool-call",
    category=Category.MISTRAL,
    summary="Not every tool call of a reply is answered.",
    why="The model may ask for several tools at once: the API answers 400 (code 3230) "
    "until each call has its result.",
    bad="for call in message.tool_calls[:1]:\n    messages.append(answer_to(call))",
    good="for call in message.tool_calls:\n    messages.append(answer_to(call))",
)
HISTORY_CUT_APART = Rule(
    code="MIS262",
    name="history-cut-apart",
    category=Category.MISTRAL,
    summary="A history is cut between a tool call and its result.",
    why="The API refuses a tool message without the assistant message that asked for it "
    "(400, code 3230): the session is dead from then on.",
    bad="messages = [system, *history[-10:]]",
    good="start = max(len(history) - 10, 0)\n"
    'while history[start:] and history[start].role != "user":\n    start += 1\n'
    "messages = [system, *history[start:]]",
)
FORCED_TOOL_CHOICE = Rule(
    code="MIS263",
    name="forced-tool-choice",
    category=Category.MISTRAL,
    summary="Every request of a tool loop demands a tool call.",
    why="With tool_choice 'any' the model cannot answer: the loop goes on until its limit.",
    bad='for _ in range(5):\n    reply = ask(tools=tools, tool_choice="any")',
    good="for _ in range(5):\n    reply = ask(tools=tools)",
)
PERSONAL_DATA_IN_PROMPT = Rule(
    code="MIS264",
    name="personal-data-in-prompt",
    category=Category.MISTRAL,
    summary="Text is sent to the API without hiding the personal data in it.",
    why="What has left the house cannot be called back; one path that forgets the "
    "redaction is enough.",
    bad="messages = [UserMessage(content=document)]",
    good="messages = [UserMessage(content=redactor.hide(document))]",
)
UNTRUSTED_SYSTEM_MESSAGE = Rule(
    code="MIS265",
    name="untrusted-text-in-system-message",
    category=Category.MISTRAL,
    summary="Text from strangers is put into the system message.",
    why="The model obeys the system message: whoever wrote the document gives it orders.",
    bad="messages = [SystemMessage(content=RULES + document), UserMessage(content=question)]",
    good="messages = [SystemMessage(content=RULES), UserMessage(content=fenced(document) + "
    "question)]",
)
DELIMITER_NOT_ESCAPED = Rule(
    code="MIS267",
    name="delimiter-not-escaped",
    category=Category.MISTRAL,
    summary="Text from strangers is put between markers that it may contain itself.",
    why="It closes the markers, and what follows looks as if we had said it.",
    bad='prompt = f"<document>{text}</document>"',
    good='prompt = f"<document>{html.escape(text)}</document>"',
)

RULES = (
    MISSING_ASSISTANT_TURN,
    UNBOUNDED_TOOL_LOOP,
    PERSONAL_DATA_IN_METADATA,
    DOCUMENTS_AS_SYSTEM,
    NUMBERING_MISMATCH,
    INVENTED_REFERENCE,
    UNANSWERED_TOOL_CALL,
    HISTORY_CUT_APART,
    FORCED_TOOL_CHOICE,
    PERSONAL_DATA_IN_PROMPT,
    UNTRUSTED_SYSTEM_MESSAGE,
    DELIMITER_NOT_ESCAPED,
)
