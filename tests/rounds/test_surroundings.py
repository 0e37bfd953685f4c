"""A round in whatever surroundings its user has: the same commits come of the same work."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest
from git.exc import GitCommandError

from checker import rounds
from checker.model.place import Lines
from checker.model.review import Event, LeftOut, Review
from checker.review.formats import Taken
from checker.rounds import RoundDir, importing
from checker.system import git
from tests.rounds.conftest import NOW

if TYPE_CHECKING:
    from tests.rounds.conftest import RoundUnderTest

Patch = pytest.MonkeyPatch
Change = Callable[[Patch, Path, RoundDir], RoundDir | None]


def variables(**values: str) -> Change:
    def change(patch: Patch, _: Path, __: RoundDir) -> None:
        for name, value in values.items():
            patch.setenv(name, value)

    return change


def configured(text: str) -> Change:
    def change(_: Patch, folder: Path, __: RoundDir) -> None:
        (folder / "home" / ".gitconfig").write_text(text.replace("HOME", str(folder / "home")))
        hook = folder / "home" / "pre-commit"
        hook.write_text("#!/bin/sh\nexit 1\n")
        hook.chmod(0o755)

    return change


def no_home(patch: Patch, _: Path, __: RoundDir) -> None:
    patch.delenv("HOME")


def read_only_home(_: Patch, folder: Path, __: RoundDir) -> None:
    (folder / "home").chmod(0o500)


def umask(value: int) -> Change:
    def change(patch: Patch, _: Path, __: RoundDir) -> None:
        before = os.umask(value)
        patch.setattr("tests.rounds.test_surroundings.BEFORE", before)

    return change


def moved(name: str) -> Change:
    def change(_: Patch, folder: Path, place: RoundDir) -> RoundDir:
        return rounds.find(place.worktree.rename(folder / name))

    return change


def inside_another(_: Patch, folder: Path, place: RoundDir) -> RoundDir:
    git.run("init", "--quiet", "outer", cwd=folder)
    return rounds.find(place.worktree.rename(folder / "outer" / "round"))


def temporary_folder_with_blanks(patch: Patch, folder: Path, _: RoundDir) -> None:
    (folder / "a temporary folder").mkdir()
    patch.setenv("TMPDIR", str(folder / "a temporary folder"))


def stale_lock(_: Patch, __: Path, place: RoundDir) -> None:
    (place.worktree / ".git" / "index.lock").touch()


BEFORE = -1
GIT = {
    "GIT_DIR": "/nowhere",
    "GIT_WORK_TREE": "/nowhere",
    "GIT_INDEX_FILE": "/nowhere/index",
    "GIT_OBJECT_DIRECTORY": "/nowhere",
    "GIT_CEILING_DIRECTORIES": "/",
    "GIT_NAMESPACE": "elsewhere",
    "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z",
    "GIT_COMMITTER_NAME": "Somebody",
    "GIT_EXTERNAL_DIFF": "/bin/false",
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "commit.gpgsign",
    "GIT_CONFIG_VALUE_0": "true",
    "GIT_TRACE": "1",
    "GIT_PAGER": "/bin/false",
}
SURROUNDINGS: dict[str, Change] = {
    "variables of git": variables(**GIT),
    "variables of Python": variables(
        PYTHONWARNINGS="error", PYTHONUTF8="0", PYTHONPATH="/nowhere", PYTHONOPTIMIZE="2"
    ),
    "another locale": variables(LC_ALL="tr_TR.UTF-8", LANG="de_DE", LANGUAGE="de"),
    "no locale": variables(LC_ALL="C", LANG=""),
    "another time zone": variables(TZ="Pacific/Kiritimati"),
    "a dumb terminal": variables(TERM="dumb", NO_COLOR="1", COLUMNS="1"),
    "no home": no_home,
    "a home that cannot be written": read_only_home,
    "hooks": configured("[core]\n hooksPath = HOME\n"),
    "a monitor of files": configured("[core]\n fsmonitor = /bin/false\n"),
    "signatures": configured("[commit]\n gpgSign = true\n[gpg]\n program = /bin/false\n"),
    "another default branch": configured("[init]\n defaultBranch = trunk\n templateDir = HOME\n"),
    "addresses that are replaced": configured('[url "https://nowhere.invalid/"]\n insteadOf = /\n'),
    "line endings": configured("[core]\n autocrlf = true\n eol = crlf\n"),
    "an open umask": umask(0o000),
    "a closed umask": umask(0o077),
    "a path with blanks": moved("a round"),
    "a path with a line feed": moved("a\nround"),
    "inside another repository": inside_another,
    "a temporary folder with blanks": temporary_folder_with_blanks,
    "a stale lock of git": stale_lock,
}


def handed_in(place: RoundDir) -> tuple[str, str, str]:
    """Return what becomes of some work: the tree that is committed, its dates, and the review."""
    worktree, dealt = place.worktree, rounds.dealt(place)
    new = rounds.new_comment(
        path=PurePosixPath("app.py"), lines=Lines(first=2, last=2), body="why?", now=NOW
    )
    rounds.put_comment(place, new, dealt=dealt)
    (worktree / "app.py").write_bytes(b"x = 1\ny = 3\n")
    assert rounds.count_uncommitted(place) == 1
    submitted = rounds.hand_in(
        place, event=Event.COMMENT, body="Fine.", message="work", now=NOW
    ).submitted
    assert submitted is not None
    assert rounds.count_uncommitted(place) == 0
    asked = ("rev-parse", f"{submitted.head}^{{tree}}", "refs/messypr/review^{tree}")
    tree, review = git.text(*asked, cwd=worktree).splitlines()
    dates = git.text("log", "-1", "--format=%ai %ci %an", submitted.head, cwd=worktree)
    return tree, dates, review


@pytest.mark.parametrize("change", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_the_same_work_comes_to_the_same_commits_everywhere(
    round_: RoundUnderTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    shutil.copytree(round_.repository, tmp_path / "usual")
    usual = handed_in(rounds.find(tmp_path / "usual"))
    place = change(monkeypatch, tmp_path, round_.place) or round_.place
    try:
        assert handed_in(place) == usual
    finally:
        (tmp_path / "home").chmod(0o700)
        if BEFORE >= 0:
            os.umask(BEFORE)


@pytest.mark.parametrize("value", ["true", "input"])
def test_files_with_crlf_are_committed_with_lf_where_git_checks_them_out_so(
    round_: RoundUnderTest, tmp_path: Path, value: str
) -> None:
    file = round_.repository / "app.py"
    file.write_bytes(b"x = 1\r\ny = 2\r\n")
    (tmp_path / "home" / ".gitconfig").write_text(f"[core]\n autocrlf = {value}\n")
    assert rounds.commit_work(round_.place, "work", NOW) == round_.dealt.head_commit
    file.write_bytes(b"x = 1\r\ny = 3\r\n")
    head = rounds.commit_work(round_.place, "work", NOW)
    assert git.run("show", f"{head}:app.py", cwd=round_.repository) == b"x = 1\ny = 3\n"


def test_crlf_is_committed_where_nobody_asked_for_anything_else(round_: RoundUnderTest) -> None:
    (round_.repository / "app.py").write_bytes(b"x = 1\r\n")
    head = rounds.commit_work(round_.place, "work", NOW)
    assert git.run("show", f"{head}:app.py", cwd=round_.repository) == b"x = 1\r\n"


@pytest.mark.skipif(os.getuid() != 0, reason="gives a repository to another user")
def test_a_folder_that_the_user_calls_safe_is_read(
    round_: RoundUnderTest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["chown", "-R", "65534", str(round_.repository)], check=True)
    with pytest.raises(GitCommandError, match="dubious ownership"):
        git.run("rev-parse", "HEAD", cwd=round_.repository)
    trusting = tmp_path / "trusting"
    trusting.mkdir()
    (trusting / ".gitconfig").write_text(f"[safe]\n directory = {round_.repository}\n")
    monkeypatch.setenv("HOME", str(trusting))
    assert git.text("rev-parse", "HEAD", cwd=round_.repository) == round_.dealt.head_commit


def test_an_import_of_later_and_broken_comments_keeps_the_good_ones(
    round_: RoundUnderTest,
) -> None:
    round_.write("app.py", "import os\n\nx = 1\ny = 2\n")
    later = rounds.commit_work(round_.place, "work", NOW)
    good = replace(round_.add("there"), id="n1", body="new", commit_id=later)
    good = replace(good, lines=Lines(first=4, last=4))
    bad = replace(good, id="n2", body="bad", lines=Lines(first=9, last=9))
    left = LeftOut(where="entry 9", reason="it is a reply")
    taken = Taken(review=Review(body="All.", comments=(good, bad)), left_out=(left,))
    done = importing.import_review(round_.place, taken, dealt=round_.dealt)
    assert (done.added, done.skipped, done.summary) == (1, 0, True)
    assert [each.where for each in done.left_out] == ["entry 9", "app.py:9"]
    review = rounds.load_review(round_.place)
    assert [comment.lines for comment in review.comments][1:] == [Lines(first=2, last=2)]
    submitted = rounds.hand_in(
        round_.place, event=Event.COMMENT, body="", message="work", now=NOW
    ).submitted
    assert submitted is not None
    assert submitted.body == "All."
