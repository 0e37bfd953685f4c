"""Start a round, load it, and stop its clock."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from checker.errors import InvalidReviewError, RoundError, SubmissionError
from checker.model.pack import Dealt
from checker.model.review import Event, Review
from checker.model.times import as_text, to_second
from checker.review import dump, parse
from checker.rounds.folder import ROUND_FILE, exclusive, new
from checker.rounds.records import dump_round, dump_submitted, parse_round, parse_submitted
from checker.rounds.values import Round, RoundDir, Submitted
from checker.sandbox.isolation.beneath import read_named
from checker.submission.objects import MAX_SHOWN_BYTES, read_tree
from checker.system import git
from checker.system.files import write_whole

REVIEW_FILE = "review.json"
SUBMITTED_FILE = "submitted.json"
MAX_REPORT_BYTES = 64 << 20
REPORT_FILE = "report.json"


def create(repository: Path, round_: Round) -> RoundDir:
    """Start a round in a dealt repository, and return its place.

    Raises:
        RoundError: There is a round here already, or no repository.
    """
    place = new(repository)
    with exclusive(place):
        if (place.folder / ROUND_FILE).exists():
            raise RoundError(f"there is a round in {place.worktree} already: see `messypr status`")
        write_whole(place.folder / ROUND_FILE, dump_round(round_))
    return place


def load(round_dir: RoundDir) -> Round:
    """Return the round as it is stored.

    Raises:
        RoundError: Its files were changed by hand.
    """
    submitted = parse_submitted(round_dir.folder / SUBMITTED_FILE)
    return parse_round(round_dir.folder / ROUND_FILE, submitted)


def dealt(round_dir: RoundDir) -> Dealt:
    """Return what was dealt, read from the round's own repository.

    Raises:
        RoundError: The dealt commits are gone from it.
    """
    round_ = load(round_dir)
    try:
        return Dealt(
            base_commit=round_.base_commit,
            head_commit=round_.dealt_head,
            base=read_tree(round_dir.worktree, round_.base_commit, most=MAX_SHOWN_BYTES),
            head=read_tree(round_dir.worktree, round_.dealt_head, most=MAX_SHOWN_BYTES),
        )
    except SubmissionError as error:
        raise RoundError(f"the commits of this round cannot be read: {error}") from error


def load_review(round_dir: RoundDir) -> Review:
    """Return the review, with its verdict once it is handed in.

    Raises:
        InvalidReviewError: review.json was changed by hand and is broken.
    """
    round_ = load(round_dir)
    file = round_dir.folder / REVIEW_FILE
    review = Review(commit_id=round_.dealt_head)
    if file.is_file():
        try:
            review = parse(read_named(file))
        except InvalidReviewError as error:
            raise InvalidReviewError(f"{file}: {error}") from error
    if round_.submitted is None:
        return review
    return replace(review, event=round_.submitted.event, body=round_.submitted.body)


def save_review(round_dir: RoundDir, review: Review) -> Review:
    """Write the review, and return it as it will be read; the lock must be held.

    Raises:
        InvalidReviewError: It would not be accepted when it is handed in.
    """
    accepted = parse(dump(review))
    write_whole(round_dir.folder / REVIEW_FILE, dump(accepted).encode())
    return accepted


def stop_clock(round_dir: RoundDir, *, head: str, event: Event, body: str, now: datetime) -> Round:
    """Stop the clock, so that the review does not change any more, and return the round.

    Raises:
        RoundError: It was handed in before, or ``head`` is no commit of the repository.
        InvalidReviewError: The review, or its body, would not be accepted.
    """
    if not git.succeeds("cat-file", "-e", f"{head}^{{commit}}", cwd=round_dir.worktree):
        raise RoundError(f"no commit {head[:12]} in {round_dir.worktree}")
    with exclusive(round_dir):
        round_ = open_round(round_dir)
        accepted = parse(dump(replace(load_review(round_dir), event=event, body=body)))
        submitted = Submitted(at=to_second(now), head=head, event=event, body=accepted.body)
        write_whole(round_dir.folder / SUBMITTED_FILE, dump_submitted(submitted))
    return replace(round_, submitted=submitted)


def open_round(round_dir: RoundDir) -> Round:
    """Return the round if it can still change.

    Raises:
        RoundError: It was handed in.
    """
    round_ = load(round_dir)
    if round_.submitted is not None:
        raise RoundError(
            f"this round was handed in at {as_text(round_.submitted.at)}"
            " and does not change any more: see `messypr report`"
        )
    return round_


def write_report(round_dir: RoundDir, report: str) -> None:
    """Store the report of the round."""
    with exclusive(round_dir):
        write_whole(round_dir.folder / REPORT_FILE, report.encode())


def change_report(round_dir: RoundDir, change: Callable[[str], str]) -> None:
    """Store the report that a function makes of the one that is there; nobody else writes then.

    Raises:
        RoundError: There is none yet.
    """
    with exclusive(round_dir):
        changed = change(read_report(round_dir))
        write_whole(round_dir.folder / REPORT_FILE, changed.encode())


def read_report(round_dir: RoundDir) -> str:
    """Return the stored report.

    Raises:
        RoundError: There is none yet.
    """
    file = round_dir.folder / REPORT_FILE
    if not file.is_file():
        round_ = load(round_dir)
        if round_.seed is None and round_.submitted is not None:
            raise RoundError("it is handed in: whoever dealt this pull request grades it")
        raise RoundError("no report yet: hand the round in with `messypr submit`")
    return read_named(file, MAX_REPORT_BYTES).decode()
