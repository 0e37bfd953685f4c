"""A variable that holds seconds is called milliseconds."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, Rubric, StructureCheck
from checker.rules.naming import WRONG_UNIT_IN_NAME
from checker.rules.rule import Severity
from solutions.helpdesk.naming import names_bound_to, words
from solutions.helpdesk.places import DRAFTING, STREAM

ASSIGNED = "        delay_ms = self._desk.settings.retry_initial_ms / 1000\n"
SLEPT = "            await asyncio.sleep(delay_ms)\n"
MEANING = {
    "s",
    "sec",
    "secs",
    "second",
    "seconds",
    "delay",
    "pause",
    "wait",
    "waiting",
    "backoff",
    "interval",
    "sleep",
}
MILLISECONDS = {"ms", "msec", "msecs", "millis", "millisecond", "milliseconds"}


def seconds_are_called_seconds(modules: Modules) -> bool:
    """Return whether what is divided by 1000 is not called milliseconds any more."""
    names = names_bound_to(modules[DRAFTING], "retry_initial_ms", divided=True)
    return all(words(name) & MEANING and not words(name) & MILLISECONDS for name in names)


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
    rubric=Rubric(
        what=(
            "delay_ms & seconds|second|name|wrong|rename|delay_s|1000|divide|unit|not",
            "name & unit|ms|milliseconds|seconds|wrong|delay_s",
            "unit|units wrong|mismatch|not|name|mislead|suffix|confusing",
            "wrong|misleading unit|suffix|name|units",
            "suffix",
            "rename|call|named|called delay_s|delay_seconds|seconds|delay",
            "delay_s",
            (
                "seconds & not "
                "ms|milliseconds|name|ms|actually|really|holds|contains|is|value|variable|divided|after"
            ),
            "not milliseconds|ms",
            "ms but|is|holds|contains|although seconds|second",
            "milliseconds & seconds|name|variable",
        ),
        why=(
            "seconds",
            "divided|division|divide|1000",
            "not ms|milliseconds|longer",
            "wrong|misleading|confusing|mislead|lie|lies",
            "asyncio.sleep take|get|expect|want|second",
            "milliseconds",
            "sleep takes|get|expect|wants",
            "unit",
            "suggest|promise|say|sound",
        ),
        fix=(
            "delay_s",
            "rename",
            "delay_seconds|delay_sec|delay_in_seconds",
            "seconds in name",
            "call|name it|delay",
            "suffix _s|s",
            "delay",
        ),
        paraphrases=(
            ("delay_ms is in seconds after the division by 1000, please rename it to delay_s."),
            "wrong unit in the name delay_ms",
            "The suffix says milliseconds but asyncio.sleep gets seconds here.",
            "Shouldn't this be called delay_s?",
            "Misleading name: the value is no longer in ms.",
            "The variable is named ms but it contains seconds.",
            "After the division these are seconds, so the name is a lie.",
            "The name says ms, the content is seconds.",
        ),
        forbidden=(
            "must be multiplied",
            "division is wrong",
            "already what",
            "sleep expects milliseconds",
            "too short|long",
            "sleeps too",
        ),
        near_misses=(
            "asyncio.sleep expects milliseconds, so do not divide.",
            "The delay is too short, the API needs more time to recover.",
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
