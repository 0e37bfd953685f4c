"""The values of an adjudication: a verdict in doubt, and what a second judge says of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from checker.report.scorecard import ClaimLine, DefectLine

ClaimKey: TypeAlias = tuple[str, int]


class Credit(StrEnum):
    """How a claim finds a defect: it says what is wrong, or it only asks about it."""

    FULL = "full"
    ASKED = "asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Code:
    """Lines of the dealt pull request, the first of which has the number ``first``."""

    first: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Appeal:
    """A claim whose verdict a second judge is asked about, and the defects that it may find.

    ``id`` is a digest of all that is asked: a verdict on another question does not fit. ``body``
    is the whole comment, ``code`` what is around it, None where it is about no lines.
    """

    id: str
    claim: ClaimLine
    body: str
    code: Code | None
    offered: tuple[DefectLine, ...]

    @property
    def slugs(self) -> tuple[str, ...]:
        """The names of the defects that are offered."""
        return tuple(each.slug for each in self.offered)


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenVerdict:
    """What a second judge says of a claim; ``defect`` is "" and ``credit`` None for no defect."""

    appeal: Appeal
    defect: str
    credit: Credit | None
    quote: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RefusedVerdict:
    """A verdict that does not count, in which line it is, and why."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The verdicts of a file that count, and those that do not."""

    verdicts: tuple[GivenVerdict, ...]
    refused: tuple[RefusedVerdict, ...] = ()


def key_of(claim: ClaimLine) -> ClaimKey:
    """Return what tells a claim from all others of its review."""
    return (claim.comment, claim.number)
