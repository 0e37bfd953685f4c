"""What second judges have said of a report, as rows and as fields for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from checker.adjudication.values import RefusedVerdict
from checker.report import Scorecard, as_json, phrasing
from checker.report.scorecard import Adjudication
from cli.output.rows import TextRow, plain
from cli.output.say import counted

INDENT = 4


def rows(card: Scorecard, adjudication: Adjudication) -> Iterator[TextRow]:
    """Yield both scores, and each verdict that has become another."""
    review = card.score.review
    yield plain(
        f"as judged: {phrasing.total(card)} of 100, review {review.earned:.1f} of"
        f" {review.possible:g}"
    )
    yield plain(phrasing.adjudicated(adjudication))
    for each in adjudication.changed:
        yield plain(phrasing.second_verdict(each), INDENT)


def refused_rows(refused: Sequence[RefusedVerdict]) -> Iterator[TextRow]:
    """Yield the verdicts that do not count, with the reasons."""
    if refused:
        yield plain(f"{counted(len(refused), 'verdict')} refused: the first judge's hold")
    for each in refused:
        yield plain(f"line {each.line}: {phrasing.one_line(each.reason)}", INDENT)


def fields(
    card: Scorecard, adjudication: Adjudication | None, refused: Sequence[RefusedVerdict]
) -> dict[str, Any]:
    """Return the same for programs."""
    return {
        "as_judged": as_json.plain(card.score),
        "adjudication": as_json.plain(adjudication) if adjudication else None,
        "refused": as_json.plain(refused),
    }
