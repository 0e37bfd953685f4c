"""Faults in how answers of the Mistral API are read: chat, streams and embeddings."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

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
MIXED_MODELS = Rule(
    code="MIS233",
    name="mixed-embedding-models",
    category=Category.MISTRAL,
    summary="Vectors of one model are stored or compared as if another had made them.",
    why="The spaces have nothing to do with each other: the ranking is noise, and nothing fails.",
    bad='rows = database.execute("SELECT digest, vector FROM chunks")',
    good='rows = database.execute("SELECT digest, vector FROM chunks WHERE model = ?", (model,))',
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

RULES = (
    IGNORED_FINISH_REASON,
    VECTORS_MISALIGNED,
    CONTENT_ASSUMED_TEXT,
    INCOMPLETE_USAGE,
    RESPONSE_ORDER_TRUSTED,
    MIXED_MODELS,
    UNCHECKED_EMBEDDINGS,
    FRAGMENT_OVERWRITES,
    STREAM_BOUNDARY,
)
