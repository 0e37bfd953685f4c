"""A question that failed once fails for ever: its task stays in the cache."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.failures import FAILURE_REMEMBERED
from checker.rules.rule import Severity
from solutions.rag_index.places import EMBEDDING

DEFECT = Defect(
    slug="failed-question-kept",
    rule=FAILURE_REMEMBERED,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=EMBEDDING,
            clean="            task.add_done_callback("
            "lambda done: self._forget_failure(text, done))\n",
            flawed="",
        ),
        Edit(
            path=EMBEDDING,
            clean="""\
    def _forget_failure(self, text: str, done: asyncio.Task[Vector]) -> None:
        if done.cancelled() or done.exception():
            self._questions.pop(text, None)

""",
            flawed="",
        ),
    ),
    explanation="A task that failed stays in _questions: after one error of the API the same "
    "question fails until it is evicted, although the docstring says that failures are not "
    "remembered. Forget the task when it fails.",
    checks=(
        HiddenTest(node_id="test_questions.py::test_a_question_that_failed_can_be_asked_again"),
    ),
    right_fixes=(
        Fix(
            name="forgotten by whoever meets the failure",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old="        return await asyncio.shield(self._questions[text])\n",
                    new="        try:\n"
                    "            return await asyncio.shield(self._questions[text])\n"
                    "        except EmbeddingError:\n"
                    "            self._questions.pop(text, None)\n"
                    "            raise\n",
                ),
            ),
        ),
        Fix(
            name="forgotten by the task itself",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old="        [vector] = await self.embed([text])\n        return vector\n",
                    new="        try:\n"
                    "            [vector] = await self.embed([text])\n"
                    "        except BaseException:\n"
                    "            del self._questions[text]\n"
                    "            raise\n"
                    "        return vector\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="only what was cancelled",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old="        return await asyncio.shield(self._questions[text])\n",
                    new="        if self._questions[text].cancelled():\n"
                    "            self._questions.pop(text)\n"
                    "            return await self.question(text)\n"
                    "        return await asyncio.shield(self._questions[text])\n",
                ),
            ),
        ),
    ),
)
