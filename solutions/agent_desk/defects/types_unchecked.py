"""mypy is no longer strict."""

from __future__ import annotations

from collections.abc import Mapping

from checker.model.key import Defect, Edit, FileCheck, Fix, Replacement, Site
from checker.rules.hygiene import CHECKS_LOOSENED
from checker.rules.rule import Severity
from solutions.agent_desk.places import CONTRIBUTING, PYPROJECT, STREAM

FLAWED = "strict = false\n"


STRICTER = ("disallow_", "check_", "warn_", "no_", "strict", "extra_checks")
LOOSER = ("ignore_", "allow_", "implicit_", "disable_")
LEFT_OUT = {"exclude", "follow_imports", "follow_imports_for_stubs", "follow_untyped_imports"}


def mypy_is_strict(document: Mapping[str, object]) -> bool:
    """Return whether mypy is strict for every module, and told to ignore nothing."""
    tool = document.get("tool")
    mypy = tool.get("mypy") if isinstance(tool, Mapping) else None
    if not isinstance(mypy, Mapping) or mypy.get("strict") is not True:
        return False
    overrides = mypy.get("overrides", [])
    if not isinstance(overrides, list):
        return False
    return not any(_loosens(each) for each in (mypy, *overrides))


def _loosens(settings: object) -> bool:
    if not isinstance(settings, Mapping) or not settings.keys().isdisjoint(LEFT_OUT):
        return True
    return any(
        (name.startswith(STRICTER) and value is False)
        or (name.startswith(LOOSER) and bool(value))
        or (name == "untyped_calls_exclude" and value != ["mistralai"])
        or (name in {"files", "packages", "modules"} and "src" not in str(value))
        for name, value in settings.items()
    )


DEFECT = Defect(
    slug="types-unchecked",
    rule=CHECKS_LOOSENED,
    severity=Severity.MINOR,  # nothing that runs changes: later code is checked less
    group="beside-the-code",
    changes=(Edit(path=PYPROJECT, clean="strict = true\n", flawed=FLAWED),),
    sites=(Site(path=CONTRIBUTING, text="nobody loosens their rules"),),
    explanation="mypy's strict mode is turned off for the whole project by a pull request about "
    "something else: from now on untyped code passes the checks. Turn it on again.",
    checks=(
        FileCheck(
            anchor=STREAM,
            path=PYPROJECT,
            toml=mypy_is_strict,
            lacks=(b"# mypy:", b"#mypy:"),
            asks="mypy stays strict",
        ),
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
