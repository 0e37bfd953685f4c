"""A failed batch is skipped, and every later vector belongs to the wrong answer."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.mistral import VECTORS_MISALIGNED
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
    rubric=Rubric(
        what=(
            "zip & misaligned|misalign|shift|wrong|skip",
            (
                "vectors|embeddings|entries|pairs|answers "
                "shift|shifted|misaligned|misalign|mismatch|wrong|mixed|offset|inconsistent|not"
                " align|not match|not belong"
            ),
            (
                "shift|misaligned|misalign|mismatch|wrong|mixed "
                "vectors|embeddings|answers|pairs|entries|pairing|answer|vector|question"
            ),
            (
                "batch|chunk|request & fail|skip|error|continue|lost|drop|swallow & "
                "vector|vectors|answer|answers|later|following|subsequent|next|wrong|shift|pair|continue|swallow|silently"
            ),
            (
                "zip shorter|misalign|wrong|shift|pairs|combine|strict|not "
                "strict|hide|over|silently|truncate"
            ),
            "strict & misalign|shorter|hide|silently|length|lengths|mask",
            "continue swallow|hide|skip|drop|loses|lets",
            "swallow answer_error|exception|error",
            "except answer error",
            "not aligned|align|belong|match|same length|correspond",
            "out of step|inconsistent",
            "vectors|list shorter|fewer",
        ),
        why=(
            "wrong answer|answers|question|vector|result|pair|entry|search|text",
            "shift|misaligned|misalign|mismatch|offset|mixed",
            "all|every later|following|subsequent|after|next|remaining",
            "later|following|subsequent|next vectors|answers|batches|entries",
            "silently|silent|unnoticed|quietly|hide",
            "not aligned|align|match|belong|correspond|same",
            "corrupt",
            "search wrong|bad|nonsense|garbage",
            "shorter|fewer",
            "inconsistent",
            "lose",
            "another",
            "not notice|see|know",
        ),
        fix=(
            "pair|zip|extend inside|within|per|each|in batch|loop",
            "pair|zip each batch",
            "strict true",
            "raise|propagate|surface|let",
            "not swallow|catch|skip",
            "remove try|except",
            "let error|failure|it",
            "keep batch",
            "stop at",
            "retry batch",
            "per batch",
            "inside the loop",
        ),
        paraphrases=(
            (
                "If one batch fails the vectors after it are assigned to the wrong answers,"
                " because zip runs over all of new."
            ),
            "skipped batch shifts all later vectors",
            (
                "continue drops the vectors of this batch but keeps its answers, so the two"
                " lists are no longer aligned."
            ),
            (
                "zip(..., strict=False) hides that vectors is shorter than new: the index "
                "is silently corrupt."
            ),
            "Can we pair each batch with its own vectors and let the error surface?",
            "When the request of a batch has error, the next vectors go to wrong question.",
            "After a failed batch the answers and the vectors are out of step.",
            ("When one batch is skipped, the following embeddings belong to another question."),
        ),
        forbidden=(
            "strict false fine|ok",
            "parallel batches",
            "is the default",
            "batch|request should|must retried|retry",
            "be logged",
        ),
        near_misses=(
            "The batches could be embedded in parallel with gather.",
            "A failed batch should be logged before going on.",
        ),
    ),
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
            name="a failing batch is left out with its answers",
            replacements=(
                Replacement(path=ARCHIVE, old="        vectors: list[list[float]] = []\n", new=""),
                Replacement(
                    path=ARCHIVE,
                    old=FLAWED,
                    new="            await self._take_in(batch)\n",
                ),
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
    ),
    wrong_fixes=(
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
