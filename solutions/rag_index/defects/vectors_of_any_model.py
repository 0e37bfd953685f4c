"""Vectors that another model made are used again for passages with the same text."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.mistral import MIXED_MODELS
from checker.rules.rule import Severity
from solutions.rag_index.places import STORE, SYNC

FLAWED = """\
            rows = connection.execute("SELECT digest, vector FROM chunks").fetchall()
"""

DEFECT = Defect(
    slug="vectors-of-any-model",
    rule=MIXED_MODELS,
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
    rubric=Rubric(
        what=(
            "ignores the model",
            "model is ignored",
            "model is not used",
            "model is unused",
            "model parameter",
            "model argument",
            "not filtered by model",
            "where model",
            "of any model",
            "regardless of the model",
            "vectors of another model",
            "vectors of the other model",
            "vectors of a different model",
            "vectors of different models",
            "no where clause",
        ),
        why=(
            "old vectors",
            "old model",
            "used again",
            "reused",
            "mixed",
            "mixes",
            "compared",
            "different models",
            "another model",
            "other model",
            "wrong ranking",
            "noise",
            "not comparable",
            "as if",
        ),
        fix=(
            "where model",
            "filter by model",
            "filter on model",
            "restrict to the model",
            "use the model",
            "add the model",
            "condition on model",
        ),
        paraphrases=(
            "known_vectors ignores its model parameter",
            (
                "Without WHERE model = ? vectors of the old model are reused after embed_model has "
                "changed, and then compared with those of the new one."
            ),
            "Vectors of different models must never be mixed; please filter by model.",
            "Is model unused on purpose? This returns vectors regardless of the model.",
            "A passage whose text stays the same keeps its vector of another model here.",
            (
                "The query does not look on the model, so old vectors are used again with the new "
                "model."
            ),
        ),
        forbidden=("model is hard-coded", "sql injection"),
        near_misses=("This query reads the whole table into memory.",),
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
