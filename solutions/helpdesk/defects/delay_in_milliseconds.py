"""A variable that holds seconds is called milliseconds."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.naming import WRONG_UNIT_IN_NAME
from checker.rules.rule import Severity
from solutions.helpdesk.naming import names_bound_to, words
from solutions.helpdesk.places import DRAFTING, STREAM

ASSIGNED = "        delay_ms = self._desk.settings.retry_initial_ms / 1000\n"
SLEPT = "            await asyncio.sleep(delay_ms)\n"
SECONDS = {"s", "sec", "secs", "second", "seconds"}  # durations say their unit in their name
MILLISECONDS = {"ms", "msec", "msecs", "millis", "millisecond", "milliseconds"}


def seconds_are_called_seconds(modules: Modules) -> bool:
    """Return whether what is divided by 1000 is not called milliseconds any more."""
    names = names_bound_to(modules[DRAFTING], "retry_initial_ms", divided=True)
    return all(words(name) & SECONDS and not words(name) & MILLISECONDS for name in names)


DEFECT = Defect(
    slug="delay-in-milliseconds",
    rule=WRONG_UNIT_IN_NAME,
    severity=Severity.MINOR,
    group="stream-delay",
    misnomer="delay_ms",
    changes=(
        Edit(
            path=DRAFTING,
            clean="        delay_s = self._desk.settings.retry_initial_ms / 1000\n",
            flawed=ASSIGNED,
        ),
        Edit(
            path=DRAFTING,
            clean="            await asyncio.sleep(delay_s)\n",
            flawed=SLEPT,
        ),
    ),
    explanation="delay_ms holds seconds: it is divided by 1000 and given to asyncio.sleep. The "
    "name promises the wrong unit; call it delay_s.",
    checks=(
        StructureCheck(
            anchor=STREAM,
            holds=seconds_are_called_seconds,
            asks="a value in seconds is not called milliseconds",
        ),
    ),
    right_fixes=(
        Fix(
            name="spelled out",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=ASSIGNED,
                    new="        pause_seconds = self._desk.settings.retry_initial_ms / 1000\n",
                ),
                Replacement(
                    path=DRAFTING, old=SLEPT, new="            await asyncio.sleep(pause_seconds)\n"
                ),
            ),
        ),
        Fix(
            name="no variable",
            replacements=(
                Replacement(path=DRAFTING, old=ASSIGNED, new=""),
                Replacement(
                    path=DRAFTING,
                    old=SLEPT,
                    new="            await asyncio.sleep(self._desk.settings.retry_initial_ms / 1000)\n",
                ),
            ),
        ),
        Fix(
            name="a property that converts",
            replacements=(
                Replacement(path=DRAFTING, old=ASSIGNED, new=""),
                Replacement(
                    path=DRAFTING,
                    old=SLEPT,
                    new="            await asyncio.sleep(self._retry_delay())\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old="    async def _pieces(self",
                    new="    def _retry_delay(self) -> float:\n"
                    "        delay_s = self._desk.settings.retry_initial_ms / 1000\n"
                    "        return delay_s\n\n"
                    "    async def _pieces(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="milliseconds spelled out",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=ASSIGNED,
                    new="        delay_millis = self._desk.settings.retry_initial_ms / 1000\n",
                ),
                Replacement(
                    path=DRAFTING, old=SLEPT, new="            await asyncio.sleep(delay_millis)\n"
                ),
            ),
        ),
    ),
)
