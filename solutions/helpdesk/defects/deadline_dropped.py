"""Nothing bounds how long a draft may take, although a setting promises it."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.asynchrony import MISSING_DEADLINE
from checker.rules.rule import Severity
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
    rubric=Rubric(
        what=(
            "no|not|missing|without timeout|deadline|limit",
            "timeout|deadline missing|lost|gone|removed|absent",
            ("draft_deadline_s not used|applied|read|enforced|honoured|honored|respected|effect"),
            "draft_deadline_s unused|ignored|dead",
            (
                "deadline|timeout not|never "
                "used|applied|enforced|fires|honoured|respected|effect|work|read|raised"
            ),
            "timeout error not raised|reached|happen|thrown|fire",
            "asyncio.timeout|wait_for missing|gone|lost",
            "not start|set|create|arm|begin|use timeout|deadline",
            "not limit how|time|long|draft",
            "not see|find what|where & raise|timeout",
            "timeout error caught|catch & not|raise|come",
            "never give up|end|stop",
            "wrap|put|use|add asyncio.timeout|wait_for|timeout",
            "not raise timeout",
            "except timeout error dead|unreachable|useless|pointless",
            "hang|wait|block|take endless|minutes|long",
            "deadline & enforce|apply|use",
            "draft|ticket|request|call|write hang|take|last",
            "restore timeout",
            "setting & not use|read|apply & deadline",
            "not limits how|long|time",
            "as long as",
        ),
        why=(
            "hang",
            "endless",
            "wait|run|take endless|long|minutes",
            "as long as",
            "block|hold slot|semaphore|queue|others",
            "dead code|branch",
            "unreachable",
            "not used|applied|enforced|read|raised|reached|effect|fire|happen",
            "stuck|slow|unresponsive model|request|ticket|draft",
            "not answer|respond|reply|end|finish|return",
            "slot|gate",
            "missing",
            "not limit",
            "promise|description|pr say",
            "only setting|defined",
        ),
        fix=(
            "asyncio.timeout|wait_for",
            "wrap",
            "timeout around",
            "apply|use|enforce|restore|respect draft_deadline_s|deadline|timeout",
            "async with timeout",
            "pass timeout",
        ),
        paraphrases=(
            (
                "draft_deadline_s is defined in the settings but never applied here, so a "
                "hanging request blocks the slot forever."
            ),
            "no timeout around _write",
            (
                "The except TimeoutError is dead code, nothing in the try raises it; "
                "asyncio.timeout is missing."
            ),
            "Where is the deadline enforced? I only see the setting, a draft can hang.",
            "Should this be wrapped in asyncio.timeout(settings.draft_deadline_s)?",
            ("The draft has no time limit, when the model is never answering it waits for ever."),
            ("The setting for the deadline is ignored and no timeout is raised in this block."),
            "If the model hangs, this draft never ends, the time limit got lost.",
        ),
        forbidden=(
            "too short|long|strict|small",
            "deadline of 60",
            "python 3.11",
            "httpx raises",
        ),
        near_misses=(
            "60 seconds is too long a deadline for one draft.",
            "The message of the timeout should name the deadline that was set.",
        ),
    ),
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
