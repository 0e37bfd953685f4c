"""What changes during a round, as JSON for the browser."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from checker import rounds
from checker.errors import UnknownRuleError
from checker.markup import comment as comment_html
from checker.markup import label
from checker.model.review import Review, ReviewComment, Side
from checker.model.times import as_text
from checker.page.material import Material
from checker.page.outdated import WorkingTree
from checker.review import kind, kind_of, severity_of
from checker.rounds import Draft, RoundDir

_KEPT = ("review.json", "viewed.json", "submitted.json", "report.json", "draft-*.json")


def signature(material: Material) -> str:
    """Return a hash that changes whenever the result of ``state`` may change."""
    place = material.place
    files = [file for pattern in _KEPT for file in sorted(place.folder.glob(pattern))]
    files += material.branch_files()
    files += [place.worktree / shown.diff.path for shown in material.changes().files]
    marks = [_mark(file) for file in files]
    return hashlib.sha256(repr(marks).encode()).hexdigest()[:16]


def _mark(file: Path) -> tuple[str, int, int]:
    try:
        found = file.lstat()
    except OSError:
        return file.name, 0, 0
    return file.name, found.st_mtime_ns, found.st_size


def clock(material: Material) -> dict[str, object]:
    """Return the time of the round by the server's clock."""
    round_ = rounds.load(material.place)
    left = rounds.time_left(round_, datetime.now(UTC)).total_seconds()
    submitted = round_.submitted
    return {
        "seconds_left": left,
        "minutes": round_.minutes,
        "submitted_at": as_text(submitted.at) if submitted else None,
        "graded": submitted is not None and (material.place.folder / "report.json").is_file(),
    }


def state(material: Material) -> dict[str, object]:
    """Return comments, drafts and viewed marks as they are now."""
    place = material.place
    review = rounds.load_review(place)
    work = WorkingTree(material)
    return {
        "comments": [comment_fields(material, each, work) for each in review.comments],
        "drafts": [rounds.draft_fields(each) for each in drafts(place, review)],
        "viewed": sorted(rounds.load_viewed(place)),
        "commits": _commits(material),
    }


def _commits(material: Material) -> dict[str, int]:
    """Return how many commits there are, and how many of them came after the dealt head."""
    commits = material.commits()
    return {"all": len(commits), "yours": sum(each.yours for each in commits)}


def drafts(round_dir: RoundDir, review: Review) -> Iterator[Draft]:
    """Yield drafts that are not comments yet; a kill can leave drafts of stored comments."""
    stored = {comment.id: comment for comment in review.comments}
    for draft in rounds.load_drafts(round_dir):
        comment = stored.get(draft.edits or draft.id)
        if comment is None or not _says_the_same(draft, comment):
            yield draft


def _says_the_same(draft: Draft, comment: ReviewComment) -> bool:
    """Return whether a draft would become a comment that is stored already."""
    body = draft.body.strip()
    try:
        named = kind(draft.kind) or kind_of(body)
    except UnknownRuleError:
        return False
    said = (body, draft.severity or severity_of(body), named)
    return said == (comment.body, comment.severity, comment.kind)


def version(comment: ReviewComment) -> str:
    """Return a hash that changes with the comment."""
    return hashlib.sha256(repr(comment).encode("utf-8", "replace")).hexdigest()[:12]


def comment_fields(
    material: Material, comment: ReviewComment, work: WorkingTree | None = None
) -> dict[str, object]:
    """Return a comment as the browser shows it."""
    work = work or WorkingTree(material)
    lines = comment.lines
    about: tuple[str, ...] = ()
    if lines is not None:
        source = material.lines(comment.path, left=comment.side is Side.LEFT)
        about = tuple(source[lines.first - 1 : lines.last])
    return {
        "id": comment.id,
        "version": version(comment),
        "path": str(comment.path),
        "start_line": lines.first if lines else None,
        "line": lines.last if lines else None,
        "side": comment.side,
        "severity": comment.severity,
        "kind": comment.kind,
        "label": label(comment.body),
        "body": comment.body,
        "html": str(comment_html(comment.body, about)),
        "created_at": as_text(comment.created_at),
        "outdated": work.outdated(comment),
    }


def as_json(document: object) -> str:
    """Return a document in ASCII for the browser."""
    return json.dumps(document, ensure_ascii=True, separators=(",", ":"))
