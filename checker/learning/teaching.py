"""How much a challenge teaches somebody: by its kinds of faults, and by what was met before."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Final

from checker.learning.cards import RETENTION, Knowledge, RuleCard, cards, knowledge
from checker.learning.values import RoundRecord
from checker.model.key import Challenge, Defect

WORTH: Final[Mapping[Knowledge, float]] = MappingProxyType(
    {
        Knowledge.MISSED: 1.0,
        Knowledge.SHAKY: 0.7,
        Knowledge.DUE: 1.0,
        Knowledge.UNSEEN: -0.3,
        Knowledge.KNOWN: -0.6,
    }
)
"""What a defect of a rule is worth by what is known about the rule; `make learners` measures it."""
SAME_AND_FOUND: Final = -1.5  # the very defect was found before: it asks memory, not reading
SAME_AND_MISSED: Final = -0.4  # it was missed, and the report explained it
MISSES: Final = frozenset({Knowledge.MISSED, Knowledge.SHAKY})


@dataclass(frozen=True, slots=True, kw_only=True)
class Learner:
    """What the history says about somebody: cards by rule, and each defect's last credit."""

    cards: Mapping[str, RuleCard]
    met: Mapping[tuple[str, str], float]
    last_played: Mapping[str, datetime]

    def missed(self) -> frozenset[str]:
        """Return the rules whose faults were missed, or only asked about, when last met."""
        return frozenset(
            name
            for name, card in self.cards.items()
            if knowledge(card, card.card.last_review or card.card.due) in MISSES
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """A challenge with its worth, and how many of its kinds are of which knowledge."""

    challenge: Challenge
    worth: float
    kinds: Mapping[Knowledge, int]


def learner(rounds: Sequence[RoundRecord]) -> Learner:
    """Return what the rounds say about the person who played them."""
    in_order = sorted(rounds, key=lambda each: each.ended_at)
    return Learner(
        cards=cards(in_order),
        met={(r.pack, d.slug): d.found for r in in_order for d in r.defects},
        last_played={each.pack: each.ended_at for each in in_order},
    )


def best(
    challenges: Iterable[Challenge],
    who: Learner,
    now: datetime,
    *,
    most: int,
    only_missed: bool = False,
) -> tuple[Lesson, ...]:
    """Return up to ``most`` challenges, best first; of equals the pack not played for longest.

    With ``only_missed`` just the kinds count that were missed when last met.
    """
    outlook = _outlook(who, now, only_missed=only_missed)
    last = {pack: at.timestamp() for pack, at in who.last_played.items()}

    def order(worth: float, challenge: Challenge) -> tuple[float, float]:
        return -round(worth, 2), last.get(challenge.pack.pr.slug, 0.0)

    valued = ((outlook.worth_of(each), each) for each in challenges)
    chosen = heapq.nsmallest(most, valued, key=lambda pair: order(*pair))
    return tuple(_lesson(challenge, worth, outlook) for worth, challenge in chosen)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Outlook:
    """What is known about each rule now, and what a defect of it is worth."""

    states: Mapping[str, Knowledge]
    worths: Mapping[str, float]
    met: Mapping[tuple[str, str], float]
    new: float

    def worth_of(self, challenge: Challenge) -> float:
        """Return the worth of a challenge: the mean of its defects'."""
        defects, pack = challenge.defects, challenge.pack.pr.slug
        total = sum(self._worth(pack, each) for each in defects)
        return total / len(defects) if defects else WORTH[Knowledge.KNOWN]

    def _worth(self, pack: str, defect: Defect) -> float:
        worth = self.worths.get(defect.rule.name, self.new)
        credit = self.met.get((pack, defect.slug))
        if credit is None:
            return worth
        return worth + (SAME_AND_FOUND if credit == 1 else SAME_AND_MISSED)


def _outlook(who: Learner, now: datetime, *, only_missed: bool) -> _Outlook:
    states = {name: knowledge(card, now) for name, card in who.cards.items()}
    worths = {name: WORTH[state] for name, state in states.items()}
    for name, state in states.items():
        if state is Knowledge.DUE:
            worths[name] += RETENTION - who.cards[name].recall(now)  # the longer, the more
    if only_missed:
        worths = {name: float(state in MISSES) for name, state in states.items()}
    return _Outlook(
        states=states,
        worths=worths,
        met=who.met,
        new=0.0 if only_missed else WORTH[Knowledge.UNSEEN],
    )


def _lesson(challenge: Challenge, worth: float, outlook: _Outlook) -> Lesson:
    rules = {each.rule.name for each in challenge.defects}
    return Lesson(
        challenge=challenge,
        worth=worth,
        kinds=Counter(outlook.states.get(rule, Knowledge.UNSEEN) for rule in rules),
    )
