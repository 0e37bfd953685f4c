"""mypy is no longer strict."""

from __future__ import annotations

from collections.abc import Mapping

from checker.model.key import Defect, Edit, FileCheck, Fix, Replacement, Site
from checker.rules.hygiene import CHECKS_LOOSENED
from checker.rules.rule import Severity
from solutions.agent_desk.places import CONTRIBUTING, PYPROJECT, STREAM

FLAWED = "strict = false\n"


def mypy_is_strict(document: Mapping[str, object]) -> bool:
    """Return whether mypy is strict and told to ignore nothing."""
    tool = document.get("tool")
    mypy = tool.get("mypy") if isinstance(tool, Mapping) else None
    if not isinstance(mypy, Mapping):
        return False
    return mypy.get("strict") is True and not mypy.get("ignore_errors")


DEFECT = Defect(
    slug="types-unchecked",
    rule=CHECKS_LOOSENED,
    severity=Severity.MINOR,
    group="beside-the-code",
    changes=(Edit(path=PYPROJECT, clean="strict = true\n", flawed=FLAWED),),
    sites=(Site(path=CONTRIBUTING, text="nobody loosens their rules"),),
    explanation="mypy's strict mode is turned off for the whole project by a pull request about "
    "something else: from now on untyped code passes the checks. Turn it on again.",
    checks=(
        FileCheck(anchor=STREAM, path=PYPROJECT, toml=mypy_is_strict, asks="mypy stays strict"),
    ),
    right_fixes=(
        Fix(
            name="on again",
            replacements=(Replacement(path=PYPROJECT, old=FLAWED, new="strict = true\n"),),
        ),
        Fix(
            name="on again, with warnings",
            replacements=(
                Replacement(
                    path=PYPROJECT, old=FLAWED, new="strict = true\nwarn_unreachable = true\n"
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a part of it",
            replacements=(
                Replacement(
                    path=PYPROJECT, old=FLAWED, new="strict = false\ndisallow_untyped_defs = true\n"
                ),
            ),
        ),
    ),
)
