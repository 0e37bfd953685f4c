"""The values of a defence: its questions, the answers, and how it went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction
from typing import TypeAlias

from checker.model.key import Fix

MINUTES_A_QUESTION = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceQuestion:
    """A question with one right choice, at position ``right``.

    ``code`` are lines of the pull request that it is about, "" for none. ``source`` is an address,
    a place of the pack, or the report of the round.
    """

    id: str
    text: str
    choices: tuple[str, ...]
    right: int
    explanation: str
    source: str
    code: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberQuestion:
    """A question whose answer is a number; it may differ from ``answer`` by a share of it."""

    id: str
    text: str
    answer: Fraction
    tolerance: Fraction
    unit: str
    explanation: str
    source: str


Question: TypeAlias = ChoiceQuestion | NumberQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownRepairs:
    """Repairs of a hand-made defect: every right one mends it, and no wrong one does."""

    right: tuple[Fix, ...] = ()
    wrong: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The answer to one question, as it was judged; it does not change any more."""

    question: str
    given: str
    right: bool
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Defence:
    """A defence as it is kept: the names of its questions in their order, and the answers."""

    begun_at: datetime
    questions: tuple[str, ...]
    answers: tuple[Answered, ...] = ()

    @property
    def open(self) -> tuple[str, ...]:
        """The questions that have no answer yet, in their order."""
        answered = {each.question for each in self.answers}
        return tuple(each for each in self.questions if each not in answered)

    @property
    def right(self) -> int:
        """How many answers are right."""
        return sum(each.right for each in self.answers)

    @property
    def ends_at(self) -> datetime:
        """When an answer begins to be late."""
        return self.begun_at + timedelta(minutes=MINUTES_A_QUESTION * len(self.questions))

    @property
    def late(self) -> int:
        """How many answers came after the time limit; they count all the same."""
        return sum(each.at > self.ends_at for each in self.answers)
