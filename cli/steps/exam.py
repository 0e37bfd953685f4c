"""What an exam adds to grading: who may see what, and one attempt for each commit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

from checker import exams, report
from checker.errors import EnvironmentBrokenError, PackError, TamperedSubmissionError, UsageError
from checker.exams import Attempt, Attempts
from checker.model.pack import PullRequest
from checker.model.times import as_text, to_second
from checker.packs import loading
from checker.report import Scorecard, as_json
from checker.report.candidate import AttemptLine, CandidateReport, reduced
from cli.output.say import print_note


class Audience(StrEnum):
    """Who reads a report."""

    CANDIDATE = "candidate"
    ORGANISER = "organiser"


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """A scorecard, and the attempts of which it is one; None where they are not kept."""

    card: Scorecard
    attempts: Attempts | None = None

    def shown_to(self, audience: Audience) -> Scorecard | CandidateReport:
        """Return all of it for the organiser, or for anybody once the exam is closed."""
        if audience is Audience.ORGANISER or (self.attempts and self.attempts.closed_at):
            return self.card
        kept = self.attempts.attempts if self.attempts else ()
        lines = [
            AttemptLine(number=number, commit=each.head, at=each.at, points=each.points)
            for number, each in enumerate(kept, 1)
        ]
        return reduced(self.card, lines)


def graded_once(
    file: Path, dealt_head: str, head: str, grade: Callable[[], Scorecard], *, close: bool
) -> Graded:
    """Return the result of a commit, which is graded unless the file of attempts has it.

    Args:
        file: The attempts; it is written when a commit is graded or the exam is closed.
        dealt_head: The deal that the attempts belong to.
        head: The commit that was handed in.
        grade: Called at most once.
        close: Whether this ends the exam.

    Raises:
        UsageError: The exam is closed and never graded this commit, or the file is broken.
    """
    with exams.holding(file):
        kept = exams.read(file, dealt_head)
        known = kept.of(head)
        if known is None and kept.closed_at:
            raise UsageError(f"the exam was closed at {kept.closed_at}: {head[:12]} is not graded")
        if known is None:
            card = grade()
            kept = exams.add(file, kept, _attempt(card))
        else:
            print_note(f"commit {head[:12]} was graded at {known.at}: that result counts")
            card = report.parse(known.report)
        if close:
            kept = exams.close(file, kept, datetime.now(UTC))
    return Graded(card=card, attempts=kept)


def _attempt(card: Scorecard) -> Attempt:
    now = as_text(to_second(datetime.now(UTC)))
    return Attempt(head=card.head, at=now, points=card.score.total, report=as_json.dump(card))


@contextmanager
def without_evidence(audience: Audience) -> Iterator[None]:
    """Keep the names and texts of hidden tests out of errors that a candidate may read.

    Raises:
        TamperedSubmissionError, EnvironmentBrokenError: The same error without its evidence.
    """
    try:
        yield
    except (TamperedSubmissionError, EnvironmentBrokenError, PackError) as error:
        if audience is Audience.ORGANISER:
            raise
        if isinstance(error, TamperedSubmissionError):
            raise TamperedSubmissionError(
                "no score is given: the submission interfered with its judge"
            ) from None
        raise EnvironmentBrokenError(
            "no score is given: something failed that is not the candidate's fault;"
            " grade with --for organiser to see what"
        ) from None


def where_answers_are(pr: PullRequest) -> str:
    """Return the warning that a pack's answers are public, "" for a private pack."""
    if not loading.answers_are_installed(pr):
        return ""
    name = pr.slug.replace("_", "-")
    return (
        f"the answers to {name} are in the messypr package, with a salt or without: whoever has it"
        " can read them; for an exam deal a pack of your own (--private)"
    )


def with_warning(card: Scorecard, pr: PullRequest) -> Scorecard:
    """Return a scorecard whose notes say where the answers are."""
    warning = where_answers_are(pr)
    return replace(card, notes=(*card.notes, warning)) if warning else card
