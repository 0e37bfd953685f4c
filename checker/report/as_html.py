"""Scorecard -> HTML: one page, with the diff and the comments at its lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import starmap
from pathlib import PurePosixPath

from markupsafe import Markup

from checker.diffs import FileDiff, Status
from checker.markup import LineNote, TableRow, annotated, render, style_sheet, suggestion
from checker.markup import comment as comment_html
from checker.model.result import Verdict
from checker.model.review import ReviewComment, Side
from checker.report import charts, phrasing
from checker.report.lessons import Lesson, changed_near, first_to_learn, lessons
from checker.report.scorecard import DefectLine, Scorecard
from checker.report.story import RoundStory

KINDS = {
    Verdict.FALSE_ALARM: "alarm",
    Verdict.FOUND: "hit",
    Verdict.ASKED: "hit",
    Verdict.NOISE: "noise",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectEntry:
    """A defect with the comment that found it, the candidate's fix and the reference's.

    ``lesson`` is None where nobody is taught.
    """

    defect: DefectLine
    comment: Markup | None
    yours: tuple[Markup, ...]
    reference: tuple[tuple[PurePosixPath, Markup], ...]
    lesson: Lesson | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A file of the diff with its notes; ``loose`` are notes on lines that are not shown."""

    diff: FileDiff
    table: Markup
    loose: tuple[LineNote, ...]


def dump(
    card: Scorecard,
    story: RoundStory,
    *,
    alone: bool = True,
    teaches: bool = False,
    beside: str = "",
) -> str:
    """Return the page; ``alone`` includes the style sheet, so that it needs no other file.

    ``teaches`` adds lessons, which only practice has, and ``beside`` is a sentence for beside the
    score.
    """
    kinds = comment_kinds(card)
    taught = lessons(card, story.fixes) if teaches else ()
    by_slug = {each.defect.slug: each for each in taught}
    return render(
        "report.html",
        card=card,
        story=story,
        words=phrasing,
        beside=beside,
        style=Markup(style_sheet()) if alone else None,  # noqa: S704  our own
        severities=charts.by_severity(card),
        categories=charts.by_category(card),
        timeline=charts.timeline(story, kinds),
        width=charts.WIDTH,
        findings=tuple(_finding(defect, story, by_slug) for defect in card.defects),
        first=first_to_learn(taught),
        wrong=card.taken_for(Verdict.FALSE_ALARM, Verdict.NOISE),
        pages=tuple(_pages(card, story, kinds)),
    )


def comment_kinds(card: Scorecard) -> dict[str, str]:
    """Return the verdict on each comment by its id: its best claim, an alarm before noise."""
    order = ("hit", "alarm", "noise", "neutral")
    kinds: dict[str, str] = {}
    for claim in card.claims:
        kind = KINDS.get(claim.verdict, "neutral")
        kinds[claim.comment] = min(kinds.get(claim.comment, kind), kind, key=order.index)
    return kinds


def _finding(defect: DefectLine, story: RoundStory, taught: Mapping[str, Lesson]) -> DefectEntry:
    said = next((each for each in story.review.comments if each.id == defect.comment), None)
    return DefectEntry(
        defect=defect,
        comment=_said(said, story) if said else None,
        yours=tuple(starmap(suggestion, changed_near(defect, story.fixes))),
        lesson=taught.get(defect.slug),
        reference=tuple(
            (each.path, suggestion(_lines(each.flawed), _lines(each.clean)))
            for each in defect.reference
        ),
    )


def _lines(text: str) -> tuple[str, ...]:
    return tuple(text.removesuffix("\n").split("\n")) if text else ()


def _said(said: ReviewComment, story: RoundStory) -> Markup:
    about: tuple[str, ...] = ()
    for diff in story.changes:
        lines, path = (diff.old, diff.old_path) if said.side is Side.LEFT else (diff.new, diff.path)
        if said.lines and path == said.path:
            about = lines[said.lines.first - 1 : said.lines.last]
    return comment_html(said.body, about)


def _pages(card: Scorecard, story: RoundStory, kinds: dict[str, str]) -> Iterator[Page]:
    notes: dict[PurePosixPath, list[LineNote]] = {}
    for said in story.review.comments:
        kind = kinds.get(said.id, "neutral")
        why = [claim for claim in card.claims if claim.comment == said.id]
        html = render("said.html", id=said.id, kind=kind, html=_said(said, story), claims=why)
        old, line = said.side is Side.LEFT, said.lines.last if said.lines else None
        notes.setdefault(said.path, []).append(_note(line, html, old=old))
    for defect in card.missed:
        for place in defect.places[:1]:
            html = render("missed.html", defect=defect)
            notes.setdefault(place.path, []).append(_note(place.lines.last, html))
    for diff in story.changes:
        mine = [*notes.pop(diff.path, ())]
        mine += notes.pop(diff.old_path, ()) if diff.old_path != diff.path else ()
        table, loose = annotated(TableRow(diff), mine)
        yield Page(diff=diff, table=table, loose=loose)
    for path, left in notes.items():
        bare = FileDiff(status=Status.MODIFIED, old_path=path, path=path)
        yield Page(diff=bare, table=Markup(), loose=tuple(left))


def _note(line: int | None, html: str, *, old: bool = False) -> LineNote:
    return LineNote(line=line, old=old, html=Markup(html))  # noqa: S704  a template of ours
