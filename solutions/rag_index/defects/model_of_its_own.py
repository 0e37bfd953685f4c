"""Requests name a fixed model, while the store files the vectors under the one of the settings."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.embeddings import MIXED_EMBEDDING_MODELS
from checker.rules.rule import Severity
from solutions.rag_index.places import EMBEDDING, SYNC

FLAWED = '                    model="mistral-embed-2312", inputs=texts\n'

DEFECT = Defect(
    slug="model-of-its-own",
    rule=MIXED_EMBEDDING_MODELS,
    severity=Severity.MAJOR,
    group="request-arguments",
    changes=(
        Edit(
            path=EMBEDDING,
            clean="                    model=self._settings.embed_model, inputs=texts\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=SYNC, text="model=self._index.settings.embed_model,"),),
    explanation="The request always names mistral-embed-2312, but the store files the vectors "
    "under settings.embed_model: with another setting they are labelled with a model that never "
    "made them. Pass settings.embed_model.",
    checks=(HiddenTest(node_id="test_questions.py::test_questions_and_passages_have_one_model"),),
    right_fixes=(
        Fix(
            name="kept by the embedder",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="                    model=self._model, inputs=texts\n",
                ),
                Replacement(
                    path=EMBEDDING,
                    old="        self.tokens = 0\n",
                    new="        self._model = settings.embed_model\n        self.tokens = 0\n",
                ),
            ),
        ),
        Fix(
            name="asked for by a method",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="                    model=self._embed_model(), inputs=texts\n",
                ),
                Replacement(
                    path=EMBEDDING,
                    old="    def _batches(self",
                    new="    def _embed_model(self) -> str:\n"
                    "        return self._settings.embed_model\n\n"
                    "    def _batches(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a constant with a name",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="                    model=EMBED_MODEL, inputs=texts\n",
                ),
                Replacement(
                    path=EMBEDDING,
                    old="class Embedder:",
                    new='EMBED_MODEL = "mistral-embed-2312"\n\n\nclass Embedder:',
                ),
            ),
        ),
    ),
)
