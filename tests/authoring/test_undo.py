"""What was begun is taken back: its files and its entry, and nothing that was edited since."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.authoring import begin
from checker.authoring.undo import undo_defect, undo_operator
from checker.errors import UsageError
from checker.packs import loading
from checker.rules.catalogue import find
from checker.rules.rule import Severity
from cli import app
from tests.authored import NAME, Authored, authored

ROOT = Path(__file__).parents[2]
RULE = find("wrong-sort-order")


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Authored]:
    with authored(tmp_path) as lent:
        yield lent


def files_of(folder: Path) -> dict[Path, bytes]:
    return {each: each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@pytest.mark.parametrize("path", ["src/helpdesk/drafting.py", "src/helpdesk/desk.py", ""])
def test_a_defect_that_was_begun_leaves_nothing(mine: Authored, path: str) -> None:
    root, before = mine.key.parents[1], files_of(mine.key)
    pack = loading.load(NAME)
    begun = begin.new_defect(pack, "newest-drafted", RULE, Severity.MINOR, path, root=root)
    assert files_of(mine.key) != before
    assert {*undo_defect(NAME, "newest-drafted", root=root)} == {*begun.files}
    assert {p: t for p, t in files_of(mine.key).items() if p.suffix != ".pyc"} == {
        p: t for p, t in before.items() if p.suffix != ".pyc"
    }
    with pytest.raises(UsageError, match="nothing of 'newest-drafted' to undo"):
        undo_defect(NAME, "newest-drafted", root=root)


@pytest.mark.parametrize("number", [0, 1, 2])
def test_what_was_edited_is_kept_unless_it_is_forced(mine: Authored, number: int) -> None:
    root, pack = mine.key.parents[1], loading.load(NAME)
    begun = begin.new_defect(pack, "newest-drafted", RULE, Severity.MINOR, root=root)
    edited = root / begun.files[number]
    edited.write_text(edited.read_text("utf-8") + "# mine\n", "utf-8")
    before = files_of(mine.key)
    with pytest.raises(UsageError, match=rf"{edited.name}: edited since; --force"):
        undo_defect(NAME, "newest-drafted", root=root)
    assert files_of(mine.key) == before
    undo_defect(NAME, "newest-drafted", force=True, root=root)
    assert not [file for file in begun.files[:-1] if (root / file).exists()]


def test_an_undo_that_was_interrupted_goes_on(mine: Authored) -> None:
    root, pack = mine.key.parents[1], loading.load(NAME)
    before = (mine.key / "__init__.py").read_text("utf-8")
    begun = begin.new_defect(pack, "newest-drafted", RULE, Severity.MINOR, root=root)
    (mine.key / "__init__.py").write_text(before, "utf-8")
    assert undo_defect(NAME, "newest-drafted", root=root) == begun.files[:-1]


def test_an_operator_that_was_begun_leaves_nothing(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "checker" / "operators", tmp_path / "checker" / "operators")
    before = files_of(tmp_path)
    rule = find("off-by-one")
    begun = begin.new_operator("range-shortened", rule, Severity.MAJOR, root=tmp_path)
    assert undo_operator("range-shortened", root=tmp_path) == begun.files
    assert files_of(tmp_path) == before
    with pytest.raises(UsageError, match="edited since"):
        undo_operator("cap-dropped", root=tmp_path)
    with pytest.raises(UsageError, match="no file of an operator 'range-shortened'"):
        undo_operator("range-shortened", root=tmp_path)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--undo", "--rule", "off-by-one"], "--undo needs no --rule"),
        (["--force"], "--force goes with --undo alone"),
        ([], "name the rule with --rule; messypr explain lists them"),
        (["--undo"], "there is nothing of 'no-such-thing' to undo"),
    ],
)
def test_options_that_do_not_go_together(
    options: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(["new-defect", "helpdesk", "no-such-thing", *options]) == 2
    assert said in capsys.readouterr().err
