from __future__ import annotations

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest

from checker.errors import ForeignSubmissionError, SubmissionError
from checker.system import git

if TYPE_CHECKING:
    from tests.submission.conftest import Candidate

APP = PurePosixPath("src/app.py")
FIXED = "import asyncio\n"


def test_nothing_done_is_the_dealt_head(candidate: Candidate) -> None:
    submission = candidate.read()
    assert submission.tree == candidate.dealt.head
    assert submission.head == candidate.dealt.head_commit
    assert submission.ignored == ()
    assert submission.review.comments == ()


def test_changes_additions_and_deletions_count(candidate: Candidate) -> None:
    candidate.write("src/app.py", FIXED)
    candidate.write("src/new/deep/er.py", "y = 1\n")
    for gone in (".env", "src/extra.py"):
        (candidate.repository / gone).unlink()
    head = candidate.commit()
    submission = candidate.read()
    assert submission.head == head
    assert submission.tree[APP] == FIXED.encode()
    assert submission.tree[PurePosixPath("src/new/deep/er.py")] == b"y = 1\n"
    assert not {PurePosixPath(".env"), PurePosixPath("src/extra.py")} & submission.tree.keys()
    assert submission.ignored == ()


def test_what_is_not_committed_does_not_count(candidate: Candidate) -> None:
    candidate.write("src/app.py", FIXED)
    assert candidate.read().tree == candidate.dealt.head


@pytest.mark.parametrize("kind", ["bare", "worktree", "bundle", "bundle of HEAD"])
def test_every_kind_of_source_is_read(candidate: Candidate, tmp_path: Path, kind: str) -> None:
    candidate.write("src/app.py", FIXED)
    head = candidate.commit()
    source = tmp_path / "handed in %41 é"
    match kind:
        case "bare":
            candidate.git("clone", "--quiet", "--bare", ".", str(source))
        case "worktree":
            candidate.git("switch", "--quiet", "main")
            candidate.git("worktree", "add", "--quiet", str(source), "feature")
        case "bundle":
            candidate.git("bundle", "create", "--quiet", str(source), "main", "feature")
        case _:
            candidate.git("bundle", "create", "--quiet", str(source), "HEAD")
    submission = candidate.read(source)
    assert submission.head == head
    assert submission.tree[APP] == FIXED.encode()


def test_any_ref_may_be_named(candidate: Candidate) -> None:
    candidate.write("src/app.py", FIXED)
    head = candidate.commit()
    candidate.git("tag", "--annotate", "--message", "done", "done")
    candidate.git("update-ref", "refs/remotes/origin/pushed", head)
    candidate.git("checkout", "--quiet", "--detach", "main")
    for ref in ("feature", "refs/heads/feature", "tags/done", "origin/pushed", head):
        assert candidate.read(ref=ref).head == head


def test_a_detached_head_asks_which_commit_is_meant(candidate: Candidate) -> None:
    candidate.git("checkout", "--quiet", "--detach")
    with pytest.raises(SubmissionError, match=r"detached HEAD: .* --ref HEAD or --ref feature"):
        candidate.read()
    assert candidate.read(ref="HEAD").head == candidate.dealt.head_commit


def test_an_unknown_ref_is_answered_with_those_there_are(candidate: Candidate) -> None:
    with pytest.raises(SubmissionError, match=r"no ref \\x1b\[31mnope .*branches feature, main"):
        candidate.read(ref="\x1b[31mnope")
    with pytest.raises(SubmissionError, match="git cannot read"):
        candidate.read(ref="1" * 40)
    blob = candidate.git("rev-parse", "HEAD:src/app.py")
    with pytest.raises(SubmissionError, match="is not a commit"):
        candidate.read(ref=blob)


def test_a_shallow_clone_is_told_how_to_become_whole(candidate: Candidate, tmp_path: Path) -> None:
    candidate.write("src/app.py", FIXED)
    candidate.commit()
    source = candidate.repository.as_uri()
    candidate.git("clone", "--quiet", "--depth", "1", source, str(tmp_path / "shallow"))
    with pytest.raises(SubmissionError, match=r"shallow clone .* --unshallow.* depth 0"):
        candidate.read(tmp_path / "shallow")
    candidate.git("clone", "--quiet", "--depth", "2", source, str(tmp_path / "deeper"))
    assert candidate.read(tmp_path / "deeper").tree[APP] == FIXED.encode()


def test_what_is_no_repository_is_refused(candidate: Candidate, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    git.run("init", "--quiet", "-b", "feature", str(tmp_path / "empty"), cwd=tmp_path)
    for name, says in {
        "missing": "neither a git repository nor a bundle file",
        "pipe": "neither a git repository nor a bundle file",
        "file": "git cannot read",
        "folder": "is not a git repository",
        "work/src": "is not a git repository",
        "empty": "is empty: it has no commits",
    }.items():
        with pytest.raises(SubmissionError, match=says):
            candidate.read(tmp_path / name)


def test_other_object_formats_are_refused(candidate: Candidate, tmp_path: Path) -> None:
    other = tmp_path / "sha256"
    git.run("init", "--quiet", "--object-format", "sha256", str(other), cwd=tmp_path)
    who = {"GIT_AUTHOR_NAME": "K", "GIT_AUTHOR_EMAIL": "k@example.org"}
    who |= {"GIT_COMMITTER_NAME": "K", "GIT_COMMITTER_EMAIL": "k@example.org"}
    git.run("commit", "--quiet", "--allow-empty", "-m", "x", cwd=other, extra=who)
    git.run("bundle", "create", "--quiet", "../bundle", "HEAD", cwd=other)
    for source in (other, tmp_path / "bundle"):
        with pytest.raises(SubmissionError, match="object format"):
            candidate.read(source)


def test_a_reftable_is_refused(candidate: Candidate) -> None:
    (candidate.repository / ".git" / "reftable").mkdir()
    with pytest.raises(SubmissionError, match="reftable, which is not read"):
        candidate.read()


def test_an_unknown_extension_is_refused(candidate: Candidate) -> None:
    candidate.git("config", "core.repositoryFormatVersion", "1")
    candidate.git("config", "extensions.tomorrow", "true")
    with pytest.raises(SubmissionError, match="extension that this git cannot read"):
        candidate.read()


def test_a_part_of_a_bundle_is_refused(candidate: Candidate, tmp_path: Path) -> None:
    candidate.git("bundle", "create", "--quiet", str(tmp_path / "part"), "main..feature")
    with pytest.raises(SubmissionError, match="bundle the whole branch"):
        candidate.read(tmp_path / "part")


def test_history_that_leaves_out_the_dealt_head_is_foreign(candidate: Candidate) -> None:
    with pytest.raises(ForeignSubmissionError, match="another version of the pack or from another"):
        candidate.read(ref="main")
    candidate.git("checkout", "--quiet", "--orphan", "alone")
    candidate.commit()
    with pytest.raises(ForeignSubmissionError, match="is not in the history"):
        candidate.read()


@pytest.mark.skipif(os.getuid() != 0, reason="only root can give files away")
def test_a_repository_of_another_user_is_read(candidate: Candidate) -> None:
    for path in (candidate.repository, *candidate.repository.rglob("*")):
        os.chown(path, 65534, 65534, follow_symlinks=False)
    refused = git.succeeds("status", cwd=candidate.repository)
    assert refused is False
    assert candidate.read().tree == candidate.dealt.head
