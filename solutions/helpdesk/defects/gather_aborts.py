"""The first ticket that fails throws away the drafts of all others."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.concurrency import FAILURE_DISCARDS_SIBLINGS
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

FLAWED = """\
        results = await asyncio.gather(*(self.draft(ticket.id) for ticket in tickets))
"""

DEFECT = Defect(
    slug="gather-aborts",
    rule=FAILURE_DISCARDS_SIBLINGS,
    severity=Severity.MAJOR,
    group="queue-failures",
    changes=(
        Edit(
            path=DRAFTING,
            clean="        results = await asyncio.gather(\n"
            "            *(self.draft(ticket.id) for ticket in tickets), return_exceptions=True\n"
            "        )\n",
            flawed=FLAWED,
        ),
    ),
    explanation="Without return_exceptions=True the first failing ticket makes gather raise: the "
    "other drafts are lost to the caller and no failure is reported per ticket.",
    checks=(HiddenTest(node_id="test_queue.py::test_one_failure_stops_no_other_ticket"),),
    right_fixes=(
        Fix(
            name="each ticket catches its own failure",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="        results = await asyncio.gather("
                    "*(self._attempt(ticket.id) for ticket in tickets))\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old="    async def _pieces(self",
                    new="    async def _attempt(self, ticket_id: str) -> Draft | HelpdeskError:\n"
                    "        try:\n"
                    "            return await self.draft(ticket_id)\n"
                    "        except HelpdeskError as error:\n"
                    "            return error\n\n"
                    "    async def _pieces(self",
                ),
            ),
        ),
        Fix(
            name="tasks that are waited for and then asked",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="        tasks = [asyncio.create_task(self.draft(each.id)) for each in tickets]\n"
                    "        if tasks:\n"
                    "            await asyncio.wait(tasks)\n"
                    "        results = [task.exception() or task.result() for task in tasks]\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the failure is caught for the whole queue",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="        try:\n"
                    "            results = await asyncio.gather("
                    "*(self.draft(ticket.id) for ticket in tickets))\n"
                    "        except HelpdeskError as error:\n"
                    "            return DraftRun(drafts=(), failures={tickets[0].id: str(error)})\n",
                ),
            ),
        ),
    ),
)
