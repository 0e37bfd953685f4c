"""Import a review from elsewhere: what fits is added, and what does not is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from checker.errors import InvalidReviewError
from checker.model.pack import Dealt
from checker.model.review import LeftOut, Review, ReviewComment
from checker.review import MAX_COMMENTS, check_against
from checker.review.fields import MAX_BODY_CHARS
from checker.review.formats import Origin, Taken, content_id
from checker.rounds.folder import exclusive
from checker.rounds.state import load_review, open_round, save_review
from checker.rounds.values import Imported, RoundDir
from checker.submission.reviewing import commits_of, map_to_dealt_head

_BY_POSITION = re.compile(r"[A-Za-z]{0,2}\d{1,3}")  # c1 of one file is not c1 of another


def origin(round_dir: RoundDir, dealt: Dealt) -> Origin:
    """Return what comments from elsewhere may refer to: files, lines and commits of the round."""
    return Origin(
        head=dealt.head,
        base=dealt.base,
        root=str(round_dir.worktree),
        has_commit=commits_of(round_dir.worktree),
    )


def import_review(round_dir: RoundDir, taken: Taken, *, dealt: Dealt) -> Imported:
    """Add what a file held: comments that are not there yet, and its summary.

    A comment with the same place and text is there already, whatever its id. A comment that does
    not fit what was dealt is left out, and the others are added.

    Raises:
        RoundError: The round was handed in.
        InvalidReviewError: Nothing of it can be added, and nothing of it is there; the message
            says why.
    """
    with exclusive(round_dir):
        open_round(round_dir)
        review = load_review(round_dir)
        fitting, refused = placed(taken.review.comments, round_dir, dealt)
        added, skipped, others = _new(fitting, review)
        room = MAX_COMMENTS - len(review.comments)
        refused += others + [_left(each, "the review is full") for each in added[room:]]
        added = added[:room]
        body = _joined(review.body, taken.review.body, refused)
        grown = Review(body=body, commit_id=review.commit_id, comments=(*review.comments, *added))
        if added or body != review.body:
            save_review(round_dir, grown)
    return Imported(
        added=len(added),
        skipped=skipped,
        summary=body != review.body,
        left_out=(*taken.left_out, *refused),
        notes=taken.notes,
    )


def placed(
    comments: Sequence[ReviewComment], round_dir: RoundDir, dealt: Dealt
) -> tuple[list[ReviewComment], list[LeftOut]]:
    """Return the comments on lines of the dealt head, and those that are on none."""
    home, refused = _at_home(comments, round_dir, dealt)
    fitting = []
    for each in home:
        try:
            check_against(each, head=dealt.head, base=dealt.base)
        except InvalidReviewError as error:
            refused.append(_left(each, str(error).partition(": ")[2]))
            continue
        fitting.append(replace(each, commit_id=dealt.head_commit))
    return fitting, refused


def _at_home(
    comments: Sequence[ReviewComment], round_dir: RoundDir, dealt: Dealt
) -> tuple[tuple[ReviewComment, ...], list[LeftOut]]:
    """Return the comments moved to the dealt head; where one cannot be, each by itself."""
    try:
        together = Review(comments=tuple(comments))
        return map_to_dealt_head(together, repository=round_dir.worktree, dealt=dealt).comments, []
    except InvalidReviewError as error:
        if len(comments) == 1:
            return (), [_left(comments[0], str(error).partition(": ")[2] or str(error))]
    half = len(comments) // 2
    first, refused = _at_home(comments[:half], round_dir, dealt)
    second, others = _at_home(comments[half:], round_dir, dealt)
    return (*first, *second), refused + others


def _new(
    placed: Sequence[ReviewComment], review: Review
) -> tuple[list[ReviewComment], int, list[LeftOut]]:
    """Return the comments that are not there yet, how many are, and those whose id is taken."""
    by_id = {each.id: each for each in review.comments}
    said = {content_id(each) for each in review.comments}
    added: list[ReviewComment] = []
    refused: list[LeftOut] = []
    skipped = 0
    for each in placed:
        content = content_id(each)
        if content in said:
            skipped += 1
            continue
        if each.id in by_id and not _BY_POSITION.fullmatch(each.id):
            why = f"{each.id} is there with other words; `messypr comment rm {each.id}` first"
            refused.append(_left(each, why))
            continue
        new = replace(each, id=content) if each.id in by_id else each
        by_id[new.id] = new
        said.add(content)
        added.append(new)
    return added, skipped, refused


def _left(comment: ReviewComment, why: str) -> LeftOut:
    line = f":{comment.lines.first}" if comment.lines else ""
    return LeftOut(where=f"{comment.path}{line}", reason=why)


def _joined(old: str, new: str, refused: list[LeftOut]) -> str:
    if not new.strip() or new.strip() in old:
        return old
    both = f"{old}\n\n{new}" if old.strip() else new
    if len(both) > MAX_BODY_CHARS:
        refused.append(LeftOut(where="the summary", reason="it would be too long"))
        return old
    return both
