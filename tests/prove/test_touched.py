"""What a change of files asks to be proved."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest

from checker.errors import UsageError
from checker.matching import match
from checker.model.key import Pack
from checker.packs import loading
from checker.prove.proof import pack_trees
from checker.prove.touched import Touched, changed_since, touched, work_of
from checker.prove.written_repairs import written_repairs
from checker.system import git
from solutions.helpdesk.defects import limit_zero

WHO = {
    f"GIT_{role}_{what}": value
    for role in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "A"), ("EMAIL", "a@example.com"))
}


@pytest.fixture(scope="module")
def pack() -> Pack:
    return loading.load("helpdesk")


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("README.md", Touched()),
        ("checker/prove/alone.py", Touched()),
        ("prs/rag_index/pr.toml", Touched()),
        ("solutions/helpdesk/operators.lock.json", Touched()),
        ("solutions/helpdesk/defects/limit_zero.py", Touched(defects=("limit-zero",))),
        ("solutions/helpdesk/repairs/limit-zero.toml", Touched(repairs=("limit-zero",))),
        ("solutions/helpdesk/repairs/gone.toml", Touched()),
        ("prs/helpdesk/pr.toml", Touched(shared=True)),
        ("prs/helpdesk/base/README.md", Touched(shared=True)),
        ("solutions/helpdesk/feature/src/helpdesk/store.py", Touched(shared=True)),
        ("solutions/helpdesk/scenes.py", Touched(shared=True)),
        ("solutions/helpdesk/defects/gone.py", Touched(shared=True)),
    ],
)
def test_a_file_touches_what_depends_on_it(pack: Pack, path: str, what: Touched) -> None:
    assert touched(pack, [PurePosixPath(path)]) == what
    assert what.nothing is (what == Touched())


def test_a_file_of_hidden_tests_touches_the_defects_that_it_decides(pack: Pack) -> None:
    what = touched(pack, [PurePosixPath("solutions/helpdesk/tests/test_queue.py")])
    assert (what.shared, what.tests) == (False, True)
    assert 0 < len(what.defects) < len(pack.key.defects)


def test_what_is_committed_changed_and_new_differs_from_a_revision(tmp_path: Path) -> None:
    (tmp_path / "prs").mkdir()
    (tmp_path / "prs" / "__init__.py").touch()
    (tmp_path / "old.py").touch()
    git.run("init", "--quiet", cwd=tmp_path)
    git.run("add", ".", cwd=tmp_path)
    git.run("commit", "--quiet", "--message", "first", cwd=tmp_path, extra=WHO)
    assert changed_since("HEAD", tmp_path) == frozenset()
    (tmp_path / "old.py").write_text("changed\n", "utf-8")
    (tmp_path / "neu ü.py").touch()
    assert changed_since("HEAD", tmp_path) == {PurePosixPath("old.py"), PurePosixPath("neu ü.py")}


def test_an_unknown_revision_and_a_folder_without_git_are_told_apart_from_no_change(
    tmp_path: Path,
) -> None:
    with pytest.raises(UsageError, match="needs a git checkout that holds 'nope'"):
        changed_since("nope", loading.PACKS_DIR.parent)
    with pytest.raises(UsageError, match="not a git repository"):
        changed_since("HEAD", tmp_path)


def test_what_all_defects_share_asks_for_each_of_them_alone_and_one_draw(pack: Pack) -> None:
    names = [name for name, _ in work_of(pack_trees(pack), Touched(shared=True), match)]
    alone = {f"{each.slug} alone" for each in pack.key.defects}
    shared = {"base and reference", "checks on the reference", "pairs", "wording of the key"}
    versions = {name for name in names if name.startswith("broken version: ")}
    assert len(versions) == 3
    assert {*names} == alone | shared | versions | {"seed 1", "candidates of seed 1"}
    assert len(names) == len({*names})


def test_a_defect_asks_for_its_own_proofs_once(pack: Pack) -> None:
    own = Touched(defects=("limit-zero",))
    proofs = [
        *("limit-zero alone", "fixes of limit-zero"),
        *("repairs of limit-zero", "absence of limit-zero"),
    ]
    names = [name for name, _ in work_of(pack_trees(pack), own, match)]
    written = written_repairs(pack_trees(pack), [limit_zero.DEFECT])
    tried = [f"repair {each.label}" for each in written]
    assert len(tried) >= 10
    assert names == [*proofs, "pairs of limit-zero", "wording of limit-zero", *tried]
    both = Touched(shared=True, defects=own.defects)
    names = [name for name, _ in work_of(pack_trees(pack), both, match)]
    assert [name for name in names if "limit-zero" in name] == [*proofs, *tried]
    names = [name for name, _ in work_of(pack_trees(pack), Touched(repairs=own.defects), match)]
    assert names == tried
