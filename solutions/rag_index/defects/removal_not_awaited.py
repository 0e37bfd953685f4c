"""What is gone is removed by a task that nobody awaits."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.tasks import TASK_NOBODY_AWAITS
from solutions.rag_index.places import SYNC

FLAWED = "        self._removal = asyncio.create_task(self._index.store.remove(gone))\n"

DEFECT = Defect(
    slug="removal-not-awaited",
    rule=TASK_NOBODY_AWAITS,
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
