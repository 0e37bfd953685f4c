"""Whoever waits for a person's word takes up a slot of the tools."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.rule import Severity
from checker.rules.waiting import SLOT_HELD_WHILE_WAITING
from solutions.agent_desk.places import AGENT

FLAWED = (
    "        async with self._slots:\n            await self.approvals.obtain(session, action)\n"
)

DEFECT = Defect(
    slug="slot-held-for-a-person",
    rule=SLOT_HELD_WHILE_WAITING,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=AGENT,
            clean="        await self.approvals.obtain(session, action)\n",
            flawed=FLAWED,
        ),
    ),
    sites=(
        Site(path=AGENT, text="self._slots = asyncio.Semaphore(office.settings.parallel_tools)"),
    ),
    explanation="The semaphore is held while a person is asked, so a few open questions use up all "
    "slots and the tools of every other session wait for minutes. Ask before taking a "
    "slot.",
    checks=(HiddenTest(node_id="test_approvals.py::test_an_open_question_holds_nobody_up"),),
    right_fixes=(
        Fix(
            name="a limit of its own",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="        async with self._questions:\n"
                    "            await self.approvals.obtain(session, action)\n",
                ),
                Replacement(
                    path=AGENT,
                    old="        self._slots = asyncio.Semaphore(office.settings.parallel_tools)\n",
                    new="        self._slots = asyncio.Semaphore(office.settings.parallel_tools)\n"
                    "        self._questions = asyncio.Semaphore(100)\n",
                ),
            ),
        ),
        Fix(
            name="asked without it",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="        asked = self.approvals.obtain(session, action)\n"
                    "        await asked\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="with a time limit inside",
            replacements=(
                Replacement(
                    path=AGENT,
                    old="            await self.approvals.obtain(session, action)\n",
                    new="            async with asyncio.timeout(self._office.settings.approval_deadline_s):\n"
                    "                await self.approvals.obtain(session, action)\n",
                ),
            ),
        ),
    ),
)
