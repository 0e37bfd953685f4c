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
            "without|no|missing|add|pass|set|use|need|lack|forgot return_exceptions",
            ("return_exceptions missing|not set|gone|lost|removed|dropped|needed|absent|false|is"),
            (
                "first|one|single|any|a fail|failing|bad "
                "ticket|draft|exception|error|failure|coroutine & "
                "gather|all|whole|other|complete|everything|rest|remaining|run|queue"
            ),
            "gather raise|fail|stop|abort|propagate|cancel|reraise|throw",
            "one|first|single|any ticket|draft fail|raise|error|break|exception",
            ("one|first|single|any failure|exception|error & lose|other|rest|whole|abort|gather"),
            "one|first failing|failed|bad ticket|draft",
            "branch|isinstance|check dead|not|never reached|unreachable|run|true|execute",
            "fail & results|drafts|others lost|lose",
            "failures always|stays|remains|is empty",
            "whole|complete|entire run|queue fail|abort|break|lost",
            "as soon as any|one",
            "results never contain|hold",
        ),
        why=(
            "lose",
            "abort",
            "whole|entire|complete|all run|queue|drafts|others|results|tickets",
            "others results|drafts|lost",
            "other drafts|results|tickets|lost",
            "dead code",
            "not reached|run|true|executed",
            "unreachable",
            "propagate",
            "first error|failure|exception",
            "break|fail|stop|cancel all|others|run|queue|everything|rest",
            "remaining|rest",
            "raise gather",
            "fails itself",
            "stays always|empty",
        ),
        fix=(
            "add|use|pass|set|need|want|with|restore return_exceptions",
            "without|missing return_exceptions",
            "return_exceptions missing|true",
            "catch|handle exception|error each|per|inside|in draft",
            "task group with",
        ),
        paraphrases=(
            (
                "gather without return_exceptions=True: one failing ticket aborts the whole"
                " run and the finished drafts are lost."
            ),
            "first exception kills the whole queue",
            (
                "The PR says one failing ticket never stops the others, but gather raises "
                "the first exception here."
            ),
            (
                "The HelpdeskError branch below is never reached because gather already "
                "raised; return_exceptions is missing."
            ),
            "What happens with the other results if a single draft fails?",
            "When one ticket has error, all of others are thrown away.",
            "The failure branch can't be reached: gather raises as soon as one draft fails.",
            "One bad ticket breaks the complete run, failures stays empty.",
        ),
        forbidden=(
            "return_exceptions hide|dangerous|swallow|bad",
            "task group & nicer|better",
            "which is what we want",
            "remove return_exceptions",
        ),
        near_misses=(
            "A TaskGroup would be nicer here, it cancels the others when one ticket fails.",
            "return_exceptions=True would be dangerous, it hides programming errors.",
        ),
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
