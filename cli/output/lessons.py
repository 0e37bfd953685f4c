"""Lessons in the terminal, and as fields for programs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from checker.report import phrasing
from checker.report.lessons import Lesson
from cli.output.rows import TextRow, plain, title

INDENT = 8
MOST_LINES = 12  # of each side of a diff


def first_rows(first: Sequence[Lesson]) -> Iterator[TextRow]:
    """Yield the rows of the lessons to begin with, in short."""
    if not first:
        return
    yield plain("")
    yield title("to learn first from this round")
    for number, lesson in enumerate(first, 1):
        yield from _head(f"{number} ", lesson)
        yield plain(phrasing.one_line(phrasing.first_sentence(lesson.defect.explanation)), INDENT)
        yield plain(f"to get onto it: {phrasing.one_line(lesson.approach)}", INDENT)
        yield from _wordings(lesson.wordings[:1])
    yield plain("each defect in full: messypr report --lessons")


def rows(lesson: Lesson) -> Iterator[TextRow]:
    """Yield the rows of one lesson in full."""
    yield plain("")
    yield from _head("", lesson)
    yield plain(phrasing.one_line(lesson.defect.explanation, longest=2_000), INDENT)
    yield plain(f"to get onto it: {phrasing.one_line(lesson.approach)}", INDENT)
    yield from _wordings(lesson.wordings)
    for check in lesson.evidence:
        said = phrasing.one_line(check.evidence or check.name, longest=600)
        yield plain(f"what it did here ({check.kind}): {said}", INDENT)
    for each in lesson.reference:
        yield plain(f"as it was dealt (-) and as it should be (+), {each.path}:", INDENT)
        yield from _diff(each.flawed.splitlines(), each.clean.splitlines())
    for old, new in lesson.yours:
        yield plain("what you changed here:", INDENT)
        yield from _diff(old, new)
    if not lesson.yours:
        yield plain("you changed nothing here", INDENT)
    link = f", {lesson.link}" if lesson.link else ""
    yield plain(f"the rule: messypr explain {phrasing.one_line(lesson.defect.rule)}{link}", INDENT)


def _head(before: str, lesson: Lesson) -> Iterator[TextRow]:
    defect = lesson.defect
    where = phrasing.places(defect)[:1]
    named = " ".join([phrasing.one_line(defect.rule), f"({defect.severity})", *where])
    yield plain(f"{before}{named}: {lesson.happened}")


def _wordings(wordings: Sequence[str]) -> Iterator[TextRow]:
    for each in wordings:
        yield plain(f'a comment that finds it: "{phrasing.one_line(each)}"', INDENT)


def _diff(old: Sequence[str], new: Sequence[str]) -> Iterator[TextRow]:
    """Yield removed and added lines; lines that both sides share at the ends are left out."""
    first = _shared(old, new)
    last = _shared(old[first:][::-1], new[first:][::-1])
    for sign, lines in (("-", old[first : len(old) - last]), ("+", new[first : len(new) - last])):
        for line in lines[:MOST_LINES]:
            yield plain(f"{sign} {_indentation(line)}{phrasing.one_line(line)}", INDENT + 2)
        if len(lines) > MOST_LINES:
            yield plain(f"{sign} and {len(lines) - MOST_LINES} lines more", INDENT + 2)


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    pairs = zip(old, new, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(old), len(new)))


def _indentation(line: str) -> str:
    return " " * (len(line) - len(line.lstrip(" ")))


def fields(lesson: Lesson) -> dict[str, Any]:
    """Return a lesson for a program."""
    return {
        "defect": lesson.defect.slug,
        "rule": lesson.defect.rule,
        "severity": str(lesson.defect.severity),
        "explanation": lesson.defect.explanation,
        "happened": lesson.happened,
        "approach": lesson.approach,
        "wordings": list(lesson.wordings),
        "evidence": [asdict(each) for each in lesson.evidence],
        "reference": [{**asdict(each), "path": str(each.path)} for each in lesson.reference],
        "yours": [{"old": list(old), "new": list(new)} for old, new in lesson.yours],
        "why": lesson.why,
        "link": lesson.link,
    }
