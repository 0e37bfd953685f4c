"""The stream's retry sleeps with time.sleep."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, LintCheck, Replacement, Rubric
from checker.rules.asynchrony import BLOCKING_CALL
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING, STREAM

FLAWED = "            time.sleep(delay_s)\n"

DEFECT = Defect(
    slug="retry-blocks-the-loop",
    rule=BLOCKING_CALL,
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
    rubric=Rubric(
        what=(
            "time.sleep",
            ("block|freeze|stop|stall event_loop|loop|thread|tasks|others|everything|coroutines"),
            "event loop block|stop|asleep|frozen|sleep",
            "sync|synchronous|blocking sleep|wait|pause|delay|call",
            "asyncio.sleep",
            "sleep block|freeze|stop|synchronous|in coroutine|async",
            "await sleep",
            "not await|async sleep",
            "sleep & whole|loop|thread|other",
            "wait & loop & block|hold|all|everyone|await",
            "hold|block up|everyone|everything & loop|wait",
            "sleep in|inside async|coroutine",
        ),
        why=(
            "block",
            "event loop",
            "everyone|everybody",
            "in|inside async|coroutine",
            "all other|others|everything|tasks",
            "other drafts|tickets|streams|tasks|coroutines",
            "nothing else",
            "whole loop|process|program|thread|desk",
            "not run|proceed|progress|move|continue|await",
            "stop",
            "wait",
            "synchronous",
            "asleep",
        ),
        fix=(
            "asyncio.sleep",
            "await",
            "async sleep",
            "non blocking",
        ),
        paraphrases=(
            "time.sleep blocks the event loop, use await asyncio.sleep instead.",
            "blocking sleep in a coroutine",
            "During this retry nothing else can run: the whole loop is asleep.",
            "Should be await asyncio.sleep(delay_s).",
            ("A sync sleep in async code stalls all the other tickets while one stream retries."),
            "With time.sleep all of the other coroutines are stopped.",
            ("The pause between attempts is synchronous: no other ticket is served in this time."),
            "You sleep the whole thread here, other coroutines can not run.",
        ),
        forbidden=(
            "remove sleep",
            "sleep not needed|unnecessary",
            "sleep too short|long",
            "backoff|jitter",
        ),
        near_misses=(
            "The sleep is too short for a 429, use exponential backoff.",
            "No need to sleep at all here, the SDK retries by itself.",
        ),
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
