"""What a candidate hands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath

from checker.model.pack import Tree
from checker.model.place import Lines
from checker.rules.rule import Severity


class Event(StrEnum):
    """The verdict of a review, in GitHub's words."""

    APPROVE = "APPROVE"
    REQUEST_CHANGES = "REQUEST_CHANGES"
    COMMENT = "COMMENT"


class Neutral(StrEnum):
    """Kinds of a comment that accuses nothing: it finds nothing and costs nothing."""

    PRAISE = "praise"
    QUESTION = "question"
    REMARK = "remark"


class Side(StrEnum):
    """Which side of the diff a line is counted on: LEFT is the merge base, RIGHT the head."""

    LEFT = "LEFT"
    RIGHT = "RIGHT"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewComment:
    """One comment on a file (``lines`` is None) or on lines of it.

    ``commit_id`` is the commit whose lines it counts; "" stands for the dealt head. ``kind`` is the
    name of a rule of the catalogue, one of ``Neutral``, or "" where the candidate did not say.
    ``created_at`` is None where the file that the comment comes from has no time.
    """

    id: str
    path: PurePosixPath
    lines: Lines | None
    side: Side
    severity: Severity | None
    body: str
    created_at: datetime | None
    commit_id: str = ""
    kind: str = ""


class HintStep(StrEnum):
    """What a hint names; each step costs more than the one before."""

    CATEGORY = "category"
    FILE = "file"
    FUNCTION = "function"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """Help that was taken during a practice round, about defects that were not found then.

    ``left`` is how many of the category were unfound; 0 without a category says that all defects
    were found. ``path`` is "" in the first step, ``scope`` in the first two, and where the defect
    is in no function.
    """

    step: HintStep
    category: str
    left: int
    path: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Everything a candidate wrote; ``event`` is None until the review is handed in.

    ``hints`` are those that were taken.
    """

    event: Event | None = None
    body: str = ""
    commit_id: str = ""
    comments: tuple[ReviewComment, ...] = ()
    hints: tuple[Hint, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """An entry of another tool's file that was not imported, or was changed for it, and why."""

    where: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Ignored:
    """A path of a submission that is not graded, and why."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A review and the clean tree to check: the pinned base plus what the PR may change.

    ``notes`` say what people should know about files that are graded nevertheless.
    """

    review: Review
    tree: Tree
    head: str
    ignored: tuple[Ignored, ...] = ()
    notes: tuple[str, ...] = ()
