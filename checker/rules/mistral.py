"""Faults in how the Mistral API and its SDK (3.x) are used."""

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
IGNORED_FINISH_REASON = Rule(
    code="MIS205",
    name="ignored-finish-reason",
    category=Category.MISTRAL,
    summary="An answer is used without asking whether the model finished it.",
    why="finish_reason 'length' or 'error' means half an answer; the SDK raises nothing.",
    bad="def text(response):\n    return response.choices[0].message.content",
    good='def text(response):\n    if response.choices[0].finish_reason != "stop":\n'
    '        raise ValueError("cut short")\n    return response.choices[0].message.content',
)
WRONG_REGION = Rule(
    code="MIS206",
    name="wrong-endpoint-region",
    category=Category.MISTRAL,
    summary="Data that must stay in a region goes to the global endpoint.",
    why="Mistral() without server= uses api.mistral.ai, which commits to no location (SDK 2.7 "
    "and later).",
    bad="client = Mistral(api_key=key)",
    good='client = Mistral(api_key=key, server="eu")',
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
SECONDS_AS_MILLISECONDS = Rule(
    code="MIS209",
    name="seconds-passed-as-milliseconds",
    category=Category.MISTRAL,
    summary="A number of seconds is given to a parameter that counts milliseconds.",
    why="timeout_ms=30 gives up after 30 ms, before any model has answered.",
    bad="reply = client.chat.complete(model=model, messages=messages, timeout_ms=timeout_s)",
    good="reply = client.chat.complete(model=model, messages=messages, "
    "timeout_ms=timeout_s * 1000)",
)
VECTORS_MISALIGNED = Rule(
    code="MIS212",
    name="vectors-misaligned",
    category=Category.MISTRAL,
    summary="Texts and vectors are paired although some vectors are missing.",
    why="After a skipped batch each later vector belongs to another text: search is wrong.",
    bad="for batch in batches:\n    try:\n        vectors += embed(batch)\n"
    "    except MistralError:\n"
    "        continue\nindex = dict(zip(texts, vectors))",
    good="for batch in batches:\n    index.update(zip(batch, embed(batch), strict=True))",
)
RETRY_AFTER_OUTPUT = Rule(
    code="MIS214",
    name="retry-after-partial-output",
    category=Category.MISTRAL,
    summary="A stream is started again although pieces of it were already given out.",
    why="The reader sees the beginning twice: once output has begun a retry is no repetition.",
    bad="async def stream():\n    for _ in range(3):\n        try:\n"
    "            async for piece in ask():\n                yield piece\n            return\n"
    "        except TransportError:\n            continue",
    good="async def stream():\n    for _ in range(3):\n        begun = False\n        try:\n"
    "            async for piece in ask():\n                begun = True\n"
    "                yield piece\n            return\n        except TransportError:\n"
    "            if begun:\n                raise",
)
CONTENT_ASSUMED_TEXT = Rule(
    code="MIS215",
    name="content-assumed-text",
    category=Category.MISTRAL,
    summary="delta.content or message.content is used as text without asking what it is.",
    why="It may be absent (Unset), None, or a list of chunks; events are Any, so mypy is silent.",
    bad="async for event in stream:\n    yield_(event.data.choices[0].delta.content)",
    good="async for event in stream:\n    content = event.data.choices[0].delta.content\n"
    "    if isinstance(content, str):\n        yield_(content)",
)
INCOMPLETE_USAGE = Rule(
    code="MIS216",
    name="incomplete-usage-count",
    category=Category.MISTRAL,
    summary="Not every billed call is counted.",
    why="Each round of a tool loop and each stream is billed, also when its answer is of no use.",
    bad="for _ in range(5):\n    response = ask()\n    if done(response):\n        break\n"
    "tokens += response.usage.total_tokens",
    good="for _ in range(5):\n    response = ask()\n    tokens += response.usage.total_tokens\n"
    "    if done(response):\n        break",
)
RETRIES_MULTIPLIED = Rule(
    code="MIS241",
    name="retries-multiplied",
    category=Category.MISTRAL,
    summary="A retry loop runs around a client that retries by itself.",
    why="Attempts multiply: three times a dozen, at the moment when the service is overloaded "
    "already.",
    bad="for _ in range(3):\n    try:\n"
    "        return client.chat.complete(model=model, messages=messages)\n"
    "    except MistralError:\n        continue",
    good="for _ in range(3):\n    try:\n"
    "        return client.chat.complete(model=model, messages=messages, retries=None)\n"
    "    except MistralError:\n        continue",
)
PERMANENT_ERROR_RETRIED = Rule(
    code="MIS242",
    name="permanent-error-retried",
    category=Category.MISTRAL,
    summary="A request that cannot succeed is sent again.",
    why="400, 401 and 422 say that the request is wrong: the answer stays the same, only later.",
    bad="try:\n    ask()\nexcept MistralError:\n    retry()",
    good="try:\n    ask()\nexcept MistralError as error:\n"
    "    if error.status_code not in {429, 500, 502, 503, 504}:\n        raise\n    retry()",
)
UNBOUNDED_RETRY_AFTER = Rule(
    code="MIS243",
    name="unbounded-retry-after",
    category=Category.MISTRAL,
    summary="A wait is as long as the server says, whatever it says.",
    why="Retry-After: 3600 holds the caller for an hour; neither the SDK nor the header has an "
    "upper limit.",
    bad='sleep(float(response.headers["retry-after"]))',
    good='sleep(min(float(response.headers["retry-after"]), 8))',
)
PER_READ_TIMEOUT_AS_DEADLINE = Rule(
    code="MIS244",
    name="per-read-timeout-as-deadline",
    category=Category.MISTRAL,
    summary="timeout_ms is taken for a limit of the whole answer.",
    why="It bounds each read: a stream that sends a word every few seconds never meets it.",
    bad="async def read():\n"
    "    stream = await client.chat.stream_async(model=model, messages=messages, "
    "timeout_ms=60_000)\n    return [event async for event in stream]",
    good="async def read():\n    async with asyncio.timeout(60):\n"
    "        stream = await client.chat.stream_async(model=model, messages=messages)\n"
    "        return [event async for event in stream]",
)

RULES = (
    MISSING_ASSISTANT_TURN,
    UNBOUNDED_TOOL_LOOP,
    IGNORED_FINISH_REASON,
    WRONG_REGION,
    PERSONAL_DATA_IN_METADATA,
    SECONDS_AS_MILLISECONDS,
    VECTORS_MISALIGNED,
    RETRY_AFTER_OUTPUT,
    CONTENT_ASSUMED_TEXT,
    INCOMPLETE_USAGE,
    RETRIES_MULTIPLIED,
    PERMANENT_ERROR_RETRIED,
    UNBOUNDED_RETRY_AFTER,
    PER_READ_TIMEOUT_AS_DEADLINE,
)
