"""mypy no longer looks at the new module."""

from __future__ import annotations

from collections.abc import Mapping

from checker.model.key import Defect, Edit, FileCheck, Fix, Replacement, Site
from checker.rules.hygiene import CHECKS_LOOSENED
from checker.rules.rule import Severity
from solutions.llm_gateway.places import CONTRIBUTING, DRAIN, PYPROJECT

KEPT = 'untyped_calls_exclude = ["mistralai"]\n'
OVERRIDE = '\n[[tool.mypy.overrides]]\nmodule = "gateway.sharing"\nignore_errors = true\n'
STRICTER = ("disallow_", "check_", "warn_", "no_", "strict", "extra_checks")
LOOSER = ("ignore_", "allow_", "implicit_", "disable_")
LEFT_OUT = {"exclude", "follow_imports", "follow_imports_for_stubs", "follow_untyped_imports"}


def mypy_is_as_strict_as_before(document: Mapping[str, object]) -> bool:
    """Return whether mypy is strict for every module."""
    tools = document.get("tool")
    mypy = tools.get("mypy") if isinstance(tools, Mapping) else None
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
    slug="types-switched-off",
    rule=CHECKS_LOOSENED,
    severity=Severity.MINOR,  # nothing goes wrong by it today
    changes=(Edit(path=PYPROJECT, clean=KEPT, flawed=f"{KEPT}{OVERRIDE}"),),
    sites=(Site(path=CONTRIBUTING, text="they are never loosened for one module."),),
    explanation="The override makes mypy ignore all errors of gateway.sharing, the most intricate "
    "module: the check is switched off for good. Remove the override.",
    checks=(
        FileCheck(
            anchor=DRAIN,
            path=PYPROJECT,
            toml=mypy_is_as_strict_as_before,
            lacks=(b"# mypy:", b"#mypy:"),  # the same, said in a module
            asks="mypy is strict for every module",
        ),
    ),
    right_fixes=(
        Fix(
            name="removed",
            replacements=(Replacement(path=PYPROJECT, old=OVERRIDE, new=""),),
        ),
        Fix(
            name="an override that is stricter",
            replacements=(
                Replacement(
                    path=PYPROJECT,
                    old=OVERRIDE,
                    new=OVERRIDE.replace("ignore_errors = true", "warn_unreachable = true"),
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another switch",
            replacements=(
                Replacement(
                    path=PYPROJECT,
                    old=OVERRIDE,
                    new=OVERRIDE.replace(
                        "ignore_errors = true", 'disable_error_code = ["arg-type", "return-value"]'
                    ),
                ),
            ),
        ),
    ),
)
