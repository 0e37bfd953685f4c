"""The kind of a comment where another format has a rule: read from it, and written into it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from checker.errors import UnknownRuleError
from checker.model.review import Neutral, ReviewComment
from checker.review.kinds import kind, kind_of
from checker.rules.catalogue import BY_NAME
from checker.rules.rule import Rule

LONGEST = 60
_CODE = re.compile(r"[A-Za-z]{1,9}\d{1,9}")
_LABEL = re.compile(
    r"(?P<label>\s{0,9}(?:\*\*)?[A-Za-z]{1,20})(?: \((?P<said>[^()\n]{1,200})\))?"
    r"(?P<end>(?:\*\*)?:)"
)


def named(value: object) -> str:
    """Return the kind that another tool's rule names, "" where it means a rule of that tool.

    Codes are left alone: those of other tools look the same and mean other faults.
    """
    if not isinstance(value, str) or len(value) > LONGEST or _CODE.fullmatch(value.strip()):
        return ""
    try:
        return kind(value)
    except UnknownRuleError:
        return ""


def rule_of(comment: ReviewComment) -> Rule | None:
    """Return the rule that a comment means, None where its kind is none or accuses nothing."""
    return BY_NAME.get(comment.kind)


def descriptor(name: str) -> Mapping[str, Any]:
    """Return a kind as SARIF describes a rule."""
    rule = BY_NAME.get(name)
    if rule is None:
        return {"id": name, "shortDescription": {"text": "A comment that accuses nothing."}}
    described: dict[str, Any] = {
        "id": rule.name,
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": f"{rule.summary} {rule.why}"},
        "properties": {"code": rule.code, "category": rule.category},
    }
    return {**described, "helpUri": rule.link} if rule.link else described


def shown(comment: ReviewComment) -> str:
    """Return the body with its rule in view of people: as a decoration of its label, or before it.

    A kind that accuses nothing is not shown, nor one that the body begins with already.
    """
    body, name = comment.body, comment.kind
    if not name or name in {*Neutral} or kind_of(body) == name:
        return body
    found = _LABEL.match(body)
    if found is None:
        return f"[{name}] {body}"
    said = f"{found['said']}, {name}" if found["said"] else name
    return f"{found['label']} ({said}){found['end']}{body[found.end() :]}"


def hidden(body: str, name: str) -> str:
    """Return the body that ``shown`` has shown a rule in."""
    if body.startswith(f"[{name}] "):
        return body.removeprefix(f"[{name}] ")
    found = _LABEL.match(body)
    if found is None or not found["said"]:
        return body
    if found["said"] == name:
        return f"{found['label']}{found['end']}{body[found.end() :]}"
    said = found["said"].removesuffix(f", {name}")
    return f"{found['label']} ({said}){found['end']}{body[found.end() :]}"
