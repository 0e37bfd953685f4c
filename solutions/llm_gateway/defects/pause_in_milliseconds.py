"""A function that returns seconds is named after milliseconds."""

from __future__ import annotations

import libcst as cst
import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
from checker.rules.naming import WRONG_UNIT_IN_NAME
from checker.rules.rule import Severity
from solutions.llm_gateway.naming import assigned, words
from solutions.llm_gateway.places import DRAIN, UPSTREAM

DEFINED = "    def _pause_ms(self, attempt: int, error: Exception) -> float:\n"
SLEPT = "                await asyncio.sleep(self._pause_ms(attempt, error))\n"
SECONDS = {"seconds", "second", "s", "sec", "secs"}
OTHERS = {
    *("ms", "msec", "millis", "milliseconds", "millisecond", "us", "micros", "ns", "nanos"),
    *("min", "mins", "minutes", "hours"),
}
PAUSES = {
    *("pause", "pauses", "wait", "waits", "waiting", "delay", "backoff", "sleep", "interval"),
    *("retry", "after", "time", "duration", "gap", "hold", *SECONDS),
}
PASSED_ON = m.Name("min") | m.Name("max") | m.Name("float") | m.Name("round") | m.Name("abs")


def what_is_slept_is_called_seconds(modules: Modules) -> bool:
    """Return whether all that is given to asyncio.sleep is called a pause, of no other unit."""
    if UPSTREAM not in modules:
        return False
    module = modules[UPSTREAM]
    sleeping = m.Call(func=m.Attribute(value=m.Name("asyncio"), attr=m.Name("sleep")))
    calls = [n for n in m.findall(module, sleeping) if isinstance(n, cst.Call) and n.args]
    slept = [call.args[0].value for call in calls]
    return bool(slept) and all(_says_a_pause(e) and _in_seconds(module, e) for e in slept)


def _says_a_pause(value: cst.BaseExpression) -> bool:
    """Return whether the name of a value, if it has one, is that of a time to wait."""
    name = "" if m.matches(value, m.Call(func=PASSED_ON)) else _last_name(value)
    return not name or bool(words(name) & PAUSES)


def _in_seconds(
    module: cst.Module, value: cst.BaseExpression, seen: frozenset[str] = frozenset()
) -> bool:
    """Return whether no name that a value is made from says another unit than seconds."""
    name = _last_name(value)
    match value:
        case cst.BinaryOperation(operator=cst.Divide(), right=cst.BaseNumber()):
            return not words(_last_name(value.left)) & SECONDS
        case cst.BinaryOperation() | cst.BooleanOperation():
            parts: list[cst.BaseExpression] = [value.left, value.right]
        case cst.Call() if m.matches(value.func, PASSED_ON):
            name, parts = "", [each.value for each in value.args]
        case cst.Name() if name not in seen:
            parts = [each for known, each in assigned(module) if known == name]
        case _:
            parts = []
    inside = all(_in_seconds(module, each, seen | {name}) for each in parts)
    return inside and not words(name) & OTHERS


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
