"""What the HTML report shows besides the scorecard: the diff, the comments and the times."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.diffs import FileDiff
from checker.model.review import Review


class TimelineEventKind(StrEnum):
    """What happened at some moment of a round."""

    COMMENT = "comment"
    COMMIT = "commit"
    CHECKS = "checks"
    OPENED = "opened"
    SUBMIT = "submit"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEvent:
    """An event ``second`` seconds after the start; ``about`` may name a comment."""

    second: int
    deed: TimelineEventKind
    about: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundStory:
    """What was dealt, what the comments say, what was changed, and when."""

    title: str
    changes: tuple[FileDiff, ...]
    fixes: tuple[FileDiff, ...]
    review: Review
    happenings: tuple[TimelineEvent, ...]
    minutes: int
