"""Two callers of one ticket both find no draft and both ask the model."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.races import CHECK_THEN_ACT_ACROSS_AWAIT
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

FLAWED = """\
        existing = await self._desk.store.draft_of(ticket_id)
        if existing is not None:
            return existing
        return await self._new_draft(ticket_id)
"""
LOCKED = """\
            existing = await self._desk.store.draft_of(ticket_id)
            if existing is not None:
                return existing
            return await self._new_draft(ticket_id)
"""

DEFECT = Defect(
    slug="two-callers-two-requests",
    rule=CHECK_THEN_ACT_ACROSS_AWAIT,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=DRAFTING,
            clean=f"        async with self._locks[ticket_id]:\n{LOCKED}",
            flawed=FLAWED,
        ),
        Edit(
            path=DRAFTING,
            clean="        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)\n"
            "        self.usage = Usage()\n",
            flawed="        self.usage = Usage()\n",
        ),
    ),
    explanation="Nothing holds a second caller back between draft_of and save_draft: two concurrent "
    "calls for one ticket both see no draft and both ask the model. Lock per ticket.",
    checks=(HiddenTest(node_id="test_drafts.py::test_two_callers_share_one_request"),),
    right_fixes=(
        Fix(
            name="the pending task is shared",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old="        self.usage = Usage()\n",
                    new="        self._pending: dict[str, asyncio.Task[Draft]] = {}\n"
                    "        self.usage = Usage()\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="        if ticket_id not in self._pending:\n"
                    "            task = asyncio.create_task(self._existing_or_new(ticket_id))\n"
                    "            self._pending[ticket_id] = task\n"
                    "            task.add_done_callback(lambda _: self._pending.pop(ticket_id))\n"
                    "        return await asyncio.shield(self._pending[ticket_id])\n\n"
                    "    async def _existing_or_new(self, ticket_id: str) -> Draft:\n" + FLAWED,
                ),
            ),
        ),
        Fix(
            name="one lock for all, around a helper",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old="        self.usage = Usage()\n",
                    new="        self._locked: dict[str, asyncio.Lock] = {}\n"
                    "        self.usage = Usage()\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="        lock = self._locked.setdefault(ticket_id, asyncio.Lock())\n"
                    "        await lock.acquire()\n        try:\n"
                    + LOCKED
                    + "        finally:\n            lock.release()\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="checked twice, still without a lock",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old="        return await self._new_draft(ticket_id)\n",
                    new="        await asyncio.sleep(0)\n"
                    "        again = await self._desk.store.draft_of(ticket_id)\n"
                    "        return again or await self._new_draft(ticket_id)\n",
                ),
            ),
        ),
    ),
)
