"""Make a review of what a reader found: one bad entry is left out, and said to be."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from checker.errors import InvalidReviewError, UnknownRuleError
from checker.model.review import Event, LeftOut, Review, ReviewComment, Side
from checker.review.fields import MAX_BODY_CHARS, prose
from checker.review.formats import authors, diff_places, paths, words
from checker.review.formats.source import Entry, Found, Origin, Taken, reason
from checker.review.formats.trailer import full_commit, id_or_none
from checker.review.kinds import kind
from checker.review.reading import MAX_COMMENTS, comment

ID_DIGITS = 10
LONGEST_SHOWN = 40


def made(found: Found, author: str, origin: Origin) -> Taken:
    """Return the review that one author wrote.

    Raises:
        InvalidReviewError: Several people wrote it, and ``author`` does not say which is meant;
            or nothing of it can be taken in: the message says why.
    """
    parts = list(found)
    entries = [part for part in parts if isinstance(part, Entry)]
    left = [part for part in parts if isinstance(part, LeftOut)]
    who = authors.chosen(entries, author)
    left += [
        LeftOut(where=each.where, reason=f"{each.author!a} wrote it")
        for each in entries
        if each.author not in ("", who)
    ]
    mine = [each for each in entries if each.author in ("", who)]
    review, notes, refused = _review(mine, origin)
    taken = Taken(review=review, left_out=(*left, *refused), notes=notes)
    if left + refused and not (review.comments or review.body or review.event):
        raise InvalidReviewError(f"nothing can be imported: {summary(taken.left_out)}")
    return taken


def summary(left_out: Sequence[LeftOut], most: int = 3) -> str:
    """Return the reasons in one line, each with the entries that it is about."""
    by_reason: dict[str, list[str]] = {}
    for each in left_out:
        by_reason.setdefault(each.reason, []).append(each.where)
    said = [f"{places(where)}: {why}" for why, where in by_reason.items()]
    more = f"; and {len(said) - most} more reasons" if len(said) > most else ""
    return "; ".join(said[:most]) + more


def places(where: Sequence[str], most: int = 3) -> str:
    """Return the first of the entries, and how many more there are."""
    more = f" and {len(where) - most} more" if len(where) > most else ""
    return ", ".join(where[:most]) + more


def _review(
    entries: list[Entry], origin: Origin
) -> tuple[Review, tuple[LeftOut, ...], list[LeftOut]]:
    general = [each for each in entries if "path" not in each.fields]
    taken_at = next(
        (at for each in general if (at := full_commit(each.fields.get("commit_id")))), ""
    )
    comments: dict[str, ReviewComment] = {}
    refused: list[LeftOut] = []
    notes: list[LeftOut] = []
    for entry in entries:
        if "path" not in entry.fields:
            notes += [LeftOut(where=entry.where, reason=each) for each in entry.notes]
            continue
        try:
            made_of, changes = _comment(entry, taken_at, origin)
        except InvalidReviewError as error:
            refused.append(LeftOut(where=entry.where, reason=reason(error, entry.where)))
            continue
        if made_of.id in comments:
            again = _again(made_of, comments[made_of.id])
            refused.append(LeftOut(where=entry.where, reason=again))
            continue
        comments[made_of.id] = made_of
        notes += [LeftOut(where=entry.where, reason=each) for each in changes]
    if len(comments) > MAX_COMMENTS:
        raise InvalidReviewError(
            f"the review has {len(comments):,} comments; at most {MAX_COMMENTS:,} are read"
        )
    body, event = _body(general, refused), _event(general, notes)
    review = Review(event=event, body=body, commit_id=taken_at, comments=tuple(comments.values()))
    return review, tuple(notes), refused


def _again(new: ReviewComment, old: ReviewComment) -> str:
    if replace(new, created_at=None) == replace(old, created_at=None):
        return "it is there twice"
    return f"another comment of the file has its id, {new.id}"


def _comment(entry: Entry, taken_at: str, origin: Origin) -> tuple[ReviewComment, tuple[str, ...]]:
    """Return the comment of an entry, and what was changed to make it."""
    fields: dict[str, Any] = {**entry.fields}
    notes = [*entry.notes, *_kind(fields)]
    fields["path"] = paths.resolve(fields.get("path"), origin, entry.where)
    if not entry.ours:
        notes += _translated(fields)
    if fields.get("start_side") not in (None, fields.get("side") or "RIGHT"):
        notes.append("its range begins on the other side of the diff: only its end is commented")
        fields |= {"start_line": None, "start_side": None}
    made_of = comment(fields, entry.where, "-", taken_at)
    away = made_of.side is Side.RIGHT and made_of.commit_id
    if away and not origin.has_commit(made_of.commit_id):
        made_of, note = _moved(made_of, entry.hunk, origin)
        notes.append(note)
    named = made_of if made_of.id != "-" else replace(made_of, id=content_id(made_of))
    return named, tuple(notes)


def _kind(fields: dict[str, Any]) -> list[str]:
    """Leave out a kind that is none of the catalogue, and say so."""
    said = fields.get("kind")
    try:
        fields["kind"] = kind(said) if isinstance(said, str) else None
    except UnknownRuleError:
        fields["kind"] = None
        return [f"kind {str(said)[:LONGEST_SHOWN]!a} is none of ours"]
    return []


def _translated(fields: dict[str, Any]) -> list[str]:
    """Put our words in the place of another tool's, and return what could not be translated."""
    said, time = fields.get("severity"), fields.get("created_at")
    fields["severity"] = words.severity(said)
    fields["created_at"] = words.time(time)
    fields["id"] = id_or_none(fields.get("id"))
    if isinstance(body := fields.get("body"), str):
        fields["body"] = body.replace("\r\n", "\n").replace("\r", "\n").strip("\n")
    fields["commit_id"] = full_commit(fields.get("commit_id"))
    if not isinstance(said, str) or not said.strip() or fields["severity"] is not None:
        return []
    return [f"severity {said[:LONGEST_SHOWN]!a} is none of ours"]


def _moved(made_of: ReviewComment, hunk: str, origin: Origin) -> tuple[ReviewComment, str]:
    """Return a comment on a commit that the repository lacks, with lines of the dealt files.

    Raises:
        InvalidReviewError: The lines that it is about are not there.
    """
    short, home = made_of.commit_id[:12], replace(made_of, commit_id="")
    if made_of.lines is None:
        return home, f"its commit {short} is not in the repository"
    if not hunk:
        return home, (
            f"its commit {short} is not in the repository: its lines are counted as dealt"
        )
    last = diff_places.find(hunk, made_of.path, made_of.side, origin, made_of.lines.last)
    if last is None:
        raise InvalidReviewError(
            f"its commit {short} is not in the repository, and the lines that it is about are"
            f" not in {made_of.path} as it was dealt"
        )
    shift = last - made_of.lines.last
    first = max(made_of.lines.first + shift, 1)
    placed = replace(home, lines=replace(made_of.lines, first=first, last=last))
    return placed, f"its commit {short} is not in the repository: its line was found by its text"


def content_id(made_of: ReviewComment) -> str:
    """Return an id that the same comment gets again, and another comment does not."""
    made_from = (str(made_of.path), made_of.lines, str(made_of.side), made_of.body)
    digest = hashlib.sha256(repr(made_from).encode("utf-8", "replace")).hexdigest()
    return f"i{digest[:ID_DIGITS]}"


def _body(general: list[Entry], refused: list[LeftOut]) -> str:
    bodies: list[str] = []
    for entry in general:
        try:
            text = prose(entry.fields, "body", entry.where)
        except InvalidReviewError as error:
            refused.append(LeftOut(where=entry.where, reason=reason(error, entry.where)))
            continue
        if not text.strip() or text in bodies:
            continue
        if sum(map(len, bodies)) + 2 * len(bodies) + len(text) > MAX_BODY_CHARS:
            refused.append(LeftOut(where=entry.where, reason="the summary would be too long"))
            continue
        bodies.append(text)
    return bodies[0] if len(bodies) == 1 else "\n\n".join(text.strip() for text in bodies)


def _event(general: list[Entry], notes: list[LeftOut]) -> Event | None:
    event = None
    for entry in general:
        if entry.event in (None, ""):
            continue
        event = words.event(entry.event) or event
        if words.event(entry.event) is None:
            shown = ascii(entry.event)[:LONGEST_SHOWN]
            notes.append(LeftOut(where=entry.where, reason=f"{shown} is no verdict of ours"))
    return event
