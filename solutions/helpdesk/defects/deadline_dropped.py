"""Nothing bounds how long a draft may take, although a setting promises it."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.rule import Severity
from checker.rules.waiting import MISSING_DEADLINE
from solutions.helpdesk.places import DRAFTING, SETTINGS

UNBOUND = "                text = await self._write(ticket)\n"

DEFECT = Defect(
    slug="deadline-dropped",
    rule=MISSING_DEADLINE,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=DRAFTING,
            clean="                async with asyncio.timeout(self._desk.settings.draft_deadline_s):\n"
            "                    text = await self._write(ticket)\n",
            flawed=UNBOUND,
        ),
    ),
    sites=(Site(path=SETTINGS, text="draft_deadline_s: float = 60.0"),),
    explanation="Nothing applies draft_deadline_s to a draft: a model that does not answer holds "
    "its slot for as long as the client's retries last. Wrap the call in asyncio.timeout.",
    checks=(HiddenTest(node_id="test_drafts.py::test_a_draft_that_takes_too_long_is_given_up"),),
    right_fixes=(
        Fix(
            name="wait_for",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=UNBOUND,
                    new="                text = await asyncio.wait_for(\n"
                    "                    self._write(ticket), self._desk.settings.draft_deadline_s\n"
                    "                )\n",
                ),
            ),
        ),
        Fix(
            name="the deadline moves into the writer",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=UNBOUND,
                    new="                text = await self._write_in_time(ticket)\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old="    async def _pieces(self",
                    new="    async def _write_in_time(self, ticket: Ticket) -> str:\n"
                    "        limit = self._desk.settings.draft_deadline_s\n"
                    "        async with asyncio.timeout(limit):\n"
                    "            return await self._write(ticket)\n\n"
                    "    async def _pieces(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a timeout a hundred times too long",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=UNBOUND,
                    new="                limit = self._desk.settings.draft_deadline_s * 1000\n"
                    "                async with asyncio.timeout(limit):\n"
                    "                    text = await self._write(ticket)\n",
                ),
            ),
        ),
    ),
)
