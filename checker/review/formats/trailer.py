"""Keep the fields that a format lacks in an invisible comment, so that nothing is lost."""

from __future__ import annotations

import json
import re
from typing import Any

from checker.model.review import ReviewComment
from checker.model.times import as_text
from checker.review.formats import rules

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:-]{0,63}")
_COMMIT = re.compile(r"[0-9a-fA-F]{40}")
_TRAILER = re.compile(r"\n*<!-- messypr (\{[^\n]{0,400}\}) -->\s*\Z")
SHOWN = "kind_shown"  # the body has the rule before its text
KEPT = ("id", "severity", "kind", "created_at", SHOWN)


def kept(comment: ReviewComment) -> dict[str, str]:
    """Return the fields of ours that are set."""
    severity, time = comment.severity or "", as_text(comment.created_at)
    fields = {
        "id": comment.id,
        "severity": str(severity),
        "kind": comment.kind,
        "created_at": time,
    }
    return {name: value for name, value in fields.items() if value}


def attach(comment: ReviewComment) -> str:
    """Return the body with its rule in view, followed by our fields."""
    body = rules.shown(comment)
    fields = kept(comment) | ({SHOWN: "yes"} if body != comment.body else {})
    return f"{body}\n\n<!-- messypr {json.dumps(fields)} -->"


def detach(body: object) -> dict[str, Any]:
    """Return the body and our fields, if there are any."""
    found = _TRAILER.search(body) if isinstance(body, str) else None
    if not found or not isinstance(body, str):
        return {"body": body}
    text, fields = body[: found.start()], ours(found[1])
    name = fields.get("kind")
    if fields.pop(SHOWN, "") and isinstance(name, str):
        text = rules.hidden(text, name)
    return {"body": text, **fields}


def ours(text: object) -> dict[str, Any]:
    """Return our fields from a JSON text, none if it is something else."""
    try:
        fields = json.loads(text) if isinstance(text, str) else None
    except (ValueError, RecursionError):
        return {}
    if not isinstance(fields, dict) or not isinstance(fields.get("id"), str):
        return {}
    return {name: fields[name] for name in KEPT if name in fields}


def id_or_none(value: object) -> str | None:
    """Return an id that a review file may have, None for what is none."""
    return value if isinstance(value, str) and _ID.fullmatch(value) else None


def full_commit(value: object) -> str:
    """Return a full commit id in lower case, "" for what is none."""
    return value.lower() if isinstance(value, str) and _COMMIT.fullmatch(value) else ""
