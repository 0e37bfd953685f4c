"""The SDK is no longer pinned, although the code works with one major version only."""

from __future__ import annotations

from collections.abc import Mapping

from packaging.requirements import InvalidRequirement, Requirement

from checker.model.key import Defect, Edit, FileCheck, Fix, Replacement, Rubric, Site
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
    rubric=Rubric(
        what=(
            "mistralai>=1.0",
            "mistralai 1.0",
            "dependency",
            "pin",
            "pinned",
            "unpinned",
            "version range",
            "version constraint",
            "requirement",
            ">=1.0",
            "lower bound",
        ),
        why=(
            "1.x",
            "2.x",
            "any version",
            "other major",
            "another major",
            "incompatible",
            "breaking",
            "cannot import",
            "does not exist in",
            "not pinned",
            "unpinned",
            "too loose",
            "too wide",
            "compromised",
            "next release",
            "admits",
            "allows",
        ),
        fix=("==3.7.0", "pin", "exact version", "upper bound", "~=3.7", "restore the pin"),
        paraphrases=(
            "mistralai>=1.0 allows versions this code does not run with, pin it to ==3.7.0.",
            "dependency no longer pinned",
            "The import path mistralai.client does not exist in 1.x, so the lower bound is wrong.",
            "Why was the pin loosened? CONTRIBUTING asks for == on the SDK.",
            "An unbounded requirement will take the next major release on install.",
            "The version of mistralai is too open, it must be fixed.",
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
