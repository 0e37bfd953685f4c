"""Faults in what is sent again, when and how often."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

RETRIES_SWITCHED_OFF = Rule(
    code="MIS022",
    name="retries-switched-off",
    category=Category.MISTRAL,
    summary="retries=None on a call switches off the retries that the client was set up with.",
    why="None is no default here: the first 429 or 503 ends what would have gone through.",
    bad="response = client.embeddings.create(model=model, inputs=texts, retries=None)",
    good="response = client.embeddings.create(model=model, inputs=texts)",
    also=(
        "retries=None disables retries",
        "no retry on 429",
        "client's retry_config not used for this call",
        "first 503 fails",
        "retries turned off",
    ),
    siblings=("no-retry-policy",),
    unlike=(("no-retry-policy", "the client was never given a policy."),),
    link="https://docs.mistral.ai/",
    formerly=("MIS236",),
)
RETRIES_MULTIPLIED = Rule(
    code="MIS021",
    name="retries-multiplied",
    category=Category.MISTRAL,
    summary="A retry loop runs around a client that retries by itself.",
    why=(
        "Attempts multiply: three times a dozen, at the moment when the service is overloaded "
        "already."
    ),
    bad=(
        "for _ in range(3):\n    try:\n"
        "        return client.chat.complete(model=model, messages=messages)\n"
        "    except MistralError:\n        continue"
    ),
    good=(
        "for _ in range(3):\n    try:\n"
        "        return client.chat.complete(model=model, messages=messages, retries=None)\n"
        "    except MistralError:\n        continue"
    ),
    also=(
        "nested retries",
        "retry loop around a retrying client",
        "double retries",
        "retries times retries",
        "SDK retries as well",
        "retry storm",
    ),
    unlike=(("permanent-error-retried", "what is sent again can never succeed."),),
    link="https://docs.mistral.ai/",
    formerly=("MIS241",),
)
PERMANENT_ERROR_RETRIED = Rule(
    code="MIS016",
    name="permanent-error-retried",
    category=Category.MISTRAL,
    summary="A request that cannot succeed is sent again.",
    why="400, 401 and 422 say that the request is wrong: the answer stays the same, only later.",
    bad="try:\n    ask()\nexcept MistralError:\n    retry()",
    good=(
        "try:\n    ask()\nexcept MistralError as error:\n"
        "    if error.status_code not in {429, 500, 502, 503, 504}:\n        raise\n    retry()"
    ),
    also=(
        "retries 400 and 422",
        "retries client errors",
        "should not retry 4xx",
        "only 429 and 5xx should be retried",
        "retrying a request that cannot succeed",
        "retry of a bad request",
    ),
    unlike=(("retries-multiplied", "the request might succeed, but is sent too often."),),
    link="https://docs.mistral.ai/",
    formerly=("MIS242",),
)
UNBOUNDED_RETRY_AFTER = Rule(
    code="MIS030",
    name="unbounded-retry-after",
    category=Category.MISTRAL,
    summary="A wait is as long as the server says, whatever it says.",
    why=(
        "Retry-After: 3600 holds the caller for an hour; neither the SDK nor the header has an "
        "upper limit."
    ),
    bad='sleep(float(response.headers["retry-after"]))',
    good='sleep(min(float(response.headers["retry-after"]), 8))',
    also=(
        "Retry-After not capped",
        "waits as long as the server says",
        "server may make us wait an hour",
        "no upper bound on the delay",
        "cap missing on Retry-After",
    ),
    siblings=("missing-clamp",),
    unlike=(("missing-clamp", "the value comes from a calculation of our own."),),
    link="https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Retry-After",
    formerly=("MIS243",),
)
NO_RETRY_POLICY = Rule(
    code="MIS012",
    name="no-retry-policy",
    category=Category.MISTRAL,
    summary="A client has no policy for retries.",
    why="The SDK does not retry by default: one 429 or broken connection fails the request.",
    bad="client = Mistral(api_key=key)",
    good="client = Mistral(api_key=key, retry_config=retries)",
    also=(
        "retry_config missing",
        "no retries configured",
        "client without retries",
        "429 fails at once",
        "transient errors are not retried",
        "retry policy dropped",
    ),
    siblings=("retries-switched-off",),
    unlike=(("retries-switched-off", "the client has a policy, and one call switches it off."),),
    link="https://docs.mistral.ai/",
    formerly=("MIS254",),
)
RETRY_AFTER_PARTIAL_OUTPUT = Rule(
    code="MIS023",
    name="retry-after-partial-output",
    category=Category.MISTRAL,
    summary="A stream is started again although pieces of it were already given out.",
    why="The reader sees the beginning twice: once output has begun a retry is no repetition.",
    bad=(
        "async def stream():\n    for _ in range(3):\n        try:\n"
        "            async for piece in ask():\n                yield piece\n"
        "            return\n        except TransportError:\n            continue"
    ),
    good=(
        "async def stream():\n    for _ in range(3):\n        begun = False\n        try:\n"
        "            async for piece in ask():\n                begun = True\n"
        "                yield piece\n            return\n        except TransportError:\n"
        "            if begun:\n                raise"
    ),
    also=(
        "retries a stream after output",
        "text appears twice",
        "duplicate output after a retry",
        "restart after pieces were yielded",
        "retry only before the first piece",
    ),
    link="https://docs.mistral.ai/",
    formerly=("MIS214",),
)
BACKOFF_NOT_EXPONENTIAL = Rule(
    code="ALG002",
    name="backoff-not-exponential",
    category=Category.ALGORITHMS,
    summary="A wait grows by the same step each time.",
    why="Under load retries come far too soon.",
    bad="delay = 2 * attempt",
    good="delay = 2**attempt",
    also=(
        "linear back-off",
        "delay does not double",
        "constant delay between retries",
        "no exponential back-off",
        "multiplied instead of raised to a power",
        "retries too quickly",
    ),
    link="https://docs.mistral.ai/",
    formerly=("ALG1107",),
)
RULES = (
    RETRIES_SWITCHED_OFF,
    RETRIES_MULTIPLIED,
    PERMANENT_ERROR_RETRIED,
    UNBOUNDED_RETRY_AFTER,
    NO_RETRY_POLICY,
    RETRY_AFTER_PARTIAL_OUTPUT,
    BACKOFF_NOT_EXPONENTIAL,
)
