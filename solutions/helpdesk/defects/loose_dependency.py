"""The SDK is no longer pinned, although the code works with one major version only."""

from __future__ import annotations

from collections.abc import Mapping

from packaging.requirements import InvalidRequirement, Requirement

from checker.model.key import Defect, Edit, FileCheck, Fix, Replacement, Site
from checker.rules.hygiene import LOOSE_DEPENDENCY
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFT_QUEUE, DRAFTING, PYPROJECT

FLAWED = 'dependencies = ["mistralai>=1.0"]'


def the_sdk_is_pinned(document: Mapping[str, object]) -> bool:
    """Return whether the SDK's requirement admits 3.7.0 and no other major version."""
    project = document.get("project")
    listed = project.get("dependencies") if isinstance(project, Mapping) else None
    if not isinstance(listed, list):
        return False
    try:
        requirements = [Requirement(str(each)) for each in listed]
    except InvalidRequirement:
        return False
    sdk = [each.specifier for each in requirements if each.name == "mistralai"]
    return (
        len(sdk) == 1
        and sdk[0].contains("3.7.0")
        and not any(sdk[0].contains(version) for version in ("1.0.0", "2.4.6", "4.0.0"))
    )


DEFECT = Defect(
    slug="loose-dependency",
    rule=LOOSE_DEPENDENCY,
    severity=Severity.MINOR,
    changes=(Edit(path=PYPROJECT, clean='dependencies = ["mistralai==3.7.0"]', flawed=FLAWED),),
    sites=(Site(path=DRAFTING, text="from mistralai.client.errors import MistralError"),),
    explanation="mistralai>=1.0 admits versions that this code cannot import: mistralai.client "
    "exists since 2.0 only. Keep the pin ==3.7.0.",
    checks=(
        FileCheck(
            anchor=DRAFT_QUEUE,
            path=PYPROJECT,
            toml=the_sdk_is_pinned,
            asks="pyproject.toml admits only the major version of the SDK that the code is for",
        ),
    ),
    right_fixes=(
        Fix(
            name="a compatible release",
            replacements=(
                Replacement(path=PYPROJECT, old=FLAWED, new='dependencies = ["mistralai~=3.7"]'),
            ),
        ),
        Fix(
            name="the pin over several lines",
            replacements=(
                Replacement(
                    path=PYPROJECT,
                    old=FLAWED,
                    new='dependencies = [\n    "mistralai == 3.7.0",\n]',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a later lower bound",
            replacements=(
                Replacement(path=PYPROJECT, old=FLAWED, new='dependencies = ["mistralai>=3.7.0"]'),
            ),
        ),
    ),
)
