"""Put whole comments into a round, for windows that may not know what others did meanwhile."""

from __future__ import annotations

from dataclasses import replace

from checker.errors import ConflictError
from checker.model.pack import Dealt
from checker.model.review import ReviewComment
from checker.review import check_against
from checker.rounds.folder import exclusive
from checker.rounds.state import load_review, open_round, save_review
from checker.rounds.values import RoundDir


def put_comment(
    round_dir: RoundDir, new: ReviewComment, *, dealt: Dealt, was: ReviewComment | None = None
) -> ReviewComment:
    """Add a comment, or put it in the place of ``was``, and return it as it is kept.

    Said twice it is done once: the same comment under the same id is there already.

    Raises:
        RoundError: The round was handed in.
        ConflictError: ``was`` is not what stands there any more.
        InvalidReviewError: The comment does not follow the format, or there is no such place.
    """
    check_against(new, head=dealt.head, base=dealt.base)
    new = replace(new, commit_id=dealt.head_commit)
    with exclusive(round_dir):
        open_round(round_dir)
        review = load_review(round_dir)
        there = {comment.id: comment for comment in review.comments}
        old = there.get(new.id)
        if old is not None and _same(old, new):
            return old
        if old != was:
            raise ConflictError("this comment was changed or removed in another window")
        comments = {**there, new.id: new}
        saved = save_review(round_dir, replace(review, comments=tuple(comments.values())))
    return next(comment for comment in saved.comments if comment.id == new.id)


def _same(old: ReviewComment, new: ReviewComment) -> bool:
    return replace(old, created_at="", severity=None) == replace(
        new, created_at="", severity=None
    ) and (new.severity in (None, old.severity))
