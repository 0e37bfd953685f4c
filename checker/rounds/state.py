"""Begin a round, look at it, and stop its clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from checker.errors import InvalidReviewError, RoundError, SubmissionError
from checker.model.pack import Dealt
from checker.model.review import Event, Review
from checker.review import dump, parse
from checker.rounds.folder import ROUND_FILE, exclusive, new, write_whole
from checker.rounds.records import dump_round, dump_submitted, parse_round, parse_submitted
from checker.rounds.values import Round, RoundDir, Submitted, stamp
from checker.submission.objects import MOST_SHOWN_BYTES, read_tree
from checker.system import git

REVIEW_FILE = "review.json"
SUBMITTED_FILE = "submitted.json"
REPORT_FILE = "report.json"


def create(repository: Path, sitting: Round) -> RoundDir:
    """Begin a round in a repository that was dealt, and return where it lives.

    Raises:
        RoundError: There is a round here already, or no repository.
    """
    place = new(repository)
    with exclusive(place):
        if (place.folder / ROUND_FILE).exists():
            raise RoundError(f"there is a round in {place.worktree} already: see `messypr status`")
        write_whole(place.folder / ROUND_FILE, dump_round(sitting))
    return place


def load(place: RoundDir) -> Round:
    """Return the round as it stands.

    Raises:
        RoundError: Its files were changed by hand.
    """
    submitted = parse_submitted(place.folder / SUBMITTED_FILE)
    return parse_round(place.folder / ROUND_FILE, submitted)


def dealt(place: RoundDir) -> Dealt:
    """Return what was dealt, read from the round's own repository.

    Raises:
        RoundError: The dealt commits are gone from it.
    """
    sitting = load(place)
    try:
        return Dealt(
            base_commit=sitting.base_commit,
            head_commit=sitting.dealt_head,
            base=read_tree(place.worktree, sitting.base_commit, most=MOST_SHOWN_BYTES),
            head=read_tree(place.worktree, sitting.dealt_head, most=MOST_SHOWN_BYTES),
        )
    except SubmissionError as error:
        raise RoundError(f"the commits of this round cannot be read: {error}") from error


def load_review(place: RoundDir) -> Review:
    """Return the review as it stands, with its verdict once it is handed in.

    Raises:
        InvalidReviewError: review.json was changed by hand and is broken.
    """
    sitting = load(place)
    file = place.folder / REVIEW_FILE
    review = Review(commit_id=sitting.dealt_head)
    if file.is_file():
        try:
            review = parse(file.read_bytes())
        except InvalidReviewError as error:
            raise InvalidReviewError(f"{file}: {error}") from error
    if sitting.submitted is None:
        return review
    return replace(review, event=sitting.submitted.event, body=sitting.submitted.body)


def save_review(place: RoundDir, review: Review) -> Review:
    """Write the review, and return it as it will be read; the lock must be held.

    Raises:
        InvalidReviewError: It would not be accepted when it is handed in.
    """
    accepted = parse(dump(review))
    write_whole(place.folder / REVIEW_FILE, dump(accepted).encode())
    return accepted


def stop_clock(place: RoundDir, *, head: str, event: Event, body: str, now: datetime) -> Round:
    """Stop the clock: from here on the review does not change. Return the round.

    Raises:
        RoundError: It was handed in before, or ``head`` is no commit of the repository.
        InvalidReviewError: The review, or its body, would not be accepted.
    """
    if not git.says("cat-file", "-e", f"{head}^{{commit}}", cwd=place.worktree):
        raise RoundError(f"no commit {head[:12]} in {place.worktree}")
    with exclusive(place):
        sitting = open_round(place)
        accepted = parse(dump(replace(load_review(place), event=event, body=body)))
        submitted = Submitted(at=stamp(now), head=head, event=event, body=accepted.body)
        write_whole(place.folder / SUBMITTED_FILE, dump_submitted(submitted))
    return replace(sitting, submitted=submitted)


def open_round(place: RoundDir) -> Round:
    """Return the round while it can still change.

    Raises:
        RoundError: It was handed in.
    """
    sitting = load(place)
    if sitting.submitted is not None:
        raise RoundError(
            f"this round was handed in at {sitting.submitted.at} and does not change any more:"
            " see `messypr report`"
        )
    return sitting


def write_report(place: RoundDir, report: str) -> None:
    """Keep the report of the round."""
    with exclusive(place):
        write_whole(place.folder / REPORT_FILE, report.encode())


def read_report(place: RoundDir) -> str:
    """Return the report that was kept.

    Raises:
        RoundError: There is none yet.
    """
    file = place.folder / REPORT_FILE
    if not file.is_file():
        raise RoundError("no report yet: hand the round in with `messypr submit`")
    return file.read_text(encoding="utf-8")
