"""The time that a stream may take is given as a time-out of each read."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.mistral import PER_READ_TIMEOUT_AS_DEADLINE
from checker.rules.rule import Severity
from solutions.llm_gateway.places import SHARING, UPSTREAM

PUMPED = "            async with aclosing(source) as pieces:\n"
BEFORE = "                temperature=self._settings.temperature,\n"
AFTER = "            ) as events:\n"
LIMITED = "                timeout_ms=int(self._settings.stream_deadline_s * 1000),\n"

DEFECT = Defect(
    slug="timeout-between-pieces",
    rule=PER_READ_TIMEOUT_AS_DEADLINE,
    severity=Severity.MAJOR,
    changes=(
        Edit(path=UPSTREAM, clean=f"{BEFORE}{AFTER}", flawed=f"{BEFORE}{LIMITED}{AFTER}"),
        Edit(
            path=SHARING,
            clean="            async with asyncio.timeout(deadline_s), aclosing(source) as pieces:\n",
            flawed=PUMPED,
        ),
    ),
    explanation="timeout_ms bounds each read, not the whole stream: a model that sends a word now "
    "and then never meets it, and stream_deadline_s is not kept. Use asyncio.timeout around it.",
    checks=(HiddenTest(node_id="test_streams.py::test_a_stream_has_a_deadline"),),
    rubric=Rubric(
        what=(
            "timeout_ms",
            "per read",
            "per-read",
            "each read",
            "every read",
            "between two pieces",
            "between pieces",
            "between chunks",
            "each chunk",
            "read timeout",
            "stream_deadline_s",
            "deadline of the stream",
            "deadline_s is unused",
            "deadline_s is not used",
            "deadline_s is never used",
        ),
        why=(
            "not the whole",
            "not total",
            "not a total",
            "not for the whole",
            "no deadline",
            "no total",
            "never times out",
            "never fires",
            "never meets",
            "not kept",
            "drip",
            "trickle",
            "for ever",
            "forever",
            "as a whole",
            "unlimited",
            "unused",
            "never used",
            "not used",
        ),
        fix=(
            "asyncio.timeout",
            "total timeout",
            "total deadline",
            "wait_for",
            "overall deadline",
            "around the whole",
        ),
        paraphrases=(
            (
                "timeout_ms is a per-read timeout in the SDK, so a stream that drips never times out as "
                "a whole: use asyncio.timeout(deadline_s)."
            ),
            "per-read timeout instead of a total deadline",
            "Each chunk resets timeout_ms, so stream_deadline_s is not kept for the whole answer.",
            (
                "Isn't timeout_ms only the time between two pieces? Then there is no deadline for the "
                "stream."
            ),
            (
                "deadline_s is not used in _pump any more and the except TimeoutError can never fire; "
                "stream_deadline_s is not enforced."
            ),
            "The timeout is for each read only, a slow stream can go on forever.",
        ),
        forbidden=("timeout_ms expects seconds", "should be in seconds"),
        near_misses=("120 seconds are far too long for a chat answer.",),
    ),
    right_fixes=(
        Fix(
            name="wait_for around each piece, by a common deadline",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=PUMPED,
                    new="            limit = asyncio.get_running_loop().time() + deadline_s\n"
                    "            async with asyncio.timeout_at(limit), aclosing(source) as pieces:\n",
                ),
            ),
        ),
        Fix(
            name="the gateway bounds the pump",
            replacements=(
                Replacement(
                    path=SHARING,
                    old="        self.task = asyncio.create_task(self._pump(source, deadline_s))\n",
                    new="        self.task = asyncio.create_task(self._bounded(source, deadline_s))\n",
                ),
                Replacement(
                    path=SHARING,
                    old="    async def _pump(self",
                    new="    async def _bounded(self, source: AsyncGenerator[str, None], "
                    "limit_s: float) -> str:\n"
                    "        try:\n"
                    "            return await asyncio.wait_for(self._pump(source, limit_s), limit_s)\n"
                    "        except TimeoutError as error:\n"
                    '            raise UpstreamError("the model takes too long") from error\n\n'
                    "    async def _pump(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a shorter time-out of each read",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=LIMITED,
                    new="                timeout_ms=int(self._settings.stream_deadline_s * 500),\n",
                ),
            ),
        ),
    ),
)
