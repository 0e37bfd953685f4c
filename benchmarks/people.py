"""How often people meet a defect again who start rounds without a seed, and what there is to meet.

Run it with ``make people``, or ``python -m benchmarks.people [PEOPLE]``. Everybody plays ten
rounds, with one pack after another in an order of their own; the seeds that a round may take are
some of a thousand (each is drawn once), by chance with a fixed beginning, and the function behind
``messypr start`` takes one of them. Exits with 1 if as much as 15 % of what was dealt are repeats.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import count

from benchmarks import record
from benchmarks.pool_size import pool_size
from checker.dealing.draw import draw
from checker.model.key import Challenge, Pack
from checker.packs import loading
from cli.output.progress import shown_progress
from cli.steps.choosing import SEEDS_COMPARED, by_novelty

PEOPLE, ROUNDS, SEEDS, LIMIT = 100, 10, 1_000, 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting:
    """One round of somebody: so many defects, and so many of them known by then."""

    dealt: int
    repeats: int


def main(given: Sequence[str], figures: record.Figures) -> int:
    """Print both tables."""
    people = int(given[0]) if given else PEOPLE
    packs = [loading.load(slug) for slug in loading.slugs()]
    _say_supply(packs)
    print(
        f"\n{people} people, {ROUNDS} rounds each; the least known of {SEEDS_COMPARED} seeds",
        end="",
    )
    print(" is taken. Of the defects dealt so many were met before:")
    print(f"{'':18}{'mean':>7}{'worst':>7}   round 1 to {ROUNDS}")
    usual = _say_people("packs in turn", packs, people, in_turn)
    other = _say_people("packs by chance", packs, people, by_chance)
    figures |= {"packs in turn, repeats": usual, "packs by chance, repeats": other}
    print(f"wanted: under {LIMIT:.0%} on average with the packs in turn")
    return 1 if usual >= LIMIT else 0


def in_turn(packs: Sequence[Pack], chance: random.Random) -> list[Pack]:
    """Return the packs of ten rounds: all of them again and again, in an order of one's own."""
    order = chance.sample(packs, len(packs))
    return [order[number % len(order)] for number in range(ROUNDS)]


def by_chance(packs: Sequence[Pack], chance: random.Random) -> list[Pack]:
    """Return the packs of ten rounds, each any of them."""
    return chance.choices(packs, k=ROUNDS)


def play(rounds: Sequence[Pack], chance: random.Random) -> list[Sitting]:
    """Return how much of each round is known to somebody who met nothing before the first."""
    known: dict[str, frozenset[str]] = {}
    sittings = []
    for pack in rounds:
        before = known.get(pack.pr.slug, frozenset())
        seen = (_draw(pack.pr.slug, chance.randrange(SEEDS)) for _ in range(SEEDS_COMPARED))
        drawn = {each.slug for each in by_novelty(seen, before)[0].defects}
        sittings.append(Sitting(dealt=len(drawn), repeats=len(drawn & before)))
        known[pack.pr.slug] = before | drawn
    return sittings


@cache
def _draw(slug: str, seed: int) -> Challenge:
    return draw(loading.load(slug), seed)


def share(sittings: Sequence[Sitting]) -> float:
    """Return the share of repeats in all that was dealt."""
    return sum(each.repeats for each in sittings) / sum(each.dealt for each in sittings)


def _say_people(
    name: str,
    packs: Sequence[Pack],
    people: int,
    plan: Callable[[Sequence[Pack], random.Random], list[Pack]],
) -> float:
    """Print the row of one plan and return the mean share of repeats."""
    played = []
    with shown_progress(name) as progress:
        for number, chance in zip(range(people), map(random.Random, count()), strict=False):
            played.append(play(plan(packs, chance), chance))
            progress(name, number + 1, people)
    shares = [share(each) for each in played]
    mean = statistics.mean(shares)
    rounds = [share(sittings) for sittings in zip(*played, strict=True)]
    print(f"{name:18}{mean:7.1%}{max(shares):7.1%}   {' '.join(f'{each:.1%}' for each in rounds)}")
    return mean


def _say_supply(packs: Sequence[Pack]) -> None:
    print(f"{'pack':14}{'hand-made':>10}{'admitted':>10}{'total':>7}", end="")
    print(f"{'deals of its own draw':>23}{'of an interview, at least':>27}")
    for pack in packs:
        has = pool_size(pack)
        name = pack.pr.slug.replace("_", "-")
        print(
            f"{name:14}{has.hand_made:10}{has.admitted:10}{has.hand_made + has.admitted:7}", end=""
        )
        print(f"{has.plain:23,}{has.mixed:27,}")


if __name__ == "__main__":
    sys.exit(record.run("people", main))
