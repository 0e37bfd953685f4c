"""Who gives up on a question cancels the request of all others who asked it."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.tasks import SHARED_WORK_CANCELLED
from solutions.rag_index.places import EMBEDDING

FLAWED = "        return await self._questions[text]\n"

DEFECT = Defect(
    slug="shared-question-cancelled",
    rule=SHARED_WORK_CANCELLED,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=EMBEDDING,
            clean="        # A caller who gives up must not take the request away from the others.\n"
            "        return await asyncio.shield(self._questions[text])\n",
            flawed=FLAWED,
        ),
    ),
    explanation="All callers of a question await the same task: when one of them is cancelled the "
    "task is cancelled, and so are the others. Await asyncio.shield of it.",
    checks=(
        HiddenTest(node_id="test_questions.py::test_who_gives_up_takes_nothing_from_the_others"),
    ),
    right_fixes=(
        Fix(
            name="wait does not cancel",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="        shared = self._questions[text]\n"
                    "        await asyncio.wait([shared])\n"
                    "        return shared.result()\n",
                ),
            ),
        ),
        Fix(
            name="a shield of its own",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="        return await _untouched(self._questions[text])\n",
                ),
                Replacement(
                    path=EMBEDDING,
                    old="class Embedder:",
                    new="def _untouched(shared: asyncio.Task[Vector]) -> asyncio.Future[Vector]:\n"
                    "    return asyncio.shield(shared)\n\n\n"
                    "class Embedder:",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="forgotten once it is cancelled",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="        try:\n"
                    "            return await self._questions[text]\n"
                    "        except asyncio.CancelledError:\n"
                    "            self._questions.pop(text, None)\n"
                    "            raise\n",
                ),
            ),
        ),
    ),
)
