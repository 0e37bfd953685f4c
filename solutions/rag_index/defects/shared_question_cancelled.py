"""Who gives up on a question cancels the request of all others who asked it."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.rule import Severity
from checker.rules.waiting import SHARED_WORK_CANCELLED
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
    rubric=Rubric(
        what=(
            "shield",
            "shared task",
            "same task",
            "cancelling one caller",
            "one caller is cancelled",
            "caller is cancelled",
            "cancelled caller",
            "cancels the task",
            "cancellation",
            "client disconnects",
            "gives up",
        ),
        why=(
            "cancels the others",
            "other callers",
            "all callers",
            "everyone else",
            "every waiter",
            "other waiters",
            "the others",
            "for all",
            "cancellederror",
            "propagates",
            "takes the others down",
        ),
        fix=("shield", "asyncio.shield", "asyncio.wait", "own future", "not cancel the task"),
        paraphrases=(
            "missing shield: one cancelled caller cancels the request for all",
            (
                "If one caller of question() is cancelled, the shared task is cancelled too and "
                "everyone else gets CancelledError."
            ),
            "Please wrap the shared task in asyncio.shield.",
            (
                "What happens to the other waiters when one client disconnects? The task they share "
                "gets cancelled."
            ),
            (
                "Awaiting the cached task directly lets a single caller's cancellation propagate to "
                "the others."
            ),
            "When one user give up, the task is cancelled for all the users, it needs a shield.",
        ),
        forbidden=("cancellation is swallowed", "shield is not needed"),
        near_misses=("A timeout for slow answers is missing.",),
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
