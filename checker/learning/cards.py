"""One card a rule, scheduled by FSRS: which kinds of faults are due again, and which are known.

Cards are computed from the history each time and never stored, so that they cannot disagree. A card
is reviewed once a round, with the worst grade of the rule's defects in it:

* again: missed
* hard: a bare question, or found after a hint on its file or in the last third of the time
* good: found
* easy: found in the first third of the time, with the severity of the key
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final

from fsrs import Card, Rating, Scheduler

from checker.learning.values import DefectRecord, RoundRecord
from checker.rules.catalogue import RULES

RETENTION: Final = 0.9
LONGEST_DAYS: Final = 60
_SCHEDULER: Final = Scheduler(
    desired_retention=RETENTION,
    learning_steps=(),
    relearning_steps=(),
    maximum_interval=LONGEST_DAYS,
    enable_fuzzing=False,  # the same history gives the same cards
)
THIRDS: Final = 3


class Knowledge(StrEnum):
    """What the history says about one rule."""

    MISSED = "missed"
    SHAKY = "shaky"
    DUE = "due"
    UNSEEN = "unseen"
    KNOWN = "known"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCard:
    """A rule's card with its last grade."""

    rule: str
    card: Card
    grade: Rating

    def recall(self, now: datetime) -> float:
        """Return how probable it is that the rule's faults are found now."""
        return _SCHEDULER.get_card_retrievability(self.card, now)


def cards(rounds: Iterable[RoundRecord]) -> Mapping[str, RuleCard]:
    """Return the card of each rule that was met, by the rule's present name."""
    known: dict[str, RuleCard] = {}
    for record in sorted(rounds, key=lambda each: each.ended_at):
        for rule, defects in _by_rule(record).items():
            grade = min(grade_of(each, record.limit_seconds) for each in defects)
            card = known[rule].card if rule in known else _new_card(record.ended_at)
            after, _ = _SCHEDULER.review_card(card, grade, review_datetime=record.ended_at)
            known[rule] = RuleCard(rule=rule, card=after, grade=grade)
    return known


def grade_of(defect: DefectRecord, limit_seconds: int) -> Rating:
    """Return the grade of one defect, see the module's docstring."""
    if not defect.found:
        return Rating.Again
    second, third = defect.found_second, limit_seconds / THIRDS
    late = second is not None and second > 2 * third
    if defect.found < 1 or defect.hinted or late:
        return Rating.Hard
    early = second is not None and second <= third
    return Rating.Easy if early and defect.given is defect.severity else Rating.Good


def knowledge(card: RuleCard | None, now: datetime) -> Knowledge:
    """Return what a card says now; None is the card of a rule that was never met."""
    if card is None:
        return Knowledge.UNSEEN
    if card.grade is Rating.Again:
        return Knowledge.MISSED
    if card.grade is Rating.Hard:
        return Knowledge.SHAKY
    return Knowledge.DUE if card.recall(now) < RETENTION else Knowledge.KNOWN


def _new_card(at: datetime) -> Card:
    return Card(card_id=0, due=at)  # without an id it takes one from the clock, and waits for it


_NAMES: Final = {former: rule.name for rule in RULES for former in rule.formerly}


def _by_rule(record: RoundRecord) -> Mapping[str, Sequence[DefectRecord]]:
    found: dict[str, list[DefectRecord]] = {}
    for defect in record.defects:
        found.setdefault(_NAMES.get(defect.rule, defect.rule), []).append(defect)
    return found
