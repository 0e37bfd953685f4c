"""The index of a vector is ignored: the API is trusted to keep the order."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.mistral import RESPONSE_ORDER_TRUSTED
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
    rubric=Rubric(
        what=(
            "item.index",
            "index ignored",
            "ignores the index",
            "index is not used",
            "index not looked at",
            "index of each",
            "index field",
            "response.data",
            "by position",
            "positional",
        ),
        why=(
            "order of the response",
            "response order",
            "order not guaranteed",
            "any order",
            "out of order",
            "different order",
            "another order",
            "wrong text",
            "which text",
            "ignored",
            "not guaranteed",
            "belongs to",
        ),
        fix=("sort by index", "sorted by index", "sort the items", "use the index", "sorted"),
        paraphrases=(
            "item.index ignored",
            (
                "response.data should be sorted by index, the API does not promise to keep the order "
                "of the inputs."
            ),
            (
                "Each item carries its index; taking them by position gives vectors to the wrong text "
                "when the answer is in another order."
            ),
            "Shouldn't we sort response.data by item.index, as the old code did?",
            "The sort by index got lost in this rewrite.",
            "The order of data in response is not guaranteed, it must use the index.",
        ),
        forbidden=("index is off by one", "as_completed"),
        near_misses=("response.data could be a long list.",),
    ),
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
