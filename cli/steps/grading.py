"""Deal a round's challenge again and grade what was handed in."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from checker import submission
from checker.dealing import build
from checker.dealing.build import Deal
from checker.dealing.draw import draw
from checker.errors import ForeignSubmissionError, RoundError
from checker.grading.grade import grade
from checker.model.key import Challenge
from checker.model.profile import PLAIN, Profile
from checker.model.profile import read as read_profile
from checker.model.result import TimeTaken
from checker.model.review import Submission
from checker.packs import loading
from checker.report import Scorecard, to_scorecard
from checker.rounds import Round
from checker.system import result_cache
from checker.system.result_cache import NO_CACHE, ResultCache
from cli.output import progress_json
from cli.output.progress import shown_progress

MINUTE_SECONDS = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Redealt:
    """A challenge and its deal, dealt again."""

    challenge: Challenge
    deal: Deal


def redeal(pack: str, seed: int, profile: Profile = PLAIN, salt: bytes = b"") -> Redealt:
    """Return a challenge dealt again.

    Raises:
        UnknownPackError: There is no such pack.
    """
    challenge = draw(loading.load(pack), seed, profile, salt)
    return Redealt(challenge=challenge, deal=build.deal(challenge))


def redeal_round(round_: Round) -> Redealt:
    """Deal a round again from its seed; fail if the result differs.

    Raises:
        ForeignSubmissionError: This version of the pack gives another deal.
        RoundError: round.json was changed by hand.
    """
    if round_.seed is None:
        raise RoundError("whoever dealt this pull request grades it: it has no seed here")
    try:
        profile = read_profile(round_.profile)
    except ValueError as error:
        raise RoundError(f"the round's profile was changed by hand: {error}") from error
    table = redeal(round_.pack, round_.seed, profile)
    head = table.deal.dealt.head_commit
    if head != round_.dealt_head:
        raise ForeignSubmissionError(
            f"this round was dealt by another version of the pack ({round_.dealt_head[:12]}, now"
            f" {head[:12]}): grade it with that version, or start a new one"
        )
    return table


def grade_repository(
    table: Redealt,
    source: Path,
    *,
    ref: str | None,
    review: Path | None = None,
    clock: TimeTaken | None = None,
    cache: ResultCache = NO_CACHE,
    progress_file: BinaryIO | None = None,
    verbose: bool = True,
) -> Scorecard:
    """Return the scorecard of what a repository hands in, and show the progress.

    Unless ``verbose`` it holds nothing that the candidate's code said.
    """
    show = progress_json.written_to(progress_file) if progress_file else shown_progress("grading")
    with show as progress:
        handed_in = _read(table, source, ref, review)
        result = grade(
            table.challenge, table.deal, handed_in, clock=clock, progress=progress, cache=cache
        )
    result_cache.tidy(cache)
    return to_scorecard(result, verbose=verbose)


def head_of(table: Redealt, source: Path, *, ref: str | None, review: Path | None) -> str:
    """Return the commit that a repository hands in, and refuse what could not be graded.

    Raises:
        SubmissionError: The source cannot be read, or belongs to another deal.
        InvalidReviewError: The review does not follow its format.
    """
    return _read(table, source, ref, review).head


def _read(table: Redealt, source: Path, ref: str | None, review: Path | None) -> Submission:
    return submission.read(
        source, ref=ref, dealt=table.deal.dealt, pr=table.challenge.pack.pr, review_file=review
    )


def clock_of(round_: Round) -> TimeTaken:
    """Return how long a round that was handed in took."""
    limit = round_.minutes * MINUTE_SECONDS
    if round_.submitted is None:
        return TimeTaken(limit_seconds=limit)
    used = round_.submitted.at - round_.started_at
    return TimeTaken(limit_seconds=limit, used_seconds=int(used.total_seconds()))
