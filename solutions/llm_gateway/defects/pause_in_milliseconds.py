"""A function that returns seconds is named after milliseconds."""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.naming import WRONG_UNIT_IN_NAME
from checker.rules.rule import Severity
from solutions.llm_gateway.naming import words
from solutions.llm_gateway.places import DRAIN, UPSTREAM

DEFINED = "    def _pause_ms(self, attempt: int, error: Exception) -> float:\n"
SLEPT = "                await asyncio.sleep(self._pause_ms(attempt, error))\n"
WAITS = {"pause", "wait", "delay", "backoff", "sleep", "seconds", "interval", "s", "sec", "secs"}
MILLISECONDS = {"ms", "msec", "millis", "milliseconds", "millisecond"}


def what_is_slept_is_called_seconds(modules: Modules) -> bool:
    """Return whether what is given to asyncio.sleep is not called milliseconds."""
    if UPSTREAM not in modules:
        return False
    sleeping = m.Call(func=m.Attribute(value=m.Name("asyncio"), attr=m.Name("sleep")))
    calls = [n for n in m.findall(modules[UPSTREAM], sleeping) if isinstance(n, cst.Call)]
    said = [words(_last_name(call.args[0].value)) for call in calls if call.args]
    return bool(said) and all(each & WAITS and not each & MILLISECONDS for each in said)


def _last_name(value: cst.BaseExpression) -> str:
    """Return the name of a variable, attribute or called function."""
    match value:
        case cst.Call():
            return _last_name(value.func)
        case cst.Attribute():
            return value.attr.value
        case cst.Name():
            return value.value
        case _:
            return ""


DEFECT = Defect(
    slug="pause-in-milliseconds",
    rule=WRONG_UNIT_IN_NAME,
    severity=Severity.MINOR,
    misnomer="_pause_ms",
    changes=(
        Edit(
            path=UPSTREAM,
            clean="    def _pause_s(self, attempt: int, error: Exception) -> float:\n",
            flawed=DEFINED,
        ),
        Edit(
            path=UPSTREAM,
            clean="                await asyncio.sleep(self._pause_s(attempt, error))\n",
            flawed=SLEPT,
        ),
    ),
    explanation="_pause_ms returns seconds, which is what asyncio.sleep takes: the name promises "
    "milliseconds. Call it _pause_s.",
    checks=(
        StructureCheck(
            anchor=DRAIN,
            holds=what_is_slept_is_called_seconds,
            asks="a pause in seconds is not called milliseconds",
        ),
    ),
    right_fixes=(
        Fix(
            name="seconds spelled out",
            replacements=(
                Replacement(
                    path=UPSTREAM, old=DEFINED, new=DEFINED.replace("_pause_ms", "_pause_seconds")
                ),
                Replacement(
                    path=UPSTREAM, old=SLEPT, new=SLEPT.replace("_pause_ms", "_pause_seconds")
                ),
            ),
        ),
        Fix(
            name="a name without a unit",
            replacements=(
                Replacement(
                    path=UPSTREAM, old=DEFINED, new=DEFINED.replace("_pause_ms", "_backoff")
                ),
                Replacement(path=UPSTREAM, old=SLEPT, new=SLEPT.replace("_pause_ms", "_backoff")),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="milliseconds spelled out",
            replacements=(
                Replacement(
                    path=UPSTREAM, old=DEFINED, new=DEFINED.replace("_pause_ms", "_wait_millis")
                ),
                Replacement(
                    path=UPSTREAM, old=SLEPT, new=SLEPT.replace("_pause_ms", "_wait_millis")
                ),
            ),
        ),
    ),
)
