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
    also=(
        "data leaves the EU",
        "global endpoint",
        "wrong server",
        "GDPR violation",
        "data residency",
        'server="eu" missing',
        "US server",
        "api.mistral.ai instead of the EU endpoint",
        "region not passed",
    ),
    link="https://docs.mistral.ai/",
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
    also=(
        "e-mail in prompt_cache_key",
        "PII in metadata",
        "customer address as cache key",
        "personal data in metadata",
        "use an opaque id",
        "user id in request metadata",
    ),
    unlike=(
        ("personal-data-in-prompt", "it is in the prompt itself."),
        ("personal-data-in-log", "it is written to the log."),
    ),
    link="https://docs.mistral.ai/",
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
    also=(
        "seconds given as timeout_ms",
        "unit mismatch",
        "missing * 1000",
        "missing / 1000",
        "times out after 30 ms",
        "milliseconds and seconds mixed up",
        "wrong unit for the timeout",
    ),
    unlike=(("wrong-unit-in-name", "the value is right and only the name is wrong."),),
    link="https://docs.mistral.ai/",
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
    also=(
        "token limit not applied",
        "batch too large",
        "only the number of items is bounded",
        "exceeds the API's limit",
        "request refused as too long",
        "too many tokens per request",
        "no limit on input size",
    ),
    unlike=(
        ("request-per-item", "the opposite: requests are smaller than they need be."),
        ("unbounded-answer", "the answer is too long, not the request."),
    ),
    link="https://docs.mistral.ai/",
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
    also=(
        "model alias -latest",
        "not pinned to a dated model",
        "model changes without a commit",
        "mistral-small-latest",
        "unpinned model",
        "results change overnight",
    ),
    unlike=(("loose-dependency", "it is a package that is not pinned."),),
    link="https://docs.mistral.ai/",
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
    also=(
        "N+1 requests",
        "one request per text",
        "batching broken",
        "not batched",
        "batches of one",
        "embeds one by one",
        "size never reset",
    ),
    unlike=(
        ("independent-awaits-one-by-one", "the requests could run at once."),
        ("oversized-request", "the opposite: requests are too large."),
    ),
    link="https://docs.mistral.ai/",
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
    also=(
        "max_tokens missing",
        "no limit on the answer's length",
        "model may answer at any length",
        "unbounded completion",
        "cost not limited",
        "max_tokens dropped",
    ),
    unlike=(("oversized-request", "the request is too long, not the answer."),),
    link="https://docs.mistral.ai/",
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
    also=(
        "timeout_ms missing",
        "default timeout of the client",
        "no timeout on the request",
        "timeout dropped",
        "request may take minutes",
        "uses the SDK's default timeout",
    ),
    siblings=(
        "missing-deadline",
        "per-read-timeout-as-deadline",
    ),
    unlike=(
        ("missing-deadline", "a whole wait has no bound, not one request."),
        ("per-read-timeout-as-deadline", "a timeout is passed, but bounds each read."),
    ),
    link="https://docs.mistral.ai/",
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
    also=(
        "timeout_ms bounds each read",
        "timeout per chunk, not for the stream",
        "stream can go on for ever",
        "read timeout is no deadline",
        "trickling answer never times out",
        "asyncio.timeout around the stream missing",
    ),
    siblings=(
        "default-timeout",
        "missing-deadline",
    ),
    unlike=(
        ("missing-deadline", "no timeout is passed at all."),
        ("default-timeout", "only the client's default applies."),
    ),
    link="https://www.python-httpx.org/advanced/timeouts/",
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
