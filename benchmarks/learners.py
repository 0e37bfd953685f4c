"""Simulated learners: how often they meet again what they missed, and what they know already.

Run it with ``make learners``, or ``python -m benchmarks.learners [PEOPLE]``. Everybody plays twenty
rounds, one a day: in one life what ``messypr start`` without a pack proposes, in the other a pack
and a seed by chance. Somebody knows half of the rules at first. A fault of a known rule is found
with a probability that decays as memory does, exp(-days / strength); a miss teaches the rule,
because the report explains it, and each further meeting doubles the strength.

Printed are, for each miss, the meetings of its rule in the ten rounds that follow, and the share of
defects that somebody had found before, the very same ones, and of those whose kind is known and
not due. Exits with 1 unless the first is twice that of chance and the others are under 10 %.
"""

from __future__ import annotations

import math
import random
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count

from benchmarks import record
from checker.dealing.draw import draw_each
from checker.learning.cards import Knowledge, knowledge
from checker.learning.teaching import best, learner
from checker.learning.values import DefectRecord, RoundRecord
from checker.model.key import Challenge
from checker.model.profile import Difficulty, Profile
from checker.packs import loading
from checker.rules.catalogue import RULES
from cli.output.progress import shown_progress
from cli.steps.proposing import SEEDS_COMPARED

PEOPLE, ROUNDS, WINDOW, SEEDS = 100, 20, 10, 4_000
START = datetime(2026, 1, 1, 18, 0, tzinfo=UTC)
KNOWN_AT_FIRST = 0.5
GUESS, SURE = 0.15, 0.95
FIRST_DAYS, OLD_DAYS, GROWTH = 6.0, 60.0, 2.0
WANTED_TIMES, MOST_REPEATS = 2.0, 0.10
Choice = Callable[[Sequence[RoundRecord], datetime, random.Random], Challenge]


@dataclass(slots=True, kw_only=True)
class Memory:
    """What somebody remembers of the rules: when each was last met, and how strong it is."""

    strength: dict[str, float] = field(default_factory=dict)
    met: dict[str, datetime] = field(default_factory=dict)

    def chance(self, rule: str, now: datetime) -> float:
        """Return how probable it is that a fault of a rule is found."""
        if rule not in self.strength:
            return GUESS
        days = (now - self.met.get(rule, START)) / timedelta(days=1)
        return GUESS + (SURE - GUESS) * math.exp(-days / self.strength[rule])

    def meet(self, rule: str, now: datetime) -> None:
        """Remember a rule better, because it was found, or because the report explained it."""
        before = self.strength.get(rule)
        self.strength[rule] = FIRST_DAYS if before is None else before * GROWTH
        self.met[rule] = now


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """The figures of one person: meetings after each miss, repeats and known kinds among all."""

    again: float
    repeats: float
    known: float


def main(given: Sequence[str], figures: record.Figures) -> int:
    """Print the table."""
    people = int(given[0]) if given else PEOPLE
    print(
        f"{people} people, {ROUNDS} rounds each, one a day; {SEEDS_COMPARED} seeds a pack compared"
    )
    print(f"{'':34}{'met again after a miss':>24}{'found before':>14}{'known kinds':>13}")
    worst, most = math.inf, 0.0
    for name, profile in (
        ("warm-ups of 6", Profile(level=Difficulty.WARM_UP)),
        ("drills of 4", Profile(level=Difficulty.DRILL, defects=4)),
    ):
        lives = {
            "proposed": _lives(f"{name}, proposed", people, profile, proposed(profile)),
            "by chance": _lives(f"{name}, by chance", people, profile, by_chance(profile)),
        }
        times = lives["proposed"].again / lives["by chance"].again
        print(f"{name}: {times:.2f} times as often")
        figures |= {
            f"{name}, times": times,
            f"{name}, found before": lives["proposed"].repeats,
            f"{name}, known kinds": lives["proposed"].known,
        }
        worst = min(worst, times)
        most = max(most, lives["proposed"].repeats, lives["proposed"].known)
    print(f"wanted: {WANTED_TIMES} times, and under {MOST_REPEATS:.0%} in the other columns")
    return 0 if worst >= WANTED_TIMES and most < MOST_REPEATS else 1


def proposed(profile: Profile) -> Choice:
    """Return the choice of ``messypr start`` without a pack."""

    def choose(history: Sequence[RoundRecord], now: datetime, chance: random.Random) -> Challenge:
        some = [each for drawn in _draws(profile) for each in chance.sample(drawn, SEEDS_COMPARED)]
        return best(some, learner(history), now, most=1)[0].challenge

    return choose


def by_chance(profile: Profile) -> Choice:
    """Return the choice of any pack and any seed."""

    def choose(_: Sequence[RoundRecord], __: datetime, chance: random.Random) -> Challenge:
        return chance.choice(chance.choice(_draws(profile)))

    return choose


@cache
def _draws(profile: Profile) -> tuple[tuple[Challenge, ...], ...]:
    packs = [loading.load(slug) for slug in loading.slugs()]
    return tuple(tuple(draw_each(pack, range(SEEDS), profile)) for pack in packs)


def live(choose: Choice, chance: random.Random) -> list[tuple[RoundRecord, Sequence[Knowledge]]]:
    """Return the rounds of somebody, each with what the cards said of its defects before it."""
    first = {each.name for each in RULES if chance.random() < KNOWN_AT_FIRST}
    memory = Memory(strength=dict.fromkeys(first, OLD_DAYS))
    history: list[RoundRecord] = []
    said = []
    for day in range(ROUNDS):
        now = START + timedelta(days=day)
        challenge = choose(history, now, chance)
        known = learner(history).cards
        said.append([knowledge(known.get(d.rule.name), now) for d in challenge.defects])
        history.append(_played(challenge, memory, now, chance))
    return list(zip(history, said, strict=True))


def _played(
    challenge: Challenge, memory: Memory, now: datetime, chance: random.Random
) -> RoundRecord:
    found = {
        each.slug: float(chance.random() < memory.chance(each.rule.name, now))
        for each in challenge.defects
    }
    for rule in {each.rule.name for each in challenge.defects}:
        memory.meet(rule, now)
    defects = tuple(
        DefectRecord(
            slug=each.slug,
            rule=each.rule.name,
            category=str(each.rule.category),
            severity=each.severity,
            two_places=False,
            old_lines=False,
            found=found[each.slug],
            fixed=bool(found[each.slug]),
        )
        for each in challenge.defects
    )
    return replace(_EMPTY, pack=challenge.pack.pr.slug, ended_at=now, defects=defects)


_EMPTY = RoundRecord(
    pack="",
    seed=0,
    profile="",
    dealt_head="",
    started_at=START,
    ended_at=START,
    limit_seconds=2_700,
    score=0.0,
    review=0.0,
    fix=0.0,
    precision=0.0,
    recall=0.0,
    claims=0,
    false_alarms=0,
    noise=0,
    hints=0,
    defects=(),
)


def figures_of(rounds: Sequence[tuple[RoundRecord, Sequence[Knowledge]]]) -> Life:
    """Return the figures of one person."""
    history = [each for each, _ in rounds]
    rules = [[defect.rule for defect in each.defects] for each in history]
    again = [
        sum(defect.rule in later for later in rules[number + 1 : number + 1 + WINDOW])
        for number, each in enumerate(history[: ROUNDS - WINDOW])
        for defect in each.defects
        if not defect.found
    ]
    found: set[tuple[str, str]] = set()
    repeats = dealt = 0
    for each in history:
        dealt += len(each.defects)
        repeats += sum((each.pack, defect.slug) in found for defect in each.defects)
        found |= {(each.pack, defect.slug) for defect in each.defects if defect.found}
    known = sum(each is Knowledge.KNOWN for _, said in rounds for each in said)
    return Life(
        again=statistics.mean(again) if again else 0.0,
        repeats=repeats / dealt,
        known=known / dealt,
    )


def _lives(name: str, people: int, profile: Profile, choose: Choice) -> Life:
    """Print the row of one way to choose, and return its means."""
    _draws(profile)
    lives = []
    with shown_progress(name) as progress:
        for number, chance in zip(range(people), map(random.Random, count()), strict=False):
            lives.append(figures_of(live(choose, chance)))
            progress(name, number + 1, people)
    mean = Life(
        again=statistics.mean(each.again for each in lives),
        repeats=statistics.mean(each.repeats for each in lives),
        known=statistics.mean(each.known for each in lives),
    )
    print(f"{name:34}{mean.again:24.2f}{mean.repeats:14.1%}{mean.known:13.1%}")
    return mean


if __name__ == "__main__":
    sys.exit(record.run("learners", main))
