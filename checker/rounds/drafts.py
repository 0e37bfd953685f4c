"""Drafts: one file for each, written while the user types.

A draft has a version, and every change names the version that it is based on: of two windows that
write in the same draft the second gets an error, and overwrites nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

from checker.errors import ConflictError, InvalidReviewError, RoundError
from checker.model.place import Lines
from checker.model.review import Side
from checker.review.fields import choice, line, prose, repository_path, text
from checker.rounds.folder import exclusive
from checker.rounds.state import open_round
from checker.rounds.values import RoundDir
from checker.rules.rule import Severity
from checker.sandbox.isolation.beneath import read_named
from checker.system.files import write_whole

SUMMARY = "summary"
MAX_DRAFTS = 500
MAX_KIND_CHARS = 100
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An unfinished comment or, with ``path`` None, the unfinished summary of the review.

    ``edits`` is the id of the comment that it will replace, "" for a new one. ``kind`` is what was
    typed so far, which need not name a kind yet.
    """

    id: str
    path: PurePosixPath | None = None
    lines: Lines | None = None
    side: Side = Side.RIGHT
    severity: Severity | None = None
    body: str = ""
    edits: str = ""
    kind: str = ""
    version: int = 0


def parse_draft(fields: Mapping[str, Any]) -> Draft:
    """Return the draft in a JSON object.

    Raises:
        InvalidReviewError: It does not follow the format.
    """
    name = text(fields, "id", "the draft")
    if not _ID.fullmatch(name):
        raise InvalidReviewError("the draft: id must be 1 to 64 letters, digits or . _ : -")
    where = "the draft"
    last = line(fields, "line", where)
    first = line(fields, "start_line", where) or last
    version = fields.get("version", 0)
    if type(version) is not int or not 0 <= version < 1 << 53:
        raise InvalidReviewError(f"{where}: version must be a whole number")
    return Draft(
        id=name,
        path=None if name == SUMMARY else repository_path(fields, where),
        lines=Lines(first=min(first, last), last=last) if first and last else None,
        side=choice(fields, "side", Side, where) or Side.RIGHT,
        severity=choice(fields, "severity", Severity, where),
        body=prose(fields, "body", where),
        edits=text(fields, "edits", where)[:64],
        kind=text(fields, "kind", where)[:MAX_KIND_CHARS],
        version=version,
    )


def draft_fields(draft: Draft) -> dict[str, object]:
    """Return a draft as a JSON object."""
    return {
        "id": draft.id,
        "path": str(draft.path) if draft.path else None,
        "start_line": draft.lines.first if draft.lines else None,
        "line": draft.lines.last if draft.lines else None,
        "side": draft.side,
        "severity": draft.severity,
        "body": draft.body,
        "edits": draft.edits,
        "kind": draft.kind,
        "version": draft.version,
    }


def save_draft(round_dir: RoundDir, draft: Draft) -> Draft:
    """Store a draft, and return it with its new version.

    Raises:
        RoundError: The round was handed in, or there are too many drafts.
        ConflictError: Another window has changed it since ``draft.version``.
    """
    with exclusive(round_dir):
        open_round(round_dir)
        there = _read(round_dir, draft.id)
        if there is not None and there.version != draft.version:
            raise ConflictError("this draft was changed in another window")
        if there is None and len(list(round_dir.folder.glob(_file("*")))) >= MAX_DRAFTS:
            raise RoundError(f"at most {MAX_DRAFTS} drafts are kept: add or discard some")
        kept = replace(draft, version=draft.version + 1)
        content = json.dumps(draft_fields(kept), ensure_ascii=False, indent=1)
        write_whole(round_dir.folder / _file(draft.id), content.encode())
    return kept


def discard_draft(round_dir: RoundDir, name: str) -> None:
    """Delete a draft, if it exists."""
    if _ID.fullmatch(name):
        with exclusive(round_dir):
            (round_dir.folder / _file(name)).unlink(missing_ok=True)


def load_drafts(round_dir: RoundDir) -> tuple[Draft, ...]:
    """Return the drafts without those that somebody broke by hand."""
    names = sorted(file.stem.removeprefix("draft-") for file in round_dir.folder.glob(_file("*")))
    found = (_read(round_dir, name) for name in names)
    return tuple(draft for draft in found if draft is not None)


def _file(name: str) -> str:
    return f"draft-{name}.json"


def _read(round_dir: RoundDir, name: str) -> Draft | None:
    try:
        fields = json.loads(read_named(round_dir.folder / _file(name)))
        return parse_draft(fields) if isinstance(fields, dict) else None
    except (OSError, ValueError, RecursionError, InvalidReviewError):
        return None
