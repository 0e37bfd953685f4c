"""Two callers of one ticket both find no draft and both ask the model."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.asynchrony import CHECK_THEN_ACT
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
    rule=CHECK_THEN_ACT,
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
    rubric=Rubric(
        what=(
            "race",
            "check then act",
            "time of check",
            "toctou",
            "between lookup|check|draft_of|read|get|look & save|write|insert|store|new",
            (
                "two|both|concurrent|parallel|second|other|several "
                "callers|calls|tasks|coroutines|clients"
            ),
            "both see|find|get|observe|pass not|none|no",
            "twice|same parallel|ticket",
            "no|missing|need|without|add lock",
            "lock per|each|keyed|by ticket",
            "per ticket lock|mutex",
            "called|drafted twice|parallel",
            "parallel calls|callers|tasks|coroutines|requests",
            "written|generated|created|made twice",
            "same work",
            "not stop|prevent|hold second|another|other",
            "should share one",
        ),
        why=(
            ("both see|find|get|observe|pass|go|call|make|generate|ask|send|write|draft|start"),
            "twice",
            "two requests|completions|calls|drafts|answers",
            "pay two|twice|double|both",
            "race",
            "same draft|work|ticket|request",
            "no lock|protection|guard",
            "second caller|task|call|one",
            "wait first",
            "between",
            "await in|between",
            "not share|atomic",
        ),
        fix=(
            "lock",
            "mutex",
            "share|keep pending|task|future",
            "future|task per ticket",
            "unique constraint",
            "insert or ignore",
            "in flight map|dict|task",
            "dedupe|deduplicate",
            "serialize",
        ),
        paraphrases=(
            (
                "Race: two tasks that draft the same ticket at the same time both find "
                "nothing stored and both call the model."
            ),
            "check-then-act across an await, needs a lock per ticket",
            (
                "The description says two callers share one request, but there is no lock "
                "here, so they will send two."
            ),
            (
                "What if draft() is called twice concurrently for the same ticket? Both "
                "pass the check and we pay twice."
            ),
            (
                "Between draft_of and save_draft an other coroutine can enter, so the same "
                "draft is written two times."
            ),
            "Please keep the pending task per ticket and let a second caller await it.",
            "While one caller awaits the model, another one can begin the same draft.",
            "This check is not protected, the same ticket can be drafted in parallel.",
            "race, no lock per ticket",
        ),
        forbidden=(
            "no race",
            "lock held|deadlock",
            "remove lock",
        ),
        near_misses=(
            "The lock is held too long here and may deadlock.",
            "Two lookups of one ticket could be cached, each costs a query.",
        ),
    ),
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
