"""The uptime is the difference of two readings of the wall clock."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.conventions import WALL_CLOCK_DURATION
from checker.rules.rule import Severity
from solutions.llm_gateway.places import SERVING

OPENED = "        self._opened_at = time.time()\n"
UPTIME = "            uptime_s=time.time() - self._opened_at,\n"

DEFECT = Defect(
    slug="uptime-by-wall-clock",
    rule=WALL_CLOCK_DURATION,
    severity=Severity.MINOR,
    group="uptime",
    changes=(
        Edit(path=SERVING, clean="        self._opened_at = clock()\n", flawed=OPENED),
        Edit(
            path=SERVING,
            clean="            uptime_s=self._clock() - self._opened_at,\n",
            flawed=UPTIME,
        ),
    ),
    explanation="time.time() is the wall clock: when it is set the uptime jumps or gets negative. "
    "Use the injected monotonic clock.",
    checks=(HiddenTest(node_id="test_closing.py::test_the_uptime_does_not_follow_the_wall_clock"),),
    right_fixes=(
        Fix(
            name="the monotonic clock of the module",
            replacements=(
                Replacement(
                    path=SERVING, old=OPENED, new="        self._opened_at = time.monotonic()\n"
                ),
                Replacement(
                    path=SERVING,
                    old=UPTIME,
                    new="            uptime_s=time.monotonic() - self._opened_at,\n",
                ),
            ),
        ),
        Fix(
            name="the clock of the gateway, in a property",
            replacements=(
                Replacement(path=SERVING, old=OPENED, new="        self._opened_at = clock()\n"),
                Replacement(path=SERVING, old=UPTIME, new="            uptime_s=self._uptime_s,\n"),
                Replacement(
                    path=SERVING,
                    old="    def _admit(self",
                    new="    @property\n"
                    "    def _uptime_s(self) -> float:\n"
                    "        return self._clock() - self._opened_at\n\n"
                    "    def _admit(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="never below zero",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=UPTIME,
                    new="            uptime_s=abs(time.time() - self._opened_at),\n",
                ),
            ),
        ),
    ),
)
