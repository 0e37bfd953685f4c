"""Faults in what a request to the Mistral API asks for, and how long it may take."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

WRONG_ENDPOINT_REGION = Rule(
    code="MIS035",
    name="wrong-endpoint-region",
    category=Category.MISTRAL,
    summary="Data that must stay in a region goes to the global endpoint.",
    why=(
        "Mistral() without server= uses api.mistral.ai, which commits to no location (SDK 2.7 "
        "and later)."
    ),
    bad="client = Mistral(api_key=key)",
    good='client = Mistral(api_key=key, server="eu")',
    formerly=("MIS206",),
)
PERSONAL_DATA_IN_REQUEST_METADATA = Rule(
    code="MIS018",
    name="personal-data-in-request-metadata",
    category=Category.MISTRAL,
    summary="Personal data is sent in metadata or as a cache key.",
    why=(
        "Mistral's documentation forbids it for prompt_cache_key, and it leaves the house for "
        "nothing: an opaque id does the same."
    ),
    bad="reply = client.chat.complete(model=model, messages=messages, prompt_cache_key=user.email)",
    good="reply = client.chat.complete(model=model, messages=messages, prompt_cache_key=user.id)",
    formerly=("MIS207",),
)
SECONDS_PASSED_AS_MILLISECONDS = Rule(
    code="MIS024",
    name="seconds-passed-as-milliseconds",
    category=Category.MISTRAL,
    summary="A number of seconds is given to a parameter that counts milliseconds.",
    why="timeout_ms=30 gives up after 30 ms, before any model has answered.",
    bad="reply = client.chat.complete(model=model, messages=messages, timeout_ms=timeout_s)",
    good=(
        "reply = client.chat.complete(model=model, messages=messages, timeout_ms=timeout_s * 1000)"
    ),
    formerly=("MIS209",),
)
OVERSIZED_REQUEST = Rule(
    code="MIS014",
    name="oversized-request",
    category=Category.MISTRAL,
    summary="A request is bounded in one measure, and the API refuses it for another.",
    why="Embeddings have a limit of texts and one of tokens: long texts fail by the batch.",
    bad="for batch in chunked(texts, 64):\n    embed(batch)",
    good="for batch in batches(texts, most_texts=64, most_tokens=8_000):\n    embed(batch)",
    formerly=("MIS232",),
)
FLOATING_MODEL_ALIAS = Rule(
    code="MIS004",
    name="floating-model-alias",
    category=Category.MISTRAL,
    summary="A model is named by an alias that the provider moves.",
    why="Answers change from one day to the next without a commit that could be reverted.",
    bad='MODEL = "mistral-small-latest"',
    good='MODEL = "mistral-small-2603"',
    formerly=("MIS237",),
)
REQUEST_PER_ITEM = Rule(
    code="MIS019",
    name="request-per-item",
    category=Category.MISTRAL,
    summary="Items are sent one by one although a request holds many.",
    why="Each request costs a round trip and counts against the rate limit.",
    bad="vectors = [embed([text]) for text in texts]",
    good="vectors = [vector for batch in batches(texts) for vector in embed(batch)]",
    formerly=("MIS240",),
)
UNBOUNDED_ANSWER = Rule(
    code="MIS029",
    name="unbounded-answer",
    category=Category.MISTRAL,
    summary="A request does not bound the length of its answer.",
    why="One answer may cost, and take, as much as a hundred.",
    bad="answer = client.chat.complete(model=MODEL, messages=messages)",
    good="answer = client.chat.complete(model=MODEL, messages=messages, max_tokens=600)",
    formerly=("MIS250",),
)
DEFAULT_TIMEOUT = Rule(
    code="MIS002",
    name="default-timeout",
    category=Category.MISTRAL,
    summary="A request is left with the client's default timeout.",
    why="The limit that was promised does not apply, and a person waits for minutes.",
    bad="answer = client.chat.complete(messages=messages)",
    good="answer = client.chat.complete(messages=messages, timeout_ms=20_000)",
    formerly=("MIS251",),
)
PER_READ_TIMEOUT_AS_DEADLINE = Rule(
    code="MIS015",
    name="per-read-timeout-as-deadline",
    category=Category.MISTRAL,
    summary="timeout_ms is taken for a limit of the whole answer.",
    why="It bounds each read: a stream that sends a word every few seconds never meets it.",
    bad=(
        "async def read():\n"
        "    stream = await client.chat.stream_async(model=model, messages=messages, "
        "timeout_ms=60_000)\n    return [event async for event in stream]"
    ),
    good=(
        "async def read():\n    async with asyncio.timeout(60):\n"
        "        stream = await client.chat.stream_async(model=model, messages=messages)\n"
        "        return [event async for event in stream]"
    ),
    formerly=("MIS244",),
)
RULES = (
    WRONG_ENDPOINT_REGION,
    PERSONAL_DATA_IN_REQUEST_METADATA,
    SECONDS_PASSED_AS_MILLISECONDS,
    OVERSIZED_REQUEST,
    FLOATING_MODEL_ALIAS,
    REQUEST_PER_ITEM,
    UNBOUNDED_ANSWER,
    DEFAULT_TIMEOUT,
    PER_READ_TIMEOUT_AS_DEADLINE,
)
