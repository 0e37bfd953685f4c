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
)
