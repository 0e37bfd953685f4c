"""The values of the report for a candidate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from checker.model.place import Lines
from checker.model.result import Verdict
from checker.model.review import Ignored, Side
from checker.rules.rule import Category


@dataclass(frozen=True, slots=True, kw_only=True)
class AttemptLine:
    """One graded commit of an exam: its number from 1, when it was graded, and its points."""

    number: int
    commit: str
    at: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryLine:
    """How many defects of a category were found, and how many fixed; others are not counted."""

    category: Category
    found: int
    fixed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentLine:
    """What a comment of the candidate earned: the verdict on each of its claims.

    ``categories`` are those of the defects that it found.
    """

    comment: str
    path: PurePosixPath
    lines: Lines | None
    side: Side
    verdicts: tuple[Verdict, ...]
    categories: tuple[Category, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateReport:
    """Points, categories, and what the candidate's own comments earned.

    The seed is not here: it names the answers of a pack that the candidate has.
    """

    pack: str
    dealt_commit: str
    commit: str
    points: float
    review: float
    fix: float
    attempt: int
    attempts: tuple[AttemptLine, ...]
    categories: tuple[CategoryLine, ...]
    comments: tuple[CommentLine, ...]
    regressions: int
    ignored: tuple[Ignored, ...]
    notes: tuple[str, ...]
    isolation: str
    tools: Mapping[str, str]
