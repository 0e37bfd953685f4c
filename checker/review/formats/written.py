"""Reviews as people and assistants write them in Markdown: a place, and what is said of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from checker.errors import InvalidReviewError
from checker.model.review import LeftOut
from checker.review.formats import tables, words
from checker.review.formats.blocks import Line, LineKind, lines_of, without_front_matter
from checker.review.formats.documents import lines
from checker.review.formats.paths import resolve
from checker.review.formats.places import Place, anywhere, at_start, lines_alone
from checker.review.formats.source import MAX_ENTRIES, Entry, Found, Origin

NO_PLACES = "it names no line of a file: all of it is the summary, and none of it a comment"
DEEPEST = 7  # below every heading
_FIELD = re.compile(
    r"[-*+]?\s{0,3}[*_]{0,2}(?P<name>severity|priority|level|verdict|decision|recommendation|status|"
    r"event|review)[*_]{0,2}\s?:[*_]{0,2}\s{0,3}(?P<value>[^\n]{1,60})",
    re.IGNORECASE,
)
_SEVERITY_FIELDS = ("severity", "priority", "level")
_SUMMARIES = {"summary", "overview", "overall", "review", "code review", "conclusion", "general"}
_MESSAGE = re.compile(r"[\w@+./-]{1,200}:\d{1,8}(?::\d{1,6})?:\s")


@dataclass(slots=True, kw_only=True)
class _Part:
    """A comment, or a part of the summary, while its lines are read."""

    number: int
    level: int
    place: Place | None = None
    title: str = ""
    severity: str = ""
    indent: int = 0
    heads: bool = False
    body: list[str] = field(default_factory=list)


def read(text: str, origin: Origin) -> Found:
    """Return the comments of a text, each where a heading, a bullet or a line begins with a place.

    Raises:
        InvalidReviewError: There are too many.
    """
    rest, matter = without_front_matter(text)
    found: list[Entry | LeftOut] = []
    if matter:
        event = next((event for line in matter for _, event in _verdicts(line)), None)
        found.append(Entry(where="the front matter", fields={}, event=event))
    found += _Reading(origin).entries(rest)
    if len(found) > MAX_ENTRIES:
        raise InvalidReviewError(f"at most {MAX_ENTRIES:,} entries of a file are read")
    return found


def fits(text: str) -> bool:
    """Return whether some comment in a text names a line of a file."""
    entries = _Reading(Origin()).entries(without_front_matter(text)[0])
    return any(isinstance(each, Entry) and each.fields.get("line") for each in entries)


def _verdicts(line: str) -> Iterator[tuple[str, object]]:
    found = _FIELD.fullmatch(line.strip())
    if found and found["name"].lower() not in _SEVERITY_FIELDS and words.event(found["value"]):
        yield found["name"], found["value"]


class _Reading:
    """One pass over the lines; ``_open`` is the part that they belong to."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self._parts: list[_Part] = []
        self._open = _Part(number=1, level=0)
        self._file = ""
        self._file_level = 0
        self._severity = ""
        self._event: object = None
        self._columns: dict[str, int] = {}

    def entries(self, text: str) -> list[Entry | LeftOut]:
        """Return the comments, and the summary with the verdict after them."""
        self._parts.append(self._open)
        for line in lines_of(text):
            self._line(line)
        comments = [
            _entry(part)
            for part in self._parts
            if part.place is not None and not (part.heads and not _text(part))
        ]
        said = [_text(part) for part in self._parts if part.place is None]
        body = "\n\n".join(part for part in said if part)
        notes = () if comments or not body else (NO_PLACES,)
        summary = Entry(where="the summary", fields={"body": body}, event=self._event, notes=notes)
        return [*comments, *([summary] if body or self._event else [])]

    def _line(self, line: Line) -> None:
        if line.kind in (LineKind.START, LineKind.TEXT) and self._row(line):
            return
        match line.kind:
            case LineKind.HEADING:
                self._heading(line)
            case LineKind.ITEM | LineKind.START if place := self._begins(line):
                self._begin(line, place, DEEPEST)
            case LineKind.TEXT if place := self._like_a_compiler(line):
                self._begin(line, place, DEEPEST)
            case LineKind.BREAK:
                self._close(line, DEEPEST + 1) if line.text.startswith("=") else None
            case LineKind.CODE:
                self._append(line)
            case _:
                self._other(line)

    def _row(self, line: Line) -> bool:
        """Return whether a line belongs to a table of comments, and take its comment in."""
        row = tables.cells(line.text)
        if not row or not self._columns:
            self._columns = tables.columns(row)
            return bool(self._columns)
        where, severity, text = tables.comment(row, self._columns)
        place = at_start(where)
        if place is not None and not tables.is_rule(row):
            self._begin(line, place, DEEPEST)
            self._open.severity = severity or self._open.severity
            self._open.body = [text]
            self._close(line, DEEPEST)
        return place is not None or tables.is_rule(row)

    def _begins(self, line: Line) -> Place | None:
        """Return the place of a new comment that a bullet or a paragraph begins with."""
        place = at_start(line.text)
        bullet = line.kind is LineKind.ITEM
        if place is None or (place.first is None and not (bullet and self._is_file(place))):
            return lines_alone(line.text) if self._file and bullet else None
        return place if bullet or place.separated or place.quoted else None

    def _like_a_compiler(self, line: Line) -> Place | None:
        """Return the place of a line such as ``app.py:12:5: text`` below another one."""
        below = self._open.level in (0, DEEPEST) and not self._open.indent
        found = _MESSAGE.match(line.text) if below else None
        return at_start(line.text) if found else None

    def _is_file(self, place: Place) -> bool:
        if not place.separated or not (place.quoted or place.label or place.severity):
            return False
        return self._known(place.path)

    def _known(self, path: str) -> bool:
        there = {*self._origin.head, *self._origin.base}
        try:
            resolved = resolve(path, self._origin, "a heading")
        except InvalidReviewError:
            return True
        return not there or PurePosixPath(str(resolved)) in there

    def _heading(self, line: Line) -> None:
        title = line.text.strip()
        inside = self._open.place is not None and line.level > self._open.level
        if inside and not at_start(title) and not (self._file and lines_alone(title)):
            self._append(line)
            return
        place = at_start(title)
        if place is None or (place.first is None and place.rest):
            place = anywhere(title) or (place if place and self._known(place.path) else None)
        if place is not None and place.first is None and not place.quoted:
            place = place if self._known(place.path) or "/" in place.path else None
        alone = lines_alone(title) if place is None and self._file else None
        if place or alone:
            self._begin(line, place or alone, line.level)
            return
        self._close(line, line.level)
        self._section(title)

    def _section(self, title: str) -> None:
        plain = re.sub(r"[^\w\s-]", "", title).strip().lower()
        if event := words.event(title.rpartition(":")[2]) or words.event(plain):
            self._event = event.value
        elif words.severity(plain):
            self._severity = plain
        elif plain not in _SUMMARIES:
            self._open.title = title
            self._severity = ""

    def _begin(self, line: Line, place: Place | None, level: int) -> None:
        if place is None:
            return
        pending = self._open
        title = pending.title if pending.place is None and not "".join(pending.body).strip() else ""
        if title:
            pending.title = ""
        if place.path and place.first is None and level < DEEPEST:
            self._file, self._file_level = place.path, level
        elif place.path and level <= self._file_level:
            self._file = ""
        held = place if place.path else _in_file(place, self._file)
        heading = pending.place
        pending.heads = heading is not None and heading.first is None and bool(self._file)
        self._open = _Part(
            number=line.number,
            level=level,
            place=held,
            title=title,
            severity=place.severity or self._severity,
            indent=line.indent,
            body=[f"{place.label}: {place.rest}" if place.label else place.rest],
        )
        self._parts.append(self._open)

    def _close(self, line: Line, level: int) -> None:
        if self._file and level <= self._file_level:
            self._file = ""
        self._open = _Part(number=line.number, level=0)
        self._parts.append(self._open)

    def _other(self, line: Line) -> None:
        found = _FIELD.fullmatch(line.text.strip())
        if found and found["name"].lower() in _SEVERITY_FIELDS and self._open.place:
            self._open.severity = found["value"].strip(" *_`.")
            return
        for _, event in _verdicts(line.text):
            self._event = event
            return
        whole = words.event(line.text) if line.kind is LineKind.START else None
        if whole and self._open.place is None:
            self._event = line.text.strip()
        if self._after_bullet(line):
            self._close(line, DEEPEST)
        self._append(line)

    def _after_bullet(self, line: Line) -> bool:
        """Return whether a paragraph that is not indented follows a comment in a bullet."""
        inside = self._open.place is not None and self._open.indent > 0
        return inside and line.kind is LineKind.START and not line.raw[:1].isspace()

    def _append(self, line: Line) -> None:
        indent = self._open.indent
        raw = line.raw
        if indent and not raw[:indent].strip():
            raw = raw[indent:]
        self._open.body.append(raw)


def _in_file(place: Place, path: str) -> Place:
    return Place(
        path=path,
        first=place.first,
        last=place.last,
        left=place.left,
        severity=place.severity,
        label=place.label,
        rest=place.rest,
    )


def _text(part: _Part) -> str:
    body = "\n".join(part.body).strip()
    return f"{part.title}\n\n{body}".strip() if part.title else body


def _entry(part: _Part) -> Entry | LeftOut:
    place, where = part.place, f"line {part.number}"
    text = _text(part)
    if place is None or (not text and place.first is None):
        return LeftOut(where=where, reason="it names a file and says nothing of it")
    return Entry(
        where=where,
        fields={
            "path": place.path,
            "side": "LEFT" if place.left else "RIGHT",
            "severity": part.severity or None,
            "body": text,
            **lines(place.first, place.last),
        },
    )
