"""Write comments into a round; every change is one read, one check and one write under a lock."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import PurePosixPath

from checker.errors import ConflictError, RoundError
from checker.model.pack import Dealt
from checker.model.place import Lines
from checker.model.review import Review, ReviewComment, Side
from checker.model.times import as_text, to_second
from checker.review import check_against
from checker.rounds.folder import exclusive
from checker.rounds.state import load_review, open_round, save_review
from checker.rounds.values import Imported, RoundDir
from checker.rules.rule import Severity
from checker.submission.reviewing import map_to_dealt_head

ID_DIGITS = 6


def new_comment(
    *,
    path: PurePosixPath,
    lines: Lines | None,
    body: str,
    now: datetime,
    side: Side = Side.RIGHT,
    severity: Severity | None = None,
    kind: str = "",
) -> ReviewComment:
    """Return a comment without an id, on the whole file when ``lines`` is None."""
    return ReviewComment(
        id="",
        path=path,
        lines=lines,
        side=side,
        severity=severity,
        body=body,
        created_at=to_second(now),
        kind=kind,
    )


def put_comment(
    round_dir: RoundDir, new: ReviewComment, *, dealt: Dealt, was: ReviewComment | None = None
) -> ReviewComment:
    """Add a comment, or replace the comment ``was`` by it, and return it as it is stored.

    A comment without an id gets one. The same comment under the same id is stored once, so that a
    request that is sent twice adds nothing.

    Raises:
        RoundError: The round was handed in.
        ConflictError: ``was`` has been changed or removed meanwhile.
        InvalidReviewError: The comment does not follow the format, or its lines do not exist.
    """
    new = replace(new, commit_id=dealt.head_commit)
    with exclusive(round_dir):
        open_round(round_dir)
        review = load_review(round_dir)
        new = new if new.id else replace(new, id=_fresh_id(new, review))
        check_against(new, head=dealt.head, base=dealt.base)
        stored = {comment.id: comment for comment in review.comments}
        old = stored.get(new.id)
        if old is not None and _same(old, new):
            return old
        if old != was:
            raise ConflictError("this comment was changed or removed in another window")
        comments = {**stored, new.id: new}
        saved = save_review(round_dir, replace(review, comments=tuple(comments.values())))
    return next(comment for comment in saved.comments if comment.id == new.id)


def edit_comment(
    round_dir: RoundDir,
    prefix: str,
    *,
    body: str | None = None,
    severity: Severity | None = None,
    kind: str | None = None,
) -> ReviewComment:
    """Change a comment that the beginning of its id names; None leaves a part unchanged.

    Raises:
        RoundError: The round was handed in, or not exactly one id begins like that.
        InvalidReviewError: The new body does not follow the format.
    """
    with exclusive(round_dir):
        open_round(round_dir)
        review = load_review(round_dir)
        old = find_comment(review, prefix)
        new = replace(
            old,
            body=old.body if body is None else body,
            severity=old.severity if severity is None else severity,
            kind=old.kind if kind is None else kind,
        )
        changed = tuple(new if comment is old else comment for comment in review.comments)
        saved = save_review(round_dir, replace(review, comments=changed))
    return find_comment(saved, old.id)


def remove_comment(round_dir: RoundDir, prefix: str) -> ReviewComment:
    """Remove a comment, found by the beginning of its id, and return it.

    Raises:
        RoundError: The round was handed in, or not exactly one id begins like that.
    """
    with exclusive(round_dir):
        open_round(round_dir)
        review = load_review(round_dir)
        gone = find_comment(review, prefix)
        kept = tuple(comment for comment in review.comments if comment is not gone)
        save_review(round_dir, replace(review, comments=kept))
    return gone


def import_comments(
    round_dir: RoundDir, comments: Iterable[ReviewComment], *, dealt: Dealt
) -> Imported:
    """Add comments from elsewhere, all or none; ids that exist already are skipped.

    Comments on later commits are moved to lines of the dealt head.

    Raises:
        RoundError: The round was handed in.
        InvalidReviewError: One does not follow the format, or there is no such place.
    """
    given = tuple(comments)
    with exclusive(round_dir):
        open_round(round_dir)
        review = load_review(round_dir)
        there = {comment.id for comment in review.comments}
        new = Review(comments=tuple(comment for comment in given if comment.id not in there))
        home = map_to_dealt_head(new, repository=round_dir.worktree, dealt=dealt)
        added = tuple(replace(comment, commit_id=dealt.head_commit) for comment in home.comments)
        if added:
            _save(round_dir, review, (*review.comments, *added), added, dealt)
    return Imported(added=len(added), skipped=len(given) - len(added))


def find_comment(review: Review, prefix: str) -> ReviewComment:
    """Return the comment whose id is ``prefix``, or the only one whose id begins with it.

    Raises:
        RoundError: None does, or several do.
    """
    found = [comment for comment in review.comments if comment.id.startswith(prefix)]
    exact = [comment for comment in found if comment.id == prefix]
    if len(exact or found) == 1:
        return (exact or found)[0]
    if found:
        ids = ", ".join(comment.id for comment in found)
        raise RoundError(f"several comments begin with {prefix!a}: {ids}")
    ids = ", ".join(comment.id for comment in review.comments) or "none yet"
    raise RoundError(f"no comment {prefix!a}; there are: {ids}")


def _save(
    round_dir: RoundDir,
    review: Review,
    comments: tuple[ReviewComment, ...],
    new: tuple[ReviewComment, ...],
    dealt: Dealt,
) -> Review:
    for comment in new:
        check_against(comment, head=dealt.head, base=dealt.base)
    return save_review(round_dir, replace(review, comments=comments))


def _same(old: ReviewComment, new: ReviewComment) -> bool:
    """Return whether two comments say the same; a missing severity follows from the label."""
    return replace(old, created_at=None, severity=None) == replace(
        new, created_at=None, severity=None
    ) and (new.severity in (None, old.severity))


def _fresh_id(comment: ReviewComment, review: Review) -> str:
    """Return a short id; comments of two people get different ids and can be imported together."""
    there = {other.id for other in review.comments}
    for attempt in range(len(there) + 1):
        time = as_text(comment.created_at)
        made_of = (comment.path, comment.lines, comment.side, comment.body, time)
        digest = hashlib.sha256(f"{made_of} {attempt}".encode("utf-8", "replace")).hexdigest()
        if digest[:ID_DIGITS] not in there:
            return digest[:ID_DIGITS]
    raise RoundError("no id is left for another comment")
