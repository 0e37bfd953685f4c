"""The stream's retry sleeps with time.sleep."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, LintCheck, Replacement
from checker.rules.concurrency import BLOCKING_CALL_IN_COROUTINE
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING, STREAM

FLAWED = "            time.sleep(delay_s)\n"

DEFECT = Defect(
    slug="retry-blocks-the-loop",
    rule=BLOCKING_CALL_IN_COROUTINE,
    severity=Severity.BLOCKER,
    group="stream-delay",
    imports=("import time",),
    changes=(
        Edit(path=DRAFTING, clean="            await asyncio.sleep(delay_s)\n", flawed=FLAWED),
    ),
    explanation="time.sleep blocks the event loop: every other draft and stream waits while one "
    "retries. Use await asyncio.sleep.",
    checks=(
        HiddenTest(node_id="test_stream.py::test_a_retry_does_not_block_the_loop"),
        LintCheck(code="ASYNC251", anchor=STREAM, visible=True),
    ),
    right_fixes=(
        Fix(
            name="the sleep runs in a thread",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="            await asyncio.to_thread(time.sleep, delay_s)\n",
                ),
            ),
        ),
        Fix(
            name="a method that waits",
            replacements=(
                Replacement(
                    path=DRAFTING, old=FLAWED, new="            await self._pause(delay_s)\n"
                ),
                Replacement(
                    path=DRAFTING,
                    old="    async def _pieces(self",
                    new="    async def _pause(self, seconds: float) -> None:\n"
                    "        await asyncio.sleep(seconds)\n\n"
                    "    async def _pieces(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the blocking sleep moves to a helper",
            replacements=(
                Replacement(path=DRAFTING, old=FLAWED, new="            _pause(delay_s)\n"),
                Replacement(
                    path=DRAFTING,
                    old="class Drafter:",
                    new="def _pause(seconds: float) -> None:\n    time.sleep(seconds)\n\n\n"
                    "class Drafter:",
                ),
            ),
        ),
    ),
)
