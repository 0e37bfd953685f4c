"""Vectors that another model made are used again for passages with the same text."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.embeddings import MIXED_EMBEDDING_MODELS
from checker.rules.rule import Severity
from solutions.rag_index.places import STORE, SYNC

FLAWED = """\
            rows = connection.execute("SELECT digest, vector FROM chunks").fetchall()
"""

DEFECT = Defect(
    slug="vectors-of-any-model",
    rule=MIXED_EMBEDDING_MODELS,
    severity=Severity.BLOCKER,
    changes=(
        Edit(
            path=STORE,
            clean="""\
            rows = connection.execute(
                "SELECT digest, vector FROM chunks WHERE model = ?", (model,)
            ).fetchall()
""",
            flawed=FLAWED,
        ),
    ),
    sites=(
        Site(path=SYNC, text="self._index.store.known_vectors(self._index.settings.embed_model)"),
    ),
    explanation="known_vectors ignores the model: after embed_model was changed, old vectors of "
    "the other model are stored again as if the new one had made them. Filter by model in the "
    "query.",
    checks=(
        HiddenTest(node_id="test_update.py::test_vectors_of_another_model_are_not_used_again"),
    ),
    right_fixes=(
        Fix(
            name="filtered in Python",
            replacements=(
                Replacement(
                    path=STORE,
                    old=FLAWED,
                    new="            found = connection.execute("
                    '"SELECT digest, vector, model FROM chunks").fetchall()\n'
                    "        rows = [(row[0], row[1]) for row in found if row[2] == model]\n",
                ),
            ),
        ),
        Fix(
            name="from the passages of the model",
            replacements=(
                Replacement(
                    path=STORE,
                    old=FLAWED,
                    new="            passages = self._passages(model)\n"
                    "        rows = [(chunk.digest, _packed(vector)) for chunk, vector in passages]\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="sorted, so that the model comes last",
            replacements=(
                Replacement(
                    path=STORE,
                    old=FLAWED,
                    new="            rows = connection.execute(\n"
                    '                "SELECT digest, vector FROM chunks ORDER BY model = ?", '
                    "(model,)\n"
                    "            ).fetchall()\n",
                ),
            ),
        ),
    ),
)
