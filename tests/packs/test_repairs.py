"""Repairs that people wrote: what their files may say, and that each still applies."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.dealing.planting import plant
from checker.errors import PackError
from checker.model.key import Replacement
from checker.model.pack import Tree
from checker.packs import loading, repairs

RIGHT = '[[right]]\nname = "r"\n[[right.replace]]\npath = "a.py"\nold = "x"\nnew = "y"\n'


def written(folder: Path, text: str) -> Path:
    (folder / repairs.FOLDER).mkdir()
    (folder / repairs.FOLDER / "slug.toml").write_text(text)
    return folder


def test_a_repair_has_a_name_imports_and_replacements(tmp_path: Path) -> None:
    text = f'{RIGHT}[[wrong]]\nname = "w"\nimports = ["import re"]\nreplace = []\n'
    found = repairs.read(written(tmp_path, text), "slug")
    assert [each.name for each in found.right] == ["r"]
    assert [each.replacements[0].new for each in found.right] == ["y"]
    assert [each.imports for each in found.wrong] == [("import re",)]


def test_a_disputed_repair_says_why(tmp_path: Path) -> None:
    text = '[[disputed]]\nname = "d"\nwhy = "a matter of taste"\nreplace = []\n'
    found = repairs.read(written(tmp_path, text), "slug")
    assert [(each.fix.name, each.why) for each in found.disputed] == [("d", "a matter of taste")]
    assert (found.right, found.wrong) == ((), ())


def test_no_file_is_no_repairs(tmp_path: Path) -> None:
    assert repairs.read(tmp_path, "slug") == repairs.Repairs()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("right = ", "broken TOML"),
        ("[[rihgt]]\n", "no tables but"),
        ("[[right]]\nreplace = []\n", "needs a name"),
        ('[[disputed]]\nname = "d"\nreplace = []\n', "'d' is disputed and needs a text why"),
        ('[[wrong]]\nname = "w"\n', "'w' needs"),
        ('[[wrong]]\nname = "w"\n[[wrong.replace]]\npath = "a"\nold = "x"\n', "'w' needs"),
    ],
)
def test_what_is_wrong_with_a_file_is_said_with_its_name(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(PackError, match=said) as raised:
        repairs.read(written(tmp_path, text), "slug")
    assert "slug.toml" in str(raised.value)


@pytest.mark.parametrize("name", loading.slugs())
def test_every_defect_has_enough_of_them_and_each_still_applies(name: str) -> None:
    pack = loading.load(name)
    reference, config = loading.reference_tree(pack), loading.ruff_config(pack)
    for defect in pack.key.defects:
        found = repairs.read(pack.key.feature.parent, defect.slug)
        assert len(found.right) >= repairs.FEWEST_RIGHT, defect.slug
        assert len(found.wrong) >= repairs.FEWEST_WRONG, defect.slug
        flawed = plant(reference, [defect.planting], ruff_config=config).tree
        for fix in (*found.right, *found.wrong, *(each.fix for each in found.disputed)):
            assert [each.path for each in fix.replacements if not applies(flawed, each)] == []


def applies(tree: Tree, replacement: Replacement) -> bool:
    """Ask the texts alone: to apply a repair wholly takes a process that tidies its imports."""
    if not replacement.old:
        return replacement.path not in tree
    return tree[replacement.path].decode().count(replacement.old) == 1
