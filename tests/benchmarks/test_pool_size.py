"""How many deals a pack can make is counted right, and people meet as little again as can be."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from collections.abc import Sequence

import pytest

from benchmarks import people
from benchmarks.pool_size import Limit, cliques, conflicts, plain, ways
from checker.dealing import draw
from checker.dealing.draw_mixed import fits, quota_of
from checker.dealing.draw_pool import DrawEntry, entries
from checker.model.key import Defect
from checker.model.profile import Difficulty, Profile
from checker.packs import loading
from cli.steps.choosing import MAX_TRIES, by_novelty

PACK = loading.load("helpdesk")
FEW = 18


def allowed(defects: Sequence[Defect]) -> bool:
    """Say of a set of thirteen what the draw says while it fills slots, in other words."""
    groups = Counter(each.group for each in defects if each.group)
    return (
        Counter(each.severity for each in defects) == dict(draw.QUOTA.severities)
        and max(groups.values(), default=0) <= 1
        and sum(each.visible for each in defects) <= draw.QUOTA.visible
        and sum(each.two_places for each in defects) >= draw.MIN_TWO_PLACE_DEFECTS
        and all(
            sum(each.rule.category in minimum.categories for each in defects) >= minimum.count
            for minimum in draw.MINIMA
        )
    )


@pytest.mark.parametrize("pack", loading.slugs())
def test_the_sets_of_a_small_pool_are_as_many_as_trying_all_of_them_finds(pack: str) -> None:
    loaded = loading.load(pack)
    two = [*draw.draw(loaded, 1).defects, *draw.draw(loaded, 2).defects]
    few = list({each.slug: each for each in two}.values())[:FEW]
    tried = sum(map(allowed, itertools.combinations(few, draw.QUOTA.size)))
    assert plain(few) == tried > 0


def test_ways_keep_least_and_most_and_take_one_of_a_clique() -> None:
    one, other = (1, 0), (0, 1)
    anything = [Limit(), Limit()]
    assert ways([[one], [one], [other]], anything) == 8
    assert ways([[one, one, other]], anything) == 4
    assert ways([[one], [one], [other]], [Limit(most=1), Limit(least=1)]) == 3
    assert ways([[one], [one]], [Limit(least=3), Limit()]) == 0


def test_what_is_counted_at_a_level_goes_together() -> None:
    pool = {each.defect.slug: each for each in entries(PACK)}
    limits = quota_of(1, Profile(level=Difficulty.INTERVIEW))
    groups = cliques(conflicts(tuple(pool.values())))
    chance = random.Random(1)
    counted = 0
    for _ in range(200):
        severities, crowd = Counter[str](), Counter[str]()
        chosen: list[DrawEntry] = []
        for group in chance.sample(groups, len(groups)):
            entry = pool[chance.choice(group)]
            severity, path = entry.defect.severity, str(entry.defect.changes[0].path)
            many = (
                crowd[path] * 2 > limits.size - 2 or not entry.in_new_lines or entry.defect.visible
            )
            if many or severities[severity] == limits.severities[severity]:
                continue
            severities[severity] += 1
            crowd.update({str(where) for where, _ in entry.places} | {path})
            assert fits(chosen, entry, limits), entry.defect.slug
            chosen.append(entry)
        counted += len(chosen) == limits.size
    assert counted


def test_cliques_have_no_conflict_between_them() -> None:
    path = {"a": {"b"}, "b": {"a", "c"}, "c": {"b"}, "d": set[str]()}
    found = cliques(path)
    assert len([name for clique in found for name in clique]) == 3
    for one, other in itertools.combinations(found, 2):
        assert not any(b in path[a] for a in one for b in other)


def test_the_seed_that_shares_least_comes_first() -> None:
    first = {each.slug for each in draw.draw(PACK, 1).defects}
    every = [draw.draw(PACK, seed) for seed in range(1, 31)]
    ranked = by_novelty(every, frozenset(first))
    shared = [len({each.slug for each in one.defects} & first) for one in ranked]
    assert shared == sorted(len({d.slug for d in one.defects} & first) for one in every)[:MAX_TRIES]


def test_no_more_is_drawn_than_can_be_tried_and_shares_nothing() -> None:
    left = iter([draw.draw(PACK, seed) for seed in range(1, 31)])
    assert [one.seed for one in by_novelty(left, frozenset())] == [*range(1, MAX_TRIES + 1)]
    assert next(left).seed == MAX_TRIES + 1


def test_ten_rounds_of_one_person_repeat_little(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "SEEDS_COMPARED", 12)  # fewer than the command: it is quicker
    packs = [loading.load(slug) for slug in loading.slugs()]
    chance = random.Random(1)
    rounds = people.in_turn(packs, chance)
    assert len(rounds) == people.ROUNDS
    assert {each.pr.slug for each in rounds[: len(packs)]} == set(loading.slugs())
    sittings = people.play(rounds, chance)
    assert [each.repeats for each in sittings[: len(packs)]] == [0] * len(packs)
    assert 0 < people.share(sittings) < 0.25
