"""Scorecard -> Markdown, for the summary of a CI job."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from checker.model.result import Verdict
from checker.report import phrasing
from checker.report.scorecard import ClaimLine, DefectLine, Scorecard

Item = TypeVar("Item")

MAX_BYTES = 1 << 20  # GitHub refuses a larger summary
MAX_ROWS = 100
_MEANING = re.compile(r"[\\`*_\[\]<>#!|~@&$]|:(?=/)|(?<=www)\.", re.IGNORECASE)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_NOWHERE = "&#8203;"  # a zero-width space: GitHub makes links of @name and #1 even when escaped


def dump(card: Scorecard) -> str:
    """Return the Markdown document; missed defects come last."""
    lines = [
        f"## {phrasing.total(card)} of 100",
        "",
        f"{_halves(card)}  ",
        f"{prose(phrasing.round_of(card))}",
        *(["", prose(phrasing.settled(card))] if card.settled else []),
        *(f"  \n{prose(phrasing.adjudicated(each))}" for each in card.adjudications),
        *section("Defects", _table(card.defects)),
        *section("Why this score", _reasons(card)),
        *section("Comments that fit no defect", _wrong(card)),
        *section("Hints that were taken", [f"- {prose(phrasing.hint(h))}" for h in card.hints]),
        *section("Broken by the commits", _broken(card)),
        *section("Not graded", _ignored(card)),
        *section("Graded with", [prose(phrasing.graded_with(card)), "", *_notes(card)]),
        *section("Not found", _missed(card)),
    ]
    return bounded(lines)


def prose(text: str) -> str:
    """Return a text that is inert in Markdown, HTML and GitHub inside a line."""
    return _MEANING.sub(_escaped, phrasing.one_line(text))


def code(text: str) -> str:
    """Return a text as a code span; it must not be in a table, where a pipe ends a cell."""
    shown = phrasing.one_line(text) or " "
    fence = "`" * (max(map(len, re.findall("`+", shown)), default=0) + 1)
    space = " " if "`" in (shown[0], shown[-1]) else ""
    return f"{fence}{space}{shown}{space}{fence}"


def _escaped(found: re.Match[str]) -> str:
    mark = found[0]
    if mark in "@#":
        return f"\\{mark}{_NOWHERE}"
    return _ENTITIES.get(mark, f"\\{mark}")


def bounded(lines: Iterable[str]) -> str:
    """Return the lines as one text, cut where a summary would be too long."""
    kept: list[str] = []
    room = MAX_BYTES - 1_000
    for line in lines:
        room -= len(line.encode()) + 1
        if room < 0:
            kept += ["", "The rest is too long for a summary; the JSON report has it."]
            break
        kept.append(line)
    return "\n".join(kept) + "\n"


def section(title: str, lines: Iterable[str]) -> list[str]:
    """Return the lines below a title; without lines no title either."""
    given = list(lines)
    return ["", f"### {title}", "", *given] if given else []


def _halves(card: Scorecard) -> str:
    review, fix = card.score.review, card.score.fix
    late = phrasing.lateness(card)
    return (
        f"**review {review.earned:.1f} of {review.possible:g}, "
        f"fix {fix.earned:.1f} of {fix.possible:g}**" + (f", **{late}**" if late else "")
    )


def _table(defects: tuple[DefectLine, ...]) -> Iterator[str]:
    if not defects:
        return
    yield "| severity | review | fix | defect | where |"
    yield "| --- | --- | --- | --- | --- |"
    for defect in defects:
        word = phrasing.found_word(defect)
        found = word if defect.found else f"**{word}**"
        fixed = (
            phrasing.fixed_word(defect) if defect.fixed else f"**{phrasing.fixed_word(defect)}**"
        )
        where = "<br>".join(prose(place) for place in phrasing.places(defect))
        yield f"| {defect.severity} | {found} | {fixed} | {prose(defect.rule)} | {where} |"


def _reasons(card: Scorecard) -> Iterator[str]:
    score = card.score
    for name, points in (("review", score.review), ("fix", score.fix)):
        yield f"- {name} {points.earned:.1f} of {points.possible:g}"
        yield from (f"  - {prose(reason)}" for reason in points.reasons)


def _wrong(card: Scorecard) -> Iterator[str]:
    yield from _capped(card.taken_for(Verdict.FALSE_ALARM, Verdict.NOISE), _claim)


def _claim(claim: ClaimLine) -> str:
    reason = prose(claim.why)
    return f"- {claim.verdict} at {prose(phrasing.where(claim))}: {code(claim.text)}. {reason}"


def _broken(card: Scorecard) -> Iterator[str]:
    yield from _capped(card.regressions, lambda r: f"- {prose(r.target)}: {code(r.evidence)}")


def _ignored(card: Scorecard) -> Iterator[str]:
    yield from _capped(card.ignored, lambda each: f"- {code(each.path)}: {prose(each.reason)}")


def _notes(card: Scorecard) -> Iterator[str]:
    yield from _capped(card.notes, lambda note: f"- {prose(note)}")


def _missed(card: Scorecard) -> Iterator[str]:
    for defect in card.missed:
        places = ", ".join(prose(place) for place in phrasing.places(defect))
        said = prose(defect.explanation)
        yield f"- **{prose(defect.rule)}** ({defect.severity}) at {places}: {said}"
        if not defect.fixed:
            yield from (f"  - {code(evidence)}" for evidence in phrasing.still_there(defect))


def _capped(items: Sequence[Item], line: Callable[[Item], str]) -> Iterator[str]:
    yield from map(line, items[:MAX_ROWS])
    if len(items) > MAX_ROWS:
        yield f"- and {len(items) - MAX_ROWS} more"
