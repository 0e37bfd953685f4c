"""Versions that do hardly anything: what their file may say, and that they apply."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.dealing.planting import repair
from checker.errors import PackError
from checker.model.key import HiddenTest
from checker.packs import broken_versions, loading

VERSION = '[[version]]\nname = "v"\nreplace = []\n'


def written(folder: Path, text: str) -> Path:
    (folder / broken_versions.FILE).write_text(text)
    return folder


def test_a_version_says_which_tests_pass_on_it(tmp_path: Path) -> None:
    text = f'{VERSION}passes = ["a.py::b"]\n{VERSION}fails = ["c.py::d"]\n'
    first, second = broken_versions.read(written(tmp_path, text))
    assert first.change.name == "v"
    assert (first.passes, first.fails) == (frozenset({"a.py::b"}), frozenset())
    assert (second.passes, second.fails) == (frozenset(), frozenset({"c.py::d"}))


def test_no_file_is_no_versions(tmp_path: Path) -> None:
    assert broken_versions.read(tmp_path) == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("version = ", "broken TOML"),
        ("[[version]]\nreplace = []\n", "needs a name"),
        ('[[version]]\nname = "v"\n', "'v' needs"),
        (f'{VERSION}passes = ["a"]\nfails = ["b"]\n', "'v' may have"),
    ],
)
def test_what_is_wrong_with_the_file_is_said_with_its_name(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(PackError, match=said) as raised:
        broken_versions.read(written(tmp_path, text))
    assert broken_versions.FILE in str(raised.value)


@pytest.mark.parametrize("name", loading.slugs())
def test_each_version_applies_and_names_tests_of_checks(name: str) -> None:
    pack = loading.load(name)
    reference, config = loading.reference_tree(pack), loading.ruff_config(pack)
    checks = (check for defect in pack.key.defects for check in defect.checks)
    named = {check.node_id for check in checks if isinstance(check, HiddenTest)}
    for version in broken_versions.read(pack.key.feature.parent):
        assert repair(reference, version.change, ruff_config=config) != reference
        assert version.passes | version.fails <= named
