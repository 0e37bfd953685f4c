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
            "not|no|missing|lost|gone|un|loose pin|pinned|pinning",
            (
                "pin "
                "lost|gone|removed|loose|loosened|missing|mistralai|exact|version|==|with|it|relaxed|not|to|dropped"
            ),
            "pin|pinned|fix|fixed",
            "loose|loosened|relaxed|lax|open|wide|unbounded|endless",
            (
                ">=1.0 & "
                "allow|any|old|other|later|wrong|not|future|version|install|next|accept|admit|pull|loose"
            ),
            (
                "any|old|older|other|every|future|later|newer|next|incompatible|unlimited "
                "version|versions|release|major|api"
            ),
            "lower bound wrong|too|low",
            "no|missing|without upper bound|limit",
            "version|versions not|no|open|allow|fixed|pinned|range|any|exact|specified",
            "dependency not|no|loose|version|pin|relaxed|specifier|open|unpinned",
            "unpinned",
            "allows any|version|1.0|old",
            "only exists|in 3.x|2.0",
            "1.0",
            "next|new major|release",
        ),
        why=(
            "break|broken|fail|incompatible|crash|not work|work",
            (
                "any|old|older|other|every|future|later|newer|next "
                "version|versions|release|major|sdk"
            ),
            "1.x|2.x|3.x",
            "not exist|import|reproducible|work|run|exists",
            "contributing",
            "import_path|paths|error|module|only",
            "major|new release|version",
            "reproducible|reproducibility",
            "other api",
            "loose|lax",
            "too wide|open|low|loose",
            "exact",
            "without change",
            "old versions",
        ),
        fix=(
            "==",
            "==3.7.0",
            "pin|pinned",
            "3.7.0",
            "exact version",
            "restore",
            "upper bound",
            "compatible release",
            "fix version",
            "fixed",
            "lock version",
        ),
        paraphrases=(
            "mistralai>=1.0 allows versions this code does not run with, pin it to ==3.7.0.",
            "dependency no longer pinned",
            (
                "The import path mistralai.client does not exist in 1.x, so the lower bound"
                " is wrong."
            ),
            "Why was the pin loosened? CONTRIBUTING asks for == on the SDK.",
            "An unbounded requirement will take the next major release on install.",
            "The version of mistralai is too open, it must be fixed.",
            "Any version from 1.0 on satisfies this, also ones with another API.",
            "With the next release the code can be broken, fix the version.",
        ),
        forbidden=(
            "outdated",
            "lock file instead",
            "update to the newest",
            "dev group",
            "httpx2 is imported",
        ),
        near_misses=(
            "3.7.0 is outdated, update to the newest SDK.",
            "Use a lock file instead of listing the versions here.",
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
