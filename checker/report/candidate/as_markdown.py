"""CandidateReport -> Markdown, for the summary of a CI job."""

from __future__ import annotations

from collections.abc import Iterable

from checker.report.as_markdown import bounded, code, prose, section
from checker.report.candidate import phrasing
from checker.report.candidate.values import CandidateReport


def dump(report: CandidateReport) -> str:
    """Return the Markdown document."""
    broken = phrasing.regressions(report)
    lines = [
        f"## {phrasing.total(report)}",
        "",
        f"**{', '.join(phrasing.halves(report))}**  ",
        prose(phrasing.graded(report)),
        *section("Categories", _listed(map(phrasing.category, report.categories))),
        *section("Your comments", _listed(map(phrasing.comment, report.comments))),
        *section("Broken by the commits", _listed([broken] if broken else [])),
        *section("Not graded", [f"- {code(e.path)}: {prose(e.reason)}" for e in report.ignored]),
        *section("Attempts", _listed(map(phrasing.attempt, report.attempts))),
        *section("Graded with", _listed(phrasing.circumstances(report))),
        "",
        prose(phrasing.HIDDEN),
    ]
    return bounded(lines)


def _listed(sentences: Iterable[str]) -> list[str]:
    return [f"- {prose(each)}" for each in sentences]
