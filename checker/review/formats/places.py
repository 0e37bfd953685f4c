"""Places as people write them: ``src/app.py:12-14``, ``app.py#L12``, ``app.py, line 12``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.review.formats.words import LABELS, SEVERITIES

LONGEST = 400  # characters of a line in which a place is looked for
_DASH = "[-\u2010-\u2015\u2212]"
_MARK = r"[`*_\"'\]\)]{0,5}"
# What begins with a dot may be code (".filter() is slow"): a file by its name, or if it has a line.
_AT_LINE = (
    rf"(?:(?={_MARK}(?::~?L?\d|\#L\d|[\s,@(]{{1,4}}(?:(?:at|on|in)\s)?[Ll](?:ine|n)?s?\.?\s?\d|\s\(\d))"
    r"|(?<=\.env)|(?<=\.gitignore)|(?<=\.gitattributes)|(?<=\.dockerignore)|(?<=\.editorconfig))"
)
_PATH = (
    r"(?P<path>(?:\.{0,2}/)?(?:[\w@+.-]{1,99}/){0,20}[\w@+-][\w@+.-]{0,99}?\.[A-Za-z]\w{0,9}(?![\w/])"
    r"|(?:[\w@+.-]{1,99}/){1,20}[\w@+-][\w@+-]{0,99}"
    rf"|(?:(?:[\w@+.-]{{1,99}}/){{1,20}}|(?<![\w.]))\.[A-Za-z](?:[\w.-]{{0,39}}\w)?{_AT_LINE}|Makefile|Dockerfile|LICENSE)"
)
_NUMBERS = (
    rf"(?::(?P<old>~)?L?(?P<a>\d{{1,8}})(?::\d{{1,6}})?(?:\s?{_DASH}\s?L?(?P<b>\d{{1,8}})(?::\d{{1,6}})?)?"
    rf"|\#L(?P<c>\d{{1,8}})(?:C\d{{1,6}})?(?:{_DASH}L?(?P<d>\d{{1,8}})(?:C\d{{1,6}})?)?"
    r"|{MARK}[\s,@]{0,4}\(?(?:at|on|in)?\s{0,2}(?:[Ll]ines?|LINES?|[Ll]n\.?|[Ll]\.?|[Zz]eile)\s{0,2}"
    rf"(?P<e>\d{{1,8}})(?:\s{{0,2}}(?:{_DASH}|to|and|,)\s{{0,2}}[Ll]?(?P<f>\d{{1,8}}))?\)?"
    rf"|{{MARK}}\s?\((?P<g>\d{{1,8}})(?:{_DASH}(?P<h>\d{{1,8}}))?\))"
).replace("{MARK}", _MARK)
_LEAD = r"[`*_\"'\[\(]{0,5}"
_PLACE = re.compile(rf"{_LEAD}{_PATH}(?:{_MARK}{_NUMBERS})?(?![\w/])")
_ALONE = re.compile(
    rf"{_LEAD}(?:[Ll]ines?|[Ll]\.?|[Ll]n\.?)?\s?(?P<a>\d{{1,8}})(?:\s?{_DASH}\s?[Ll]?(?P<b>\d{{1,8}}))?"
    rf"{_MARK}(?=\s?(?:[:,)]|{_DASH}|$))"
)
_LINK = re.compile(r"\[([^\]\n]{1,200})\]\(([^)\s]{1,300})\)")
_TAG = re.compile(
    r"[^\w`*\[(./\"]{0,6}[*_`]{0,3}[\[(]?[*_`]{0,3}(?P<tag>[A-Za-z][A-Za-z-]{1,15})"
    rf"[*_`]{{0,3}}[\])]?[*_`]{{0,3}}\s{{0,2}}(?:[:]|{_DASH})?[*_`]{{0,3}}\s{{1,3}}(?:(?:in|at|on)\s)?"
)
_INTRO = re.compile(
    r"(?:[*_]{0,2}(?:file|path|location|where|in|at)\b:?[*_]{0,2}:?)\s{1,3}", re.IGNORECASE
)
_SIDE = re.compile(r"\s{0,3}[\[(](?:L|LEFT|old|base|before)[\])]")
_RANK = re.compile(
    rf"[*_`]{{0,4}}\s{{0,3}}(?:{_DASH}\s|:\s)?[*_`]{{0,3}}[\[(]?[*_`]{{0,3}}"
    rf"(?P<word>[A-Za-z][A-Za-z -]{{1,19}}?)"
    rf"[*_`]{{0,3}}(?P<shut>[\])])?[*_`]{{0,3}}\s{{0,3}}(?P<end>:|{_DASH}|$)"
)
_CLOSING = re.compile(rf"[`*_\"'\]\)]{{0,6}}\s{{0,3}}(?:[:,]|{_DASH})?[*_]{{0,3}}\s{{0,9}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place, and what is said beside it on the same line.

    ``path`` is "" where only lines are named. ``quoted`` says that the place is set off.
    """

    path: str
    first: int | None
    last: int | None
    left: bool = False
    severity: str = ""
    label: str = ""
    rest: str = ""
    separated: bool = False
    quoted: bool = False


def at_start(line: str) -> Place | None:
    """Return the place that a line begins with; a severity or a label may come before it."""
    text = _LINK.sub(_link, line[:LONGEST].strip())
    intro = _INTRO.match(text)
    if intro and (found := _PLACE.match(text, intro.end())):
        return _made(found, text, line)
    tag = _TAG.match(text)
    word = tag["tag"].lower() if tag else ""
    if tag and (word in SEVERITIES or word in LABELS) and (found := _PLACE.match(text, tag.end())):
        return _made(found, text, line, word)
    bare = re.match(r"[^\w`*\[(./\"']{0,6}", text)
    found = _PLACE.match(text, bare.end() if bare else 0)
    return _made(found, text, line) if found else None


def anywhere(line: str) -> Place | None:
    """Return the first place with a line number in a heading; the rest is its title."""
    text = _LINK.sub(_link, line[:LONGEST].strip())
    for found in _PLACE.finditer(text):
        if _numbers(found)[0] is not None:
            place = _made(found, text, line)
            before = text[: found.start()].rstrip(" `*_([:-\u2013\u2014@").strip()
            title = " ".join(part for part in (before, place.rest) if part)
            return Place(
                path=place.path,
                first=place.first,
                last=place.last,
                left=place.left,
                severity=place.severity,
                rest=re.sub(r"^\d{1,3}[.)]\s", "", title),
                separated=True,
            )
    return None


def lines_alone(line: str) -> Place | None:
    """Return the lines that a line begins with, below the heading of a file."""
    text = line[:LONGEST].strip()
    found = _ALONE.match(text)
    if found is None or not (re.match(r"[`*_\[\(]{0,5}[Ll]", text) or found.end() < len(text)):
        return None
    return _made(found, text, line)


def after_path(text: str) -> tuple[str, int | None, int | None] | None:
    """Return the path and the lines of a text that is nothing but a place."""
    found = _PLACE.fullmatch(text.strip()[:LONGEST])
    return (found["path"], *_numbers(found)) if found else None


def _link(found: re.Match[str]) -> str:
    """Return the half of a link that names the more exact place."""
    shown, target = found[1], found[2]
    inner = _PLACE.search(target.rpartition("/blob/")[2].partition("/")[2] or target)
    told = _PLACE.match(shown)
    if inner and "#L" in target and (told is None or _numbers(told)[0] is None):
        return f"{told['path'] if told else inner['path']}#L{_numbers(inner)[0]}" + (
            f"-L{_numbers(inner)[1]}" if _numbers(inner)[1] else ""
        )
    return f"`{shown}`" if told else found[0]


def _numbers(found: re.Match[str]) -> tuple[int | None, int | None]:
    held = found.groupdict()
    for first, last in ("ab", "cd", "ef", "gh"):
        if held.get(first):
            return int(held[first]) or None, int(held[last]) if held.get(last) else None
    return None, None


def _made(found: re.Match[str], text: str, line: str, word: str = "") -> Place:
    at, left = found.end(), bool(found.groupdict().get("old"))
    if side := _SIDE.match(text, at):
        at, left = side.end(), True
    rank = _RANK.match(text, at)
    severity = word if word in SEVERITIES and word not in LABELS else ""
    if rank and (rank["word"].lower().strip() in SEVERITIES or (rank["shut"] and not rank["end"])):
        at, severity = rank.end(), rank["word"].strip()
    closing = _CLOSING.match(text, at)
    end = closing.end() if closing else at
    rest = text[end:] + line.strip()[LONGEST:]
    first, last = _numbers(found)
    separators = text[at:end] + (rank[0] if rank and severity else "")
    return Place(
        path=found.groupdict().get("path") or "",
        first=first,
        last=last,
        left=left,
        severity=severity,
        label=word if word in LABELS else "",
        rest=rest.strip(),
        separated=bool(re.search(rf"[:,)\]]|{_DASH}", separators)) or not rest.strip(),
        quoted=found[0][:1] in "`*\"'[",
    )
