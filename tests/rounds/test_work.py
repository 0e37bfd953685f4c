from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest

from checker import rounds
from checker.errors import RoundError
from checker.model.pack import PullRequest
from checker.model.review import Event
from checker.submission import read
from checker.system import git

if TYPE_CHECKING:
    from tests.rounds.conftest import RoundUnderTest

NOW = datetime(2026, 1, 31, 10, 0, tzinfo=UTC)


def test_the_whole_working_tree_is_committed_but_what_is_ignored(round_: RoundUnderTest) -> None:
    round_.write("app.py", "x = 3\n")
    round_.write("new.py", "n = 1\n")
    round_.write("noise.log", "noise")
    round_.write("staged.py", "s = 1\n")
    round_.git("add", "staged.py")
    (round_.repository / "staged.py").unlink()
    head = rounds.commit_work(round_.place, "mine\n\nall of it", NOW)
    assert round_.git("rev-parse", "feature") == head
    assert round_.git("rev-parse", "HEAD^") == round_.dealt.head_commit
    assert round_.git("ls-tree", "--name-only", "HEAD").split() == [
        *(".gitignore", "app.py", "new.py")
    ]
    assert round_.git("status", "--porcelain") == ""
    assert round_.git("log", "-1", "--format=%an <%ae> %cI %s") == (
        "messypr candidate <candidate@messypr.invalid> 2026-01-31T10:00:00+00:00 mine"
    )
    assert rounds.commit_work(round_.place, "again", NOW) == head


def test_nothing_to_commit_is_the_head_as_it_was(round_: RoundUnderTest) -> None:
    assert rounds.commit_work(round_.place, "work", NOW) == round_.dealt.head_commit
    (round_.repository / ".git" / "index").unlink()
    assert rounds.commit_work(round_.place, "work", NOW) == round_.dealt.head_commit
    assert round_.git("status", "--porcelain") == ""


def test_the_users_own_name_and_ignored_files_are_respected(
    round_: RoundUnderTest, tmp_path: Path
) -> None:
    (tmp_path / "home" / ".gitconfig").write_text(
        "[user]\nname = Ada\nemail = ada@example.org\n[core]\nexcludesFile = ~/ignored\n"
    )
    (tmp_path / "home" / "ignored").write_text(".idea/\n")
    (round_.repository / ".idea").mkdir()
    round_.write(".idea/workspace.xml", "")
    round_.write("app.py", "x = 3\n")
    assert rounds.count_uncommitted(round_.place) == 1
    rounds.commit_work(round_.place, "work", NOW)
    assert rounds.count_uncommitted(round_.place) == 0
    assert round_.git("log", "-1", "--format=%an <%ae>, %cn") == "Ada <ada@example.org>, Ada"
    assert ".idea" not in round_.git("ls-tree", "-r", "--name-only", "HEAD")


def test_hooks_do_not_run(round_: RoundUnderTest, tmp_path: Path) -> None:
    hooks = round_.repository / ".git" / "hooks"
    hooks.mkdir()
    for name in ("reference-transaction", "post-index-change", "pre-commit"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch {tmp_path / 'trace'}\nexit 1\n")
        (hooks / name).chmod(0o755)
    round_.write("app.py", "x = 3\n")
    rounds.hand_in(round_.place, event=Event.COMMENT, body="", message="work", now=NOW)
    assert not (tmp_path / "trace").exists()


def test_a_foreign_index_lock_does_not_matter(round_: RoundUnderTest) -> None:
    (round_.repository / ".git" / "index.lock").touch()
    round_.write("app.py", "x = 3\n")
    assert rounds.commit_work(round_.place, "work", NOW) != round_.dealt.head_commit


def test_work_elsewhere_is_refused_with_the_remedy(round_: RoundUnderTest) -> None:
    round_.git("switch", "--quiet", "main")
    with pytest.raises(RoundError, match="you are on main: `git switch feature` first"):
        rounds.commit_work(round_.place, "work", NOW)
    round_.git("switch", "--quiet", "--detach", "feature")
    with pytest.raises(RoundError, match="you are on a detached HEAD: `git switch feature`"):
        rounds.commit_work(round_.place, "work", NOW)


def test_a_merge_or_a_rebase_under_way_is_refused(round_: RoundUnderTest) -> None:
    round_.git("switch", "--quiet", "-c", "other", "main")
    round_.write("app.py", "x = 99\n")
    round_.git("commit", "--quiet", "--all", "--message", "other")
    round_.git("switch", "--quiet", "feature")
    for command, what in (("merge", "a merge"), ("rebase", "a rebase")):
        assert not git.succeeds(command, "other", cwd=round_.repository, extra=identity())
        with pytest.raises(RoundError, match=f"{what} is under way: finish or abort it"):
            rounds.commit_work(round_.place, "work", NOW)
        if command == "merge":
            (round_.repository / ".git" / "MERGE_HEAD").unlink()
            with pytest.raises(RoundError, match=r"some files are unmerged: app\.py; resolve"):
                rounds.commit_work(round_.place, "work", NOW)
        round_.git("reset", "--quiet", "--hard")


def identity() -> dict[str, str]:
    return {
        "GIT_COMMITTER_NAME": "Sam",
        "GIT_COMMITTER_EMAIL": "sam@example.org",
        "GIT_AUTHOR_NAME": "Sam",
        "GIT_AUTHOR_EMAIL": "sam@example.org",
    }


def test_what_is_handed_in_can_be_read_from_repository_and_bundle(
    round_: RoundUnderTest, tmp_path: Path
) -> None:
    with pytest.raises(RoundError, match="nothing to bundle yet"):
        rounds.bundle(round_.place, tmp_path / "early")
    comment = round_.add("issue: x")
    round_.write("app.py", "x = 3\n")
    handed_in = rounds.hand_in(
        round_.place, event=Event.REQUEST_CHANGES, body="please", message="work", now=NOW
    )
    again = rounds.hand_in(
        round_.place, event=Event.APPROVE, body="", message="late", now=datetime.now(UTC)
    )
    assert again == handed_in
    bundle = rounds.bundle(round_.place, tmp_path / "out.bundle")
    assert list(tmp_path.glob("tmp-*")) == []
    for source in (round_.repository, bundle):
        submission = read(source, ref=None, dealt=round_.dealt, pr=pull_request(), review_file=None)
        assert submission.tree[PurePosixPath("app.py")] == b"x = 3\n"
        assert submission.review.comments == (comment,)
        assert submission.review.event is Event.REQUEST_CHANGES
        assert handed_in.submitted is not None
        assert submission.head == handed_in.submitted.head


def pull_request() -> PullRequest:
    empty: tuple[str, ...] = ()
    return PullRequest(
        slug="helpdesk",
        title="",
        author="",
        branch="feature",
        minutes=45,
        level="",
        topics=empty,
        body="",
        base=Path(),
        package=PurePosixPath("."),
        tests=PurePosixPath("tests"),
        commits=(),
        contract=empty,
        touch=("*.py",),
    )


def test_the_review_is_stored_once_and_grows_by_commits(round_: RoundUnderTest) -> None:
    review = rounds.load_review(round_.place)
    first = rounds.store_review(round_.place, review, NOW)
    assert rounds.store_review(round_.place, review, NOW) == first
    round_.add("one")
    second = rounds.store_review(round_.place, rounds.load_review(round_.place), NOW)
    assert round_.git("rev-parse", "refs/messypr/review^") == first
    assert round_.git("rev-parse", "refs/messypr/review") == second


def test_a_bundle_that_cannot_be_written_is_refused(round_: RoundUnderTest, tmp_path: Path) -> None:
    rounds.store_review(round_.place, rounds.load_review(round_.place), NOW)
    with pytest.raises(RoundError, match=r"cannot write .*missing/out: No such file"):
        rounds.bundle(round_.place, tmp_path / "missing" / "out")
    with pytest.raises(RoundError, match="cannot write"):
        rounds.bundle(round_.place, tmp_path)
