"""A large dependency is declared that no line imports."""

from __future__ import annotations

from collections.abc import Mapping

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from checker.model.key import Defect, Edit, FileCheck, Fix, Replacement, Site
from checker.rules.hygiene import UNUSED_DEPENDENCY
from checker.rules.rule import Severity
from solutions.rag_index.places import CONTRIBUTING, PYPROJECT, SYNC_FOLDER

FLAWED = 'dependencies = ["mistralai==3.7.0", "numpy==2.4.6"]'
UNUSED = "numpy"
IMPORTED = {"mistralai", "httpx2"}


def only_what_is_imported(document: Mapping[str, object]) -> bool:
    """Return whether the project depends on the SDK and on what it imports, in no group on more."""
    project = document.get("project")
    listed = project.get("dependencies") if isinstance(project, Mapping) else None
    if not isinstance(listed, list):
        return False
    try:
        names = {canonicalize_name(Requirement(str(each)).name) for each in listed}
    except InvalidRequirement:
        return False
    return "mistralai" in names and names <= IMPORTED and UNUSED not in _required(document)


def _required(part: object) -> set[str]:
    """Return the names of all requirements anywhere in a part of the document."""
    if isinstance(part, Mapping):
        return {name for each in part.values() for name in _required(each)}
    if isinstance(part, list):
        return {name for each in part for name in _required(each)}
    try:
        return {canonicalize_name(Requirement(str(part)).name)}
    except InvalidRequirement:
        return set()


DEFECT = Defect(
    slug="numpy-for-nothing",
    rule=UNUSED_DEPENDENCY,
    severity=Severity.MINOR,
    group="brings-a-file",
    changes=(Edit(path=PYPROJECT, clean='dependencies = ["mistralai==3.7.0"]', flawed=FLAWED),),
    sites=(Site(path=CONTRIBUTING, text="every one of them is imported somewhere in `src`"),),
    explanation="numpy is added to the dependencies, but no line imports it: everyone installs it "
    "for nothing. Take it out again.",
    checks=(
        FileCheck(
            anchor=SYNC_FOLDER,
            path=PYPROJECT,
            toml=only_what_is_imported,
            asks="pyproject.toml depends on nothing that is not imported",
        ),
    ),
    right_fixes=(
        Fix(
            name="taken out",
            replacements=(
                Replacement(
                    path=PYPROJECT, old=FLAWED, new='dependencies = [\n    "mistralai==3.7.0",\n]'
                ),
            ),
        ),
        Fix(
            name="what is imported instead",
            replacements=(
                Replacement(
                    path=PYPROJECT,
                    old=FLAWED,
                    new='dependencies = ["httpx2==2.16.2", "mistralai==3.7.0"]',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="another version",
            replacements=(
                Replacement(
                    path=PYPROJECT,
                    old=FLAWED,
                    new='dependencies = ["mistralai==3.7.0", "numpy>=1.26"]',
                ),
            ),
        ),
    ),
)
