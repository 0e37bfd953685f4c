"""The first ticket that fails throws away the drafts of all others."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.asynchrony import FAILURE_CANCELS_SIBLINGS
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

FLAWED = """\
        results = await asyncio.gather(*(self.draft(ticket.id) for ticket in tickets))
"""

DEFECT = Defect(
    slug="gather-aborts",
    rule=FAILURE_CANCELS_SIBLINGS,
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
    rubric=Rubric(
        what=(
            "return_exceptions",
            "return exceptions",
            "first failure",
            "first exception",
            "one failing ticket",
            "single failure",
            "one failure",
            "one error",
            "gather raises",
            "first failing",
            "if one ticket fails",
        ),
        why=(
            "other drafts lost",
            "others lost",
            "stops all",
            "aborts whole",
            "whole queue fails",
            "throws away",
            "discards",
            "lose the rest",
            "lose all",
            "failures never filled",
            "failures always empty",
            "isinstance unreachable",
            "not reported",
            "kills the run",
            "fails the whole",
        ),
        fix=(
            "return_exceptions=true",
            "return_exceptions",
            "catch per ticket",
            "handle per ticket",
            "try around each",
            "taskgroup",
        ),
        paraphrases=(
            (
                "gather without return_exceptions=True: one failing ticket aborts the whole run and "
                "the finished drafts are lost."
            ),
            "first exception kills the whole queue",
            (
                "The PR says one failing ticket never stops the others, but gather raises the first "
                "exception here."
            ),
            (
                "The HelpdeskError branch below is never reached because gather already raised; "
                "return_exceptions is missing."
            ),
            "What happens with the other results if a single draft fails?",
            "When one ticket has error, all of others are thrown away.",
        ),
        forbidden=("swallows exceptions", "return_exceptions hides"),
    ),
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
