"""drain refuses new asks only when the old ones are done."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.asynchrony import WORK_TAKEN_WHILE_CLOSING
from checker.rules.rule import Severity
from solutions.llm_gateway.places import SERVING

GRACE = "        grace_s = self._settings.grace_s if grace_s is None else grace_s\n"
LATE = "            _, late = await asyncio.wait(self._calls, timeout=grace_s)\n"
FLAWED = f"""\
{GRACE}        late: set[asyncio.Task[str]] = set()
        if self._calls:
{LATE}        self._closing = True
"""

DEFECT = Defect(
    slug="closing-said-last",
    rule=WORK_TAKEN_WHILE_CLOSING,
    severity=Severity.MAJOR,
    group="drain",
    changes=(
        Edit(
            path=SERVING,
            clean=f"        self._closing = True\n{GRACE}"
            "        if not self._calls:\n"
            "            return 0\n"
            "        _, late = await asyncio.wait(self._calls, timeout=grace_s)\n",
            flawed=FLAWED,
        ),
    ),
    explanation="_closing is set only after the wait: during the grace period new asks are still "
    "taken, and then cut off by nobody or by the closed client. Set it first.",
    checks=(HiddenTest(node_id="test_closing.py::test_a_closing_gateway_takes_no_more_asks"),),
    rubric=Rubric(
        what=(
            "_closing",
            "closing flag",
            "closing is set",
            "closing = true",
            "flag is set too late",
            "set too late",
            "set after the wait",
            "set only after",
            "during the grace",
            "during drain",
            "while draining",
            "while it drains",
            "while closing",
        ),
        why=(
            "new asks",
            "new requests",
            "new calls",
            "new work",
            "still accepted",
            "still taken",
            "still admitted",
            "accepts asks",
            "takes asks",
            "accepted while",
            "accepted during",
            "never ends",
            "too late",
        ),
        fix=(
            "set it first",
            "set it before",
            "set before the wait",
            "before waiting",
            "before the wait",
            "at the beginning",
            "at the top",
            "move it up",
            "first line",
        ),
        paraphrases=(
            (
                "self._closing is set after the wait, so new asks are accepted during the whole grace "
                "period. Set it before waiting."
            ),
            "closing flag set too late",
            (
                "Move self._closing = True to the top of drain, otherwise we take new work while we are "
                "closing."
            ),
            "Are new requests still admitted while draining? The flag comes only after asyncio.wait.",
            (
                "drain promises to take no more asks, but for grace_s seconds _admit lets them in as "
                "_closing is still False."
            ),
            "The closing flag must be set before the wait, now it still accept new asks.",
        ),
        near_misses=("A second call of drain would wait once more.",),
    ),
    right_fixes=(
        Fix(
            name="said first",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=FLAWED,
                    new=f"        self._closing = True\n{GRACE}"
                    "        late: set[asyncio.Task[str]] = set()\n"
                    f"        if self._calls:\n{LATE}",
                ),
            ),
        ),
        Fix(
            name="waited for in a method, by a closed gateway",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=FLAWED,
                    new=f"{GRACE}        self._closing = True\n"
                    "        late = await self._late(grace_s)\n",
                ),
                Replacement(
                    path=SERVING,
                    old="    def _admit(self",
                    new="    async def _late(self, grace_s: float) -> set[asyncio.Task[str]]:\n"
                    "        if not self._calls:\n"
                    "            return set()\n"
                    "        _, late = await asyncio.wait(self._calls, timeout=grace_s)\n"
                    "        return late\n\n"
                    "    def _admit(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="said when nothing is under way",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=f"        if self._calls:\n{LATE}        self._closing = True\n",
                    new=f"        self._closing = not self._calls\n        if self._calls:\n{LATE}"
                    "        self._closing = True\n",
                ),
            ),
        ),
    ),
)
