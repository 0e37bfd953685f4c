"""What the kind that a candidate gave to a comment says of a defect."""

from __future__ import annotations

from checker.model.review import Neutral, ReviewComment
from checker.rules.rule import Rule


def names(comment: ReviewComment, rule: Rule) -> bool:
    """Return whether a comment's kind is a rule, or a sibling that is as good a name for it."""
    return bool(comment.kind) and comment.kind in {rule.name, *rule.siblings}


def is_neutral(comment: ReviewComment) -> bool:
    """Return whether a comment's kind says that it accuses nothing."""
    return comment.kind in {*Neutral}
