"""What is gone is removed by a task that nobody awaits."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.asynchrony import UNAWAITED_TASK
from checker.rules.rule import Severity
from solutions.rag_index.places import SYNC

FLAWED = "        self._removal = asyncio.create_task(self._index.store.remove(gone))\n"

DEFECT = Defect(
    slug="removal-not-awaited",
    rule=UNAWAITED_TASK,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=SYNC,
            clean="        await self._index.store.remove(gone)\n",
            flawed=FLAWED,
        ),
    ),
    explanation="The removal is started as a task that nobody awaits: sync reports documents as "
    "removed while they are still there, and when it fails nobody is told. Await it.",
    checks=(HiddenTest(node_id="test_sync.py::test_a_run_ends_when_what_is_gone_is_removed"),),
    rubric=Rubric(
        what=(
            "not awaited",
            "never awaited",
            "nobody awaits",
            "isn't awaited",
            "fire and forget",
            "fire-and-forget",
            "create_task",
            "background task",
            "in the background",
            "_removal",
        ),
        why=(
            "still there",
            "not yet removed",
            "before the removal",
            "may not be done",
            "not finished",
            "exception is lost",
            "error is lost",
            "errors are lost",
            "failure is lost",
            "nobody is told",
            "goes unnoticed",
            "unnoticed",
            "reports",
            "cancelled at the end",
            "swallow",
        ),
        fix=("await", "await it", "await the removal", "await the task"),
        paraphrases=(
            "the removal task is never awaited",
            (
                "sync returns and reports the documents as removed while the background task may not "
                "be done, and its errors are lost."
            ),
            "Please await store.remove here instead of create_task.",
            "Why fire and forget? If removing fails nobody will notice.",
            "Nobody awaits self._removal, so a failure of the database goes unnoticed.",
            "The remove runs in background and is not waited, the exception is lost.",
        ),
        forbidden=("task is garbage collected", "blocks the loop"),
        near_misses=("Is remove called when gone is empty?",),
    ),
    right_fixes=(
        Fix(
            name="a task that is awaited",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new="        removal = asyncio.create_task(self._index.store.remove(gone))\n"
                    "        await removal\n",
                ),
            ),
        ),
        Fix(
            name="removed by a method",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new="        if gone:\n            await self._forget(gone)\n",
                ),
                Replacement(
                    path=SYNC,
                    old="    async def update(self",
                    new="    async def _forget(self, document_ids: list[str]) -> None:\n"
                    "        await self._index.store.remove(document_ids)\n\n"
                    "    async def update(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a little time for it",
            replacements=(
                Replacement(path=SYNC, old=FLAWED, new=FLAWED + "        await asyncio.sleep(0)\n"),
            ),
        ),
        Fix(
            name="awaited for its end, not for its failure",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new=FLAWED + "        await asyncio.wait([self._removal])\n",
                ),
            ),
        ),
    ),
)
