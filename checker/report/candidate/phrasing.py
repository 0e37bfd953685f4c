"""Sentences that several formats of the report for a candidate share."""

from __future__ import annotations

from collections.abc import Iterator

from checker.model.review import Side
from checker.report.candidate.values import AttemptLine, CandidateReport, CategoryLine, CommentLine
from checker.report.phrasing import location, one_line

HEAD_DIGITS = 12
HALF = 50


def total(report: CandidateReport) -> str:
    """Return the points, such as ``57.2 of 100``."""
    return f"{report.points:.1f} of {2 * HALF}"


def halves(report: CandidateReport) -> tuple[str, str]:
    """Return the points of the review and those of the fix."""
    return f"review {report.review:.1f} of {HALF}", f"fix {report.fix:.1f} of {HALF}"


def graded(report: CandidateReport) -> str:
    """Return in one sentence what was graded, and as which attempt."""
    name = report.pack.replace("_", "-")
    number = f", attempt {report.attempt} of {len(report.attempts)}" if report.attempt else ""
    return f"{name}, commit {report.commit[:HEAD_DIGITS]}{number}"


def category(line: CategoryLine) -> str:
    """Return what was found and fixed of a category."""
    return f"{line.category}: {line.found} found, {line.fixed} fixed"


def comment(line: CommentLine) -> str:
    """Return where a comment is, and what each of its claims was taken for."""
    left = " (left)" if line.side is Side.LEFT else ""
    about = f" ({', '.join(line.categories)})" if line.categories else ""
    words = ", ".join(line.verdicts)
    return f"{location(line.path, line.lines)}{left} {one_line(line.comment)}: {words}{about}"


def attempt(line: AttemptLine) -> str:
    """Return one attempt on one line."""
    return f"{line.number}. {line.commit[:HEAD_DIGITS]}, graded {line.at}: {line.points:.1f}"


def regressions(report: CandidateReport) -> str:
    """Return how much the commits broke, "" where they broke nothing."""
    if not report.regressions:
        return ""
    many = "1 thing" if report.regressions == 1 else f"{report.regressions} things"
    return f"{many} that worked in the dealt pull request no longer work after the commits"


def circumstances(report: CandidateReport) -> Iterator[str]:
    """Yield the isolation level with the versions of the tools, and the notes."""
    tools = ", ".join(f"{name} {version}" for name, version in report.tools.items())
    yield f"isolation level {report.isolation}; {tools}"
    yield from report.notes


HIDDEN = "what was missed, and why, is shown when the exam is closed"
