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
RESPONSE_ORDER_TRUSTED = Rule(
    code="MIS231",
    name="response-order-trusted",
    category=Category.MISTRAL,
    summary="Items of an answer are matched by their position although each carries its index.",
    why="The API says which text a vector belongs to; in any other order search is wrong.",
    bad="vectors = [item.embedding for item in response.data]",
    good="items = sorted(response.data, key=lambda item: item.index)\n"
    "vectors = [item.embedding for item in items]",
)
OVERSIZED_REQUEST = Rule(
    code="MIS232",
    name="oversized-request",
    category=Category.MISTRAL,
    summary="A request is bounded in one measure, and the API refuses it for another.",
    why="Embeddings have a limit of texts and one of tokens: long texts fail by the batch.",
    bad="for batch in chunked(texts, 64):\n    embed(batch)",
    good="for batch in batches(texts, most_texts=64, most_tokens=8_000):\n    embed(batch)",
)
MIXED_MODELS = Rule(
    code="MIS233",
    name="mixed-embedding-models",
    category=Category.MISTRAL,
    summary="Vectors of one model are stored or compared as if another had made them.",
    why="The spaces have nothing to do with each other: the ranking is noise, and nothing fails.",
    bad='rows = database.execute("SELECT digest, vector FROM chunks")',
    good='rows = database.execute("SELECT digest, vector FROM chunks WHERE model = ?", (model,))',
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
UNCHECKED_EMBEDDINGS = Rule(
    code="MIS235",
    name="unchecked-embedding-response",
    category=Category.MISTRAL,
    summary="Vectors are used without asking whether there is one for every text.",
    why="A vector may be absent or empty; it is stored, and every later comparison fails on it.",
    bad="vectors = [item.embedding or [] for item in response.data]",
    good="vectors = [item.embedding or [] for item in response.data]\n"
    "if len(vectors) != len(texts) or not all(vectors):\n"
    '    raise EmbeddingError("some texts have no vector")',
)
RETRIES_SWITCHED_OFF = Rule(
    code="MIS236",
    name="retries-switched-off",
    category=Category.MISTRAL,
    summary="retries=None on a call switches off the retries that the client was set up with.",
    why="None is no default here: the first 429 or 503 ends what would have gone through.",
    bad="response = client.embeddings.create(model=model, inputs=texts, retries=None)",
    good="response = client.embeddings.create(model=model, inputs=texts)",
)
FLOATING_MODEL = Rule(
    code="MIS237",
    name="floating-model-alias",
    category=Category.MISTRAL,
    summary="A model is named by an alias that the provider moves.",
    why="Answers change from one day to the next without a commit that could be reverted.",
    bad='MODEL = "mistral-small-latest"',
    good='MODEL = "mistral-small-2603"',
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
REQUEST_PER_ITEM = Rule(
    code="MIS240",
    name="request-per-item",
    category=Category.MISTRAL,
    summary="Items are sent one by one although a request holds many.",
    why="Each request costs a round trip and counts against the rate limit.",
    bad="vectors = [embed([text]) for text in texts]",
    good="vectors = [vector for batch in batches(texts) for vector in embed(batch)]",
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
FRAGMENT_OVERWRITES = Rule(
    code="MIS261",
    name="stream-fragment-overwrites",
    category=Category.MISTRAL,
    summary="Each event of a stream replaces what the earlier ones brought.",
    why="Tool calls may come spread over several events: only those of the last one are left.",
    bad="async for event in stream:\n    if event.data.choices[0].delta.tool_calls:\n"
    "        calls = event.data.choices[0].delta.tool_calls",
    good="calls = []\nasync for event in stream:\n"
    "    calls.extend(event.data.choices[0].delta.tool_calls or ())",
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
STREAM_BOUNDARY = Rule(
    code="MIS266",
    name="stream-boundary-ignored",
    category=Category.MISTRAL,
    summary="Each piece of a stream is handled by itself, although what is looked for may be "
    "cut in two.",
    why="Pieces end wherever the model's tokens end: a pattern that lies across two of "
    "them is never seen.",
    bad="async for piece in pieces:\n    yield_(replace_names(piece))",
    good="async for piece in pieces:\n    yield_(replacing.feed(piece))\nyield_(replacing.end())",
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
    RESPONSE_ORDER_TRUSTED,
    OVERSIZED_REQUEST,
    MIXED_MODELS,
    DOCUMENTS_AS_SYSTEM,
    UNCHECKED_EMBEDDINGS,
    RETRIES_SWITCHED_OFF,
    FLOATING_MODEL,
    NUMBERING_MISMATCH,
    INVENTED_REFERENCE,
    REQUEST_PER_ITEM,
    RETRIES_MULTIPLIED,
    PERMANENT_ERROR_RETRIED,
    UNBOUNDED_RETRY_AFTER,
    PER_READ_TIMEOUT_AS_DEADLINE,
    UNANSWERED_TOOL_CALL,
    FRAGMENT_OVERWRITES,
    HISTORY_CUT_APART,
    FORCED_TOOL_CHOICE,
    PERSONAL_DATA_IN_PROMPT,
    UNTRUSTED_SYSTEM_MESSAGE,
    STREAM_BOUNDARY,
    DELIMITER_NOT_ESCAPED,
)
