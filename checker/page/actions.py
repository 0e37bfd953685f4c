"""What the browser may change: each function takes a JSON object and returns one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

from checker import kinds, rounds
from checker.errors import ConflictError, InvalidReviewError
from checker.model.review import Event, ReviewComment, Side
from checker.model.times import to_second
from checker.page.jobs import Jobs
from checker.page.material import Material
from checker.page.state import comment_fields, version
from checker.page.views import hints
from checker.review import kind_of
from checker.review.fields import choice, comment_kind, prose, text, timestamp

Fields = Mapping[str, Any]


def add_comment(material: Material, fields: Fields) -> Fields:
    """Make a comment from a draft, and delete the draft.

    The comment gets the draft's id, so that a request that is sent twice adds one comment. A
    draft that ``edits`` a comment replaces it, unless the comment has changed meanwhile.

    Raises:
        ConflictError: The comment that the draft edits was changed or removed meanwhile.
        InvalidReviewError: It names a kind that does not exist.
    """
    draft = rounds.parse_draft(fields)
    was = _seen(material, draft.edits, fields) if draft.edits else None
    new = ReviewComment(
        id=draft.edits or draft.id,
        path=draft.path or PurePosixPath(),
        lines=draft.lines,
        side=draft.side,
        severity=draft.severity,
        body=draft.body.strip(),
        created_at=was.created_at if was else to_second(datetime.now(UTC)),
        kind=comment_kind(fields, "the comment") or kind_of(draft.body.strip()),
    )
    kept = rounds.put_comment(material.place, new, dealt=material.dealt, was=was)
    rounds.discard_draft(material.place, draft.id)
    return {"comment": comment_fields(material, kept)}


def remove(material: Material, name: str, fields: Fields) -> Fields:
    """Remove a comment, and return it.

    Raises:
        ConflictError: The comment was changed or removed meanwhile.
    """
    _seen(material, name, fields)
    return {"comment": comment_fields(material, rounds.remove_comment(material.place, name))}


def restore(material: Material, fields: Fields) -> Fields:
    """Put back a comment that was just removed, or its text before an edit.

    Raises:
        ConflictError: Another comment with this id exists.
    """
    draft = rounds.parse_draft({**fields, "version": 0})
    was = (
        _seen(material, draft.id, {"version_seen": fields["over"]}) if fields.get("over") else None
    )
    old = ReviewComment(
        id=draft.id,
        path=draft.path or PurePosixPath(),
        lines=draft.lines,
        side=draft.side,
        severity=draft.severity,
        body=draft.body,
        created_at=timestamp(fields, "created_at", "the comment"),
        kind=comment_kind(fields, "the comment"),
    )
    kept = rounds.put_comment(material.place, old, dealt=material.dealt, was=was)
    return {"comment": comment_fields(material, kept)}


def save_draft(material: Material, fields: Fields) -> Fields:
    """Store a draft, or delete an empty one."""
    draft = rounds.parse_draft(fields)
    if not draft.body.strip():
        rounds.discard_draft(material.place, draft.id)
        return {"draft": rounds.draft_fields(replace(draft, version=0))}
    return {"draft": rounds.draft_fields(rounds.save_draft(material.place, draft))}


def drop_draft(material: Material, name: str) -> Fields:
    """Delete a draft."""
    rounds.discard_draft(material.place, name)
    return {}


def view(material: Material, fields: Fields) -> Fields:
    """Mark a file as viewed, or remove the mark.

    Raises:
        InvalidReviewError: The pull request does not change this file.
    """
    path = text(fields, "path", "the mark")
    if path not in {str(each.diff.path) for each in material.changes().files}:
        raise InvalidReviewError("no such file in this pull request")
    viewed = rounds.mark_viewed(material.place, path, viewed=fields.get("viewed") is True)
    return {"viewed": sorted(viewed)}


def take_hint(material: Material, jobs: Jobs) -> Fields:
    """Take the next hint, and return all that were taken.

    Raises:
        MessyprError: There is none, for example because the round was handed in.
    """
    jobs.tasks.hint()
    return hints(material.place)


def hand_in(jobs: Jobs, fields: Fields) -> Fields:
    """Start to hand the round in.

    Raises:
        InvalidReviewError: The verdict is missing.
    """
    event = choice(fields, "event", Event, "the review")
    if event is None:
        raise InvalidReviewError("the review: event is missing")
    jobs.hand_in(event, prose(fields, "body", "the review").strip())
    return {}


def offers(material: Material, fields: Fields) -> Fields:
    """Return the kinds that a draft most likely means, by its words and the code it is on."""
    draft = rounds.parse_draft(fields)
    about = rounds.new_comment(
        path=draft.path or PurePosixPath(),
        lines=draft.lines,
        side=draft.side,
        body=draft.body,
        now=datetime.now(UTC),
    )
    found = kinds.offered(about, material.dealt)
    return {"offers": [{"name": each.name, "summary": each.summary} for each in found]}


def lines_of(material: Material, fields: Fields) -> Fields:
    """Return the text of dealt lines, for a suggestion."""
    draft = rounds.parse_draft({**fields, "id": "suggestion"})
    if draft.lines is None or draft.path is None:
        return {"text": ""}
    source = material.lines(draft.path, left=draft.side is Side.LEFT)
    return {"text": "\n".join(source[draft.lines.first - 1 : draft.lines.last])}


def _seen(material: Material, name: str, fields: Fields) -> ReviewComment:
    """Return a comment, if it is still as the browser showed it.

    Raises:
        ConflictError: It was changed or removed meanwhile.
    """
    comments = {each.id: each for each in rounds.load_review(material.place).comments}
    found = comments.get(name)
    if found is None or version(found) != text(fields, "version_seen", "the comment"):
        raise ConflictError("this comment was changed or removed in another window")
    return found
