"""The index of a vector is ignored: the API is trusted to keep the order."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.embeddings import RESPONSE_ORDER_TRUSTED
from checker.rules.rule import Severity
from solutions.rag_index.places import EMBEDDING

FLAWED = "        vectors = [tuple(item.embedding or ()) for item in response.data]\n"

DEFECT = Defect(
    slug="vectors-by-position",
    rule=RESPONSE_ORDER_TRUSTED,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=EMBEDDING,
            clean="        items = sorted(response.data, key=lambda item: item.index or 0)\n"
            "        vectors = [tuple(item.embedding or ()) for item in items]\n",
            flawed=FLAWED,
        ),
    ),
    explanation="The vectors are taken by their position in response.data, and item.index, which "
    "says which text each belongs to, is ignored. Sort the items by index first.",
    checks=(HiddenTest(node_id="test_embedding.py::test_the_api_may_answer_in_any_order"),),
    right_fixes=(
        Fix(
            name="put in their places",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="        placed = {item.index: tuple(item.embedding or ()) "
                    "for item in response.data}\n"
                    "        vectors = [placed.get(number, ()) for number in range(len(texts))]\n",
                ),
            ),
        ),
        Fix(
            name="sorted in a function",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="        vectors = _in_order(response)\n",
                ),
                Replacement(
                    path=EMBEDDING,
                    old="class Embedder:",
                    new="def _in_order(response: EmbeddingResponse) -> list[Vector]:\n"
                    "    response.data.sort(key=lambda item: item.index or 0)\n"
                    "    return [tuple(item.embedding or ()) for item in response.data]\n\n\n"
                    "class Embedder:",
                ),
            ),
            imports=("from mistralai.client.models import EmbeddingResponse",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="sorted by the vectors",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="        vectors = sorted(tuple(item.embedding or ()) "
                    "for item in response.data)\n",
                ),
            ),
        ),
        Fix(
            name="turned round",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="        vectors = [tuple(item.embedding or ()) "
                    "for item in reversed(response.data)]\n",
                ),
            ),
        ),
    ),
)
