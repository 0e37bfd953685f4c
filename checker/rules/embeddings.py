"""Faults in how texts and their vectors are kept together."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

VECTORS_MISALIGNED = Rule(
    code="MIS034",
    name="vectors-misaligned",
    category=Category.MISTRAL,
    summary="Texts and vectors are paired although some vectors are missing.",
    why="After a skipped batch each later vector belongs to another text: search is wrong.",
    bad=(
        "for batch in batches:\n    try:\n        vectors += embed(batch)\n"
        "    except MistralError:\n        continue\nindex = dict(zip(texts, vectors))"
    ),
    good="for batch in batches:\n    index.update(zip(batch, embed(batch), strict=True))",
    also=(
        "vectors paired with the wrong texts",
        "zip after a skipped batch",
        "embeddings shifted",
        "texts and vectors out of step",
        "skipped batch shifts the rest",
        "index of the embedding ignored",
    ),
    siblings=(
        "response-order-trusted",
        "results-in-completion-order",
        "unchecked-embedding-response",
    ),
    unlike=(
        ("response-order-trusted", "each item carries an index that is ignored."),
        ("unchecked-embedding-response", "nobody checks that each text got one."),
        ("results-in-completion-order", "the order is lost because requests run at once."),
    ),
    link="https://docs.mistral.ai/",
    formerly=("MIS212",),
)
RESPONSE_ORDER_TRUSTED = Rule(
    code="MIS020",
    name="response-order-trusted",
    category=Category.MISTRAL,
    summary="Items of an answer are matched by their position although each carries its index.",
    why="The API says which text a vector belongs to; in any other order search is wrong.",
    bad="vectors = [item.embedding for item in response.data]",
    good=(
        "items = sorted(response.data, key=lambda item: item.index)\n"
        "vectors = [item.embedding for item in items]"
    ),
    also=(
        "item.index ignored",
        "order of response.data assumed",
        "must sort by index",
        "assumes the API keeps the order",
        "position instead of index",
    ),
    siblings=("vectors-misaligned",),
    unlike=(
        ("vectors-misaligned", "texts and vectors are out of step, whatever the reason."),
        ("results-in-completion-order", "the order of several requests is meant."),
    ),
    link="https://docs.mistral.ai/",
    formerly=("MIS231",),
)
MIXED_EMBEDDING_MODELS = Rule(
    code="MIS011",
    name="mixed-embedding-models",
    category=Category.MISTRAL,
    summary="Vectors of one model are stored or compared as if another had made them.",
    why="The spaces have nothing to do with each other: the ranking is noise, and nothing fails.",
    bad='rows = database.execute("SELECT digest, vector FROM chunks")',
    good='rows = database.execute("SELECT digest, vector FROM chunks WHERE model = ?", (model,))',
    also=(
        "vectors of different models compared",
        "embedding model ignored in the lookup",
        "hard-coded embedding model",
        "model not part of the query",
        "old vectors reused after a change of model",
        "incomparable vectors",
    ),
    siblings=(
        "hard-coded-setting",
        "incomplete-key",
    ),
    unlike=(
        ("incomplete-key", "the part that a key lacks is not the embedding model."),
        ("hard-coded-setting", "another setting than the model is hard-coded."),
    ),
    link="https://docs.mistral.ai/",
    formerly=("MIS233",),
)
UNCHECKED_EMBEDDING_RESPONSE = Rule(
    code="MIS032",
    name="unchecked-embedding-response",
    category=Category.MISTRAL,
    summary="Vectors are used without asking whether there is one for every text.",
    why="A vector may be absent or empty; it is stored, and every later comparison fails on it.",
    bad="vectors = [item.embedding or [] for item in response.data]",
    good=(
        "vectors = [item.embedding or [] for item in response.data]\n"
        "if len(vectors) != len(texts) or not all(vectors):\n"
        '    raise EmbeddingError("some texts have no vector")'
    ),
    also=(
        "number of vectors not checked",
        "missing embeddings unnoticed",
        "empty vector stored",
        "length of the response not compared",
        "strict=True missing",
        "silently fewer vectors than texts",
    ),
    siblings=("vectors-misaligned",),
    unlike=(
        ("vectors-misaligned", "the pairs are wrong, not only unchecked."),
        ("missing-validation", "no answer of the API is involved."),
    ),
    link="https://docs.mistral.ai/",
    formerly=("MIS235",),
)
RULES = (
    VECTORS_MISALIGNED,
    RESPONSE_ORDER_TRUSTED,
    MIXED_EMBEDDING_MODELS,
    UNCHECKED_EMBEDDING_RESPONSE,
)
