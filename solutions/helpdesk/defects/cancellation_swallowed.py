"""Cancelling a draft is reported as an ordinary failure."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.tasks import SWALLOWED_CANCELLATION
from solutions.helpdesk.places import DRAFTING

FLAWED = "            except (TimeoutError, asyncio.CancelledError) as error:\n"

DEFECT = Defect(
    slug="cancellation-swallowed",
    rule=SWALLOWED_CANCELLATION,
    severity=Severity.BLOCKER,
    changes=(
        Edit(path=DRAFTING, clean="            except TimeoutError as error:\n", flawed=FLAWED),
    ),
    explanation="Catching CancelledError and raising AnswerError swallows the cancellation: "
    "shutdown, Ctrl-C and outer timeouts no longer stop a draft. Let it through.",
    checks=(HiddenTest(node_id="test_drafts.py::test_a_cancelled_draft_is_cancelled"),),
    right_fixes=(
        Fix(
            name="cancellation is raised again first",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="            except asyncio.CancelledError:\n"
                    "                raise\n"
                    "            except TimeoutError as error:\n",
                ),
            ),
        ),
        Fix(
            name="the deadline moves into a method of its own",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old="            try:\n"
                    "                async with asyncio.timeout("
                    "self._desk.settings.draft_deadline_s):\n"
                    "                    text = await self._write(ticket)\n"
                    + FLAWED
                    + '                raise AnswerError(f"ticket {ticket_id}: no draft in time") '
                    "from error\n",
                    new="            text = await self._write_in_time(ticket)\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old="    async def _pieces(self",
                    new="    async def _write_in_time(self, ticket: Ticket) -> str:\n"
                    "        limit = self._desk.settings.draft_deadline_s\n"
                    "        try:\n"
                    "            return await asyncio.wait_for(self._write(ticket), limit)\n"
                    "        except TimeoutError as error:\n"
                    '            raise AnswerError(f"ticket {ticket.id}: no draft in time") '
                    "from error\n\n"
                    "    async def _pieces(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another class that is caught all the same",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="            except BaseException as error:\n",
                ),
            ),
        ),
    ),
)
