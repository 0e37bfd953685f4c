"""The time that a stream may take is given as a time-out of each read."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.requests import PER_READ_TIMEOUT_AS_DEADLINE
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
