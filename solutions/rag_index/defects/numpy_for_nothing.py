"""A large dependency is declared that no line imports."""

from __future__ import annotations

from collections.abc import Mapping

from packaging.requirements import InvalidRequirement, Requirement

from checker.model.key import Defect, Edit, FileCheck, Fix, Replacement, Rubric, Site
from checker.rules.hygiene import UNUSED_DEPENDENCY
from checker.rules.rule import Severity
from solutions.rag_index.places import CONTRIBUTING, PYPROJECT, SYNC_FOLDER

FLAWED = 'dependencies = ["mistralai==3.7.0", "numpy==2.4.6"]'
IMPORTED = {"mistralai", "httpx2"}


def only_what_is_imported(document: Mapping[str, object]) -> bool:
    """Return whether the project depends on the SDK, and on nothing that it does not import."""
    project = document.get("project")
    listed = project.get("dependencies") if isinstance(project, Mapping) else None
    if not isinstance(listed, list):
        return False
    try:
        names = {Requirement(str(each)).name for each in listed}
    except InvalidRequirement:
        return False
    return "mistralai" in names and names <= IMPORTED


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
    rubric=Rubric(
        what=("numpy", "dependency", "dependencies", "requirement", "new package"),
        why=(
            "unused",
            "not used",
            "never used",
            "not imported",
            "never imported",
            "nothing imports",
            "no line imports",
            "nobody imports",
            "not needed",
            "unnecessary",
            "for nothing",
            "needlessly",
        ),
        fix=("remove", "drop", "take it out", "delete", "use it"),
        paraphrases=(
            "numpy is unused",
            "numpy is added as a dependency but nothing imports it, please remove it.",
            "CONTRIBUTING wants every dependency to be imported somewhere in src, numpy is not.",
            "Why do we need numpy? I don't see an import.",
            "Unnecessary dependency, drop it from pyproject.toml.",
            "The numpy is not used in the code, it must be removed of dependencies.",
        ),
        forbidden=("use numpy for the cosine", "not pinned"),
        near_misses=("Is 2.4.6 the newest version?",),
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
