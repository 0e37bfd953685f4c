from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import pytest

from checker.errors import InvalidReviewError, SubmissionError
from checker.model.place import Lines
from checker.model.review import Event, Review, ReviewComment, Side
from checker.review import dump
from checker.submission import NO_REVIEW
from checker.submission.path_filter import filter_paths
from checker.submission.values import TreeEntry
from checker.system.trees import matches

if TYPE_CHECKING:
    from tests.submission.conftest import Candidate

APP = PurePosixPath("src/app.py")


def review(commit: str = "", line: int = 5) -> Review:
    comment = ReviewComment(
        id="c1",
        path=APP,
        lines=Lines(first=line, last=line),
        side=Side.RIGHT,
        severity=None,
        body="this blocks the event loop",
        created_at=None,
    )
    return Review(event=Event.COMMENT, commit_id=commit, comments=(comment,))


def store(candidate: Candidate, content: str, name: str = "review.json") -> None:
    blob = candidate.git("hash-object", "-w", "--stdin", stdin=content.encode())
    tree = candidate.git("mktree", stdin=f"100644 blob {blob}\t{name}\n".encode())
    commit = candidate.git("commit-tree", tree, "-m", "review")
    candidate.git("update-ref", "refs/messypr/review", commit)


def test_the_review_is_read_from_its_ref_or_a_file(candidate: Candidate, tmp_path: Path) -> None:
    store(candidate, dump(review()))
    assert candidate.read().review == review()
    other = replace(review(), event=Event.APPROVE)
    (tmp_path / "r.json").write_text(dump(other))
    assert candidate.read(review=tmp_path / "r.json").review == other
    bundle = tmp_path / "bundle"
    candidate.git("bundle", "create", "-q", str(bundle), "feature", "refs/messypr/review")
    assert candidate.read(bundle).review == review()


def test_a_ref_without_a_review_is_refused(candidate: Candidate) -> None:
    store(candidate, dump(review()), name="other.json")
    with pytest.raises(SubmissionError, match=r"refs/messypr/review has no review\.json"):
        candidate.read()
    store(candidate, "x" * (13 * 1024 * 1024))
    with pytest.raises(InvalidReviewError, match="at most 12,582,912"):
        candidate.read()


def test_a_review_file_that_is_none_is_refused(candidate: Candidate, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for name in ("missing", "pipe", "work"):
        with pytest.raises(InvalidReviewError, match="no review file"):
            candidate.read(review=tmp_path / name)
    (tmp_path / "large").write_text(" " * (13 * 1024 * 1024))
    with pytest.raises(InvalidReviewError, match="at most 12,582,912"):
        candidate.read(review=tmp_path / "large")


def test_comments_on_later_commits_come_home(candidate: Candidate) -> None:
    dealt = candidate.dealt.head[APP].decode()
    candidate.write("src/app.py", "import asyncio\n\n" + dealt)
    later = candidate.commit()
    candidate.write("src/app.py", "gone = 1\n")
    candidate.commit()
    store(candidate, dump(review(commit=later, line=7)))
    (comment,) = candidate.read().review.comments
    assert comment.lines == Lines(first=5, last=5)
    assert comment.commit_id == candidate.dealt.head_commit


def test_comments_on_unknown_commits_and_lines_are_refused(candidate: Candidate) -> None:
    store(candidate, dump(review(commit="1" * 40)))
    with pytest.raises(InvalidReviewError, match="comment c1: commit 111111111111 is not in"):
        candidate.read()
    store(candidate, dump(review(commit=candidate.dealt.head_commit, line=99)))
    with pytest.raises(InvalidReviewError, match=r"comment c1: .* no line 99"):
        candidate.read()


def test_markers_are_stripped_from_python_files_alone(candidate: Candidate) -> None:
    candidate.write("src/app.py", "#? issue: x\nx = 1  #? nit: y\n")
    candidate.write("src/broken.py", "x = (  #? open\n")
    candidate.write("src/latin.py", "x = '\xe9'  #? no\n".encode("latin-1"))
    candidate.write("src/new/notes.txt", "x  #? stays\n")
    candidate.commit()
    submission = candidate.read()
    assert submission.tree[APP] == b"x = 1\n"
    assert submission.tree[PurePosixPath("src/broken.py")] == b"x = (  #? open\n"
    assert submission.tree[PurePosixPath("src/latin.py")] == b"x = '\xe9'  #? no\n"
    assert submission.tree[PurePosixPath("src/new/notes.txt")] == b"x  #? stays\n"
    assert submission.review == Review()


def test_other_encodings_are_ignored(candidate: Candidate) -> None:
    candidate.write("src/app.py", "# coding: utf-7\nx = 1\n")
    candidate.write("src/extra.py", "# -*- coding: utf-8 -*-\ny = 1\n")
    candidate.write("src/new/odd.py", "# coding: nonsense\n")
    candidate.commit()
    submission = candidate.read()
    assert submission.tree[APP] == candidate.dealt.head[APP]
    assert [(i.path, i.reason) for i in submission.ignored] == [
        ("src/app.py", "it declares the encoding utf-7; only UTF-8 is read")
    ]


def test_invisible_characters_are_noted(candidate: Candidate) -> None:
    candidate.write("src/app.py", "\ufeffx = 'a\u202eb'  # \u200b\ufeff\n")
    candidate.write("src/extra.py", "\ufeffy = 'fine: é'\n")
    candidate.commit()
    submission = candidate.read()
    assert submission.notes == (
        "src/app.py holds characters that nobody sees: U+200B, U+202E, U+FEFF",
        NO_REVIEW,
    )
    assert APP in submission.tree


@pytest.mark.parametrize(
    ("path", "pattern", "fits"),
    [
        ("src/app.py", "src/*.py", True),
        ("src/deep/app.py", "src/*.py", False),
        ("src/deep/app.py", "src/**/*.py", True),
        ("src/app.py", "src/**/*.py", True),
        ("src/a/b/c.txt", "src/**", True),
        ("srcs/app.py", "src/**", False),
        ("src/App.py", "src/app.py", False),
        (".env", "*", True),
        ("a/.env", "*", False),
        ("a/b/x.log", "**/*.log", True),
    ],
)
def test_patterns(path: str, pattern: str, *, fits: bool) -> None:
    assert matches(PurePosixPath(path), pattern) is fits


def test_a_new_file_in_the_place_of_a_kept_folder_is_ignored() -> None:
    dealt = {PurePosixPath("src/data/words.txt"): b"", PurePosixPath("src/flat.md"): b""}
    entries = [
        TreeEntry(name=name, mode="100644", oid="0" * 40, size=1)
        for name in (b"src/data", b"src/flat.md/new.py", b"src/fine.py")
    ]
    sifted = filter_paths(entries, dealt, ("src/*", "src/flat.md/*.py"))
    assert [i.reason for i in sifted.ignored if i.path == "src/data"] == [
        "a dealt file needs this path"
    ]
    assert b"src/fine.py" in {entry.name for entry in sifted.taken}
    assert PurePosixPath("src/flat.md") in sifted.deleted
