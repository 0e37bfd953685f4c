"""A retry library is required that nothing imports."""

from __future__ import annotations

from collections.abc import Mapping

from packaging.requirements import InvalidRequirement, Requirement

from checker.model.key import Defect, Edit, FileCheck, Fix, Replacement
from checker.rules.hygiene import UNUSED_DEPENDENCY
from checker.rules.rule import Severity
from solutions.llm_gateway.places import DRAIN, PYPROJECT

TOOLS = {"mypy", "pytest", "ruff"}  # what developers run
FLAWED = 'dependencies = ["mistralai==3.7.0", "tenacity==9.1.2"]'


def only_what_is_imported_is_required(document: Mapping[str, object]) -> bool:
    """Return whether the SDK is the only thing that the project depends on."""
    project = document.get("project")
    if not isinstance(project, Mapping) or project.get("optional-dependencies"):
        return False
    groups = document.get("dependency-groups", {})
    if not isinstance(groups, Mapping):
        return False
    tools = [each for group in groups.values() for each in _names(group)]
    return _names(project.get("dependencies")) == ["mistralai"] and {*tools} <= TOOLS


def _names(listed: object) -> list[str]:
    """Return the names of what is required; an entry that is no requirement is one, too."""
    names = []
    for each in listed if isinstance(listed, list) else ["nothing"]:
        try:
            names.append(Requirement(str(each)).name.lower())
        except InvalidRequirement:
            names.append(str(each))
    return names


DEFECT = Defect(
    slug="library-of-first-attempt",
    rule=UNUSED_DEPENDENCY,
    severity=Severity.MINOR,
    changes=(Edit(path=PYPROJECT, clean='dependencies = ["mistralai==3.7.0"]', flawed=FLAWED),),
    explanation="tenacity is added to the dependencies, but nothing imports it: the retries are "
    "written by hand. Remove it.",
    checks=(
        FileCheck(
            anchor=DRAIN,
            path=PYPROJECT,
            toml=only_what_is_imported_is_required,
            asks="nothing is required that nobody imports",
        ),
    ),
    right_fixes=(
        Fix(
            name="removed",
            replacements=(
                Replacement(
                    path=PYPROJECT, old=FLAWED, new='dependencies = [\n    "mistralai==3.7.0",\n]'
                ),
            ),
        ),
        Fix(
            name="back to one line",
            replacements=(
                Replacement(
                    path=PYPROJECT, old=FLAWED, new='dependencies = ["mistralai == 3.7.0"]'
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a later version",
            replacements=(Replacement(path=PYPROJECT, old="9.1.2", new="9.1.4"),),
        ),
        Fix(
            name="optional, and as needless",
            replacements=(
                Replacement(
                    path=PYPROJECT,
                    old=FLAWED,
                    new='dependencies = ["mistralai==3.7.0"]\n'
                    'optional-dependencies = { retries = ["tenacity==9.1.2"] }',
                ),
            ),
        ),
    ),
)
