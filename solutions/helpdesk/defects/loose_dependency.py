"""The SDK is no longer pinned, although the code works with one major version only."""

from __future__ import annotations

import re
from collections.abc import Mapping

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

from checker.model.key import Defect, Edit, FileCheck, Fix, Replacement, Site
from checker.rules.hygiene import LOOSE_DEPENDENCY
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFT_QUEUE, DRAFTING, PYPROJECT

FLAWED = 'dependencies = ["mistralai>=1.0"]'
SDK = "mistralai"
PINNED = re.compile(r"3\.7(\.\d+)*")


def the_sdk_is_pinned(document: Mapping[str, object]) -> bool:
    """Return whether the SDK's one requirement is an ``==`` with a version of its major version.

    What talks to the API is pinned: CONTRIBUTING of the project says so.
    """
    project = document.get("project")
    listed = project.get("dependencies") if isinstance(project, Mapping) else None
    if not isinstance(listed, list):
        return False
    try:
        requirements = [Requirement(str(each)) for each in listed]
    except InvalidRequirement:
        return False
    sdk = [list(each.specifier) for each in requirements if canonicalize_name(each.name) == SDK]
    [pins] = sdk if len(sdk) == 1 else [[]]
    return any(
        pin.operator in {"==", "==="} and PINNED.fullmatch(pin.version) is not None for pin in pins
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
            asks="pyproject.toml pins the SDK to the version that the code is for",
        ),
    ),
    right_fixes=(
        Fix(
            name="the project's name in capitals, and its patch release spelled out",
            replacements=(
                Replacement(
                    path=PYPROJECT, old=FLAWED, new='dependencies = ["MistralAI == 3.7.0"]'
                ),
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
