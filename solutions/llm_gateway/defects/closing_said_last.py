"""drain refuses new asks only when the old ones are done."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.tasks import WORK_ACCEPTED_WHILE_CLOSING
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
    rule=WORK_ACCEPTED_WHILE_CLOSING,
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
