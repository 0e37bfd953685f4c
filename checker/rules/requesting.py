"""Faults in how requests to the Mistral API are made: endpoint, model, size, time and retries."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

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
OVERSIZED_REQUEST = Rule(
    code="MIS232",
    name="oversized-request",
    category=Category.MISTRAL,
    summary="A request is bounded in one measure, and the API refuses it for another.",
    why="Embeddings have a limit of texts and one of tokens: long texts fail by the batch.",
    bad="for batch in chunked(texts, 64):\n    embed(batch)",
    good="for batch in batches(texts, most_texts=64, most_tokens=8_000):\n    embed(batch)",
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
REQUEST_PER_ITEM = Rule(
    code="MIS240",
    name="request-per-item",
    category=Category.MISTRAL,
    summary="Items are sent one by one although a request holds many.",
    why="Each request costs a round trip and counts against the rate limit.",
    bad="vectors = [embed([text]) for text in texts]",
    good="vectors = [vector for batch in batches(texts) for vector in embed(batch)]",
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
    WRONG_REGION,
    SECONDS_AS_MILLISECONDS,
    RETRY_AFTER_OUTPUT,
    OVERSIZED_REQUEST,
    RETRIES_SWITCHED_OFF,
    FLOATING_MODEL,
    REQUEST_PER_ITEM,
    RETRIES_MULTIPLIED,
    PERMANENT_ERROR_RETRIED,
    UNBOUNDED_RETRY_AFTER,
    PER_READ_TIMEOUT_AS_DEADLINE,
)
