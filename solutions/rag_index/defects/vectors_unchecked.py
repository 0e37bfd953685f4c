"""Nobody asks whether there is a vector for every text."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.embeddings import UNCHECKED_EMBEDDING_RESPONSE
from checker.rules.rule import Severity
from solutions.rag_index.places import EMBEDDING

CHECK = """\
        if len(vectors) != len(texts) or not all(vectors):
            raise EmbeddingError("the API left some texts without a vector")
"""
RETURNED = "        return vectors\n"
PROMISE = """\
            EmbeddingError: the API gave no vectors, or not one for each text.
"""

DEFECT = Defect(
    slug="vectors-unchecked",
    rule=UNCHECKED_EMBEDDING_RESPONSE,
    severity=Severity.MAJOR,
    changes=(Edit(path=EMBEDDING, clean=CHECK + RETURNED, flawed=RETURNED),),
    sites=(Site(path=EMBEDDING, text=PROMISE),),
    explanation="Nothing checks any more that the API sent a vector for each text: an embedding "
    "that is missing becomes an empty vector, is stored, and breaks every search. Raise "
    "EmbeddingError when one is missing.",
    checks=(HiddenTest(node_id="test_embedding.py::test_a_text_without_a_vector_is_an_error"),),
    right_fixes=(
        Fix(
            name="one by one",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=RETURNED,
                    new="        for text, vector in zip_longest(texts, vectors):\n"
                    "            if text is None or not vector:\n"
                    '                raise EmbeddingError("the API left out a vector")\n'
                    "        return vectors\n",
                ),
            ),
            imports=("from itertools import zip_longest",),
        ),
        Fix(
            name="counted without the empty ones",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=RETURNED,
                    new="        return _whole(vectors, len(texts))\n",
                ),
                Replacement(
                    path=EMBEDDING,
                    old="class Embedder:",
                    new="def _whole(vectors: list[Vector], wanted: int) -> list[Vector]:\n"
                    "    if sum(map(bool, vectors)) != wanted:\n"
                    '        raise EmbeddingError("some texts have no vector")\n'
                    "    return vectors\n\n\n"
                    "class Embedder:",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="only counted",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=RETURNED,
                    new="        if len(vectors) != len(texts):\n"
                    '            raise EmbeddingError("the API left out a vector")\n'
                    "        return vectors\n",
                ),
            ),
        ),
        Fix(
            name="asserted",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=RETURNED,
                    new="        assert len(vectors) == len(texts) and all(vectors)\n"
                    "        return vectors\n",
                ),
            ),
        ),
    ),
)
