"""The values of settling: a doubt about a verdict, the question that it leads to, its answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from checker.defence.values import ChoiceQuestion, Defence, Question
from checker.model.place import Place
from checker.report.scorecard import ClaimLine, DefectLine, Scorecard


class Role(StrEnum):
    """What a choice of a question is."""

    TRUTH = "truth"
    OPPOSITE = "opposite"
    NEAR_MISS = "near miss"
    SIBLING = "sibling"
    ELSE = "something else"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A claim whose verdict may be settled, with the defect that it may be about and its place."""

    claim: ClaimLine
    defect: DefectLine
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrongs:
    """What is known to be said of a defect's lines, or of faults like it, and is not so."""

    opposites: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()
    siblings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlingQuestion:
    """A question about the code at a place, and what each of its choices is."""

    doubt: Doubt
    question: ChoiceQuestion
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """The questions about a report by name, in order, and what was answered.

    ``settling`` is None until one was asked.
    """

    card: Scorecard
    questions: Mapping[str, SettlingQuestion]
    settling: Defence | None

    @property
    def asked(self) -> Mapping[str, Question]:
        """The questions alone."""
        return {name: each.question for name, each in self.questions.items()}

    @property
    def open(self) -> tuple[str, ...]:
        """The names of the questions that have no answer yet."""
        return self.settling.open if self.settling is not None else tuple(self.questions)

    def answered(self, settling: Defence) -> Table:
        """Return the table with other answers."""
        return replace(self, settling=settling)
