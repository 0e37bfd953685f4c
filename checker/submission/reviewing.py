"""Find the review of a submission and map its comments to the dealt head."""

from __future__ import annotations

import errno
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from git.exc import GitCommandError

from checker.errors import InvalidReviewError, SubmissionError
from checker.model.pack import Dealt
from checker.model.review import Review, Side
from checker.review import MAX_BYTES, check_against, formats, map_back, parse
from checker.sandbox.isolation.beneath import OddFileError, read_named
from checker.submission.objects import read_tree
from checker.submission.printable import git_error_line, printable
from checker.submission.private_copy import REVIEW_REF
from checker.submission.values import PrivateCopy
from checker.system import git

REVIEW_NAME = "review.json"
MAX_COMMITS = 30


def read_review(taken: PrivateCopy, *, dealt: Dealt, review_file: Path | None) -> Review:
    """Return the review with every comment on dealt lines; empty if there is none.

    A file can have any format that can be imported; the ref has that of messypr alone.

    Raises:
        InvalidReviewError: It does not follow the format, or refers to lines that do not exist.
        SubmissionError: The review ref holds no review.
    """
    if review_file is not None:
        review = formats.read(_from_file(review_file))
    elif taken.has_review:
        review = parse(_from_ref(taken))
    else:
        return Review()
    review = map_to_dealt_head(review, repository=taken.folder, dealt=dealt)
    checked = tuple(check_against(c, head=dealt.head, base=dealt.base) for c in review.comments)
    return replace(review, comments=checked)


def _from_file(file: Path) -> bytes:
    try:
        return read_named(file, MAX_BYTES)
    except OddFileError as error:
        if error.errno == errno.EFBIG:
            raise InvalidReviewError(
                f"{printable(file)} is too large; at most {MAX_BYTES:,} bytes are read"
            ) from error
        raise InvalidReviewError(
            f"no review file {printable(file)}: {printable(str(error.strerror))}"
        ) from error
    except OSError as error:
        raise InvalidReviewError(f"no review file {printable(file)}") from error


def _from_ref(taken: PrivateCopy) -> bytes:
    name = f"{REVIEW_REF}:{REVIEW_NAME}"
    try:
        size = int(git.text("cat-file", "-s", name, cwd=taken.folder))
        if size > MAX_BYTES:
            raise InvalidReviewError(
                f"the review has {size:,} bytes; at most {MAX_BYTES:,} are read"
            )
        return git.run("cat-file", "blob", name, cwd=taken.folder)
    except GitCommandError as error:
        raise SubmissionError(
            f"{REVIEW_REF} has no {REVIEW_NAME}: {git_error_line(error)}"
        ) from error


def commits_of(repository: Path) -> Callable[[str], bool]:
    """Return a function that says whether a commit is in the repository.

    It looks a bounded number of them up, and takes the others for missing.
    """
    known: dict[str, bool] = {}

    def has(commit: str) -> bool:
        if commit not in known and len(known) < MAX_COMMITS:
            there = ("cat-file", "-e", f"{commit}^{{commit}}")
            known[commit] = git.succeeds(*there, cwd=repository)
        return known.get(commit, False)

    return has


def map_to_dealt_head(review: Review, *, repository: Path, dealt: Dealt) -> Review:
    """Return the review with the comments on other commits moved to the dealt head.

    Raises:
        InvalidReviewError: A commit is not in the repository, or a line is not in its file.
    """
    at_home = {"", dealt.head_commit}
    away: dict[str, str] = {
        comment.commit_id: comment.id
        for comment in reversed(review.comments)
        if comment.side is Side.RIGHT and comment.commit_id not in at_home
    }
    if len(away) > MAX_COMMITS:
        raise InvalidReviewError(
            f"the review refers to {len(away)} commits; at most {MAX_COMMITS} are looked up"
        )
    for commit, comment in away.items():
        if not git.succeeds("cat-file", "-e", f"{commit}^{{commit}}", cwd=repository):
            raise InvalidReviewError(
                f"comment {comment}: commit {commit[:12]} is not in the repository"
            )
        paths = {c.path for c in review.comments if c.commit_id == commit}
        review = map_back(
            review,
            commit=commit,
            later=read_tree(repository, commit, paths),
            head_commit=dealt.head_commit,
            head=dealt.head,
        )
    return review
