"""A failed batch is skipped, and every later vector belongs to the wrong answer."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.embeddings import VECTORS_MISALIGNED
from checker.rules.rule import Severity
from solutions.helpdesk.places import ARCHIVE

LOOP = "        for start in range(0, len(new), self._settings.embed_batch):\n"
FLAWED = """\
            try:
                vectors += await self._embed([answer.question for answer in batch])
            except AnswerError:
                continue
        self._entries.extend(zip(new, vectors, strict=False))
"""
BY_A_METHOD = (
    Replacement(path=ARCHIVE, old="        vectors: list[list[float]] = []\n", new=""),
    Replacement(path=ARCHIVE, old=FLAWED, new="            await self._take_in(batch)\n"),
)

DEFECT = Defect(
    slug="failed-batch-skipped",
    rule=VECTORS_MISALIGNED,
    severity=Severity.BLOCKER,
    changes=(
        Edit(
            path=ARCHIVE,
            clean=LOOP,
            flawed="        vectors: list[list[float]] = []\n" + LOOP,
        ),
        Edit(
            path=ARCHIVE,
            clean="            vectors = await self._embed([answer.question for answer in batch])\n"
            "            self._entries.extend(zip(batch, vectors, strict=True))\n",
            flawed=FLAWED,
        ),
    ),
    explanation="A batch that fails is skipped, and zip then pairs every later vector with the "
    "wrong answer: the search is silently wrong. Pair inside the batch and let failures surface.",
    checks=(HiddenTest(node_id="test_archive.py::test_no_answer_gets_the_vector_of_another"),),
    right_fixes=(
        Fix(
            name="the failing batch raises, pairs are made once at the end",
            replacements=(
                Replacement(
                    path=ARCHIVE,
                    old=FLAWED,
                    new="            vectors += await self._embed([each.question for each in batch])\n"
                    "        self._entries.extend(zip(new, vectors, strict=True))\n",
                ),
            ),
        ),
        Fix(
            name="a batch is taken in by a method of its own, which lets the failure through",
            replacements=(
                *BY_A_METHOD,
                Replacement(
                    path=ARCHIVE,
                    old="    async def search(",
                    new="    async def _take_in(self, batch: Sequence[PastAnswer]) -> None:\n"
                    "        vectors = await self._embed([each.question for each in batch])\n"
                    "        self._entries.extend(zip(batch, vectors, strict=True))\n\n"
                    "    async def search(",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a failing batch is left out with its answers, and nobody is told",
            replacements=(
                *BY_A_METHOD,
                Replacement(
                    path=ARCHIVE,
                    old="    async def search(",
                    new="    async def _take_in(self, batch: Sequence[PastAnswer]) -> None:\n"
                    "        try:\n"
                    "            vectors = await self._embed([each.question for each in batch])\n"
                    "        except AnswerError:\n"
                    "            return  # they stay unknown, and the next refresh tries again\n"
                    "        self._entries.extend(zip(batch, vectors, strict=True))\n\n"
                    "    async def search(",
                ),
            ),
        ),
        Fix(
            name="logged, and still misaligned",
            replacements=(
                Replacement(
                    path=ARCHIVE,
                    old="            except AnswerError:\n                continue\n",
                    new="            except AnswerError as error:\n"
                    '                logging.getLogger(__name__).warning("skipped: %s", error)\n',
                ),
            ),
            imports=("import logging",),
        ),
    ),
)
