from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from checker.dealing.draw import MIN_TWO_PLACE_DEFECTS, MINIMA, QUOTA, draw
from checker.errors import DrawError
from checker.model.key import Challenge, Defect, Pack
from checker.packs import loading
from checker.rules.rule import Category, Severity

PACK = loading.load("helpdesk")
POOL = PACK.key.defects


def slugs(challenge: Challenge) -> list[str]:
    return [defect.slug for defect in challenge.defects]


@cache
def draws() -> tuple[Challenge, ...]:
    return tuple(draw(PACK, seed) for seed in range(1, 301))


def pool(*defects: Defect) -> Pack:
    return replace(PACK, key=replace(PACK.key, defects=defects))


def test_the_quotas_are_those_of_the_design() -> None:
    assert dict(QUOTA.severities) == {
        Severity.BLOCKER: 3,
        Severity.MAJOR: 5,
        Severity.MINOR: 3,
        Severity.NIT: 2,
    }
    assert QUOTA.size == 13
    assert QUOTA.visible == 2
    assert {"+".join(sorted(each.categories)): each.count for each in MINIMA} == {
        "async": 3,
        "mistral": 3,
        "errors+resources": 2,
        "conventions+typing": 1,
        "naming": 1,
        "tests": 1,
        "hygiene": 1,
    }


def test_every_draw_has_thirteen_different_defects_of_the_severities() -> None:
    for challenge in draws():
        assert len(set(slugs(challenge))) == QUOTA.size
        assert Counter(defect.severity for defect in challenge.defects) == dict(QUOTA.severities)


def test_every_draw_has_the_minima_of_its_categories() -> None:
    for challenge in draws():
        for minimum in MINIMA:
            drawn = [d for d in challenge.defects if d.rule.category in minimum.categories]
            assert len(drawn) >= minimum.count, (challenge.seed, minimum)


def test_no_draw_has_two_of_a_group_or_too_much_that_linters_see() -> None:
    assert {defect.group for defect in POOL} > {""}
    for challenge in draws():
        groups = Counter(defect.group for defect in challenge.defects if defect.group)
        assert max(groups.values(), default=0) <= 1
        assert sum(defect.visible for defect in challenge.defects) <= QUOTA.visible


def test_what_linters_see_beyond_the_limit_is_never_drawn() -> None:
    seen = next(defect for defect in POOL if defect.visible).checks
    many = [replace(each, checks=seen) for each in POOL[27:35]]
    found = [draw(pool(*POOL[:27], *many, *POOL[35:]), seed) for seed in range(1, 41)]
    counts = Counter(sum(defect.visible for defect in challenge.defects) for challenge in found)
    assert max(counts) == QUOTA.visible


def test_every_draw_has_enough_that_two_places_show() -> None:
    for challenge in draws():
        assert sum(defect.two_places for defect in challenge.defects) >= MIN_TWO_PLACE_DEFECTS


def test_the_first_fifty_draws_all_differ() -> None:
    assert len({tuple(slugs(challenge)) for challenge in draws()[:50]}) == 50
    assert len({frozenset(slugs(challenge)) for challenge in draws()[:50]}) == 50


def test_every_defect_of_the_pool_is_drawn_by_some_seed() -> None:
    drawn = Counter(slug for challenge in draws() for slug in slugs(challenge))
    assert set(drawn) == {defect.slug for defect in POOL}


def test_the_drawn_stand_in_the_order_of_their_hashes() -> None:
    def rank(seed: int, slug: str) -> str:
        return hashlib.sha256(f"{seed}:helpdesk:{slug}".encode()).hexdigest()

    for challenge in draws()[:20]:
        drawn = slugs(challenge)
        assert drawn == sorted(drawn, key=lambda slug: rank(challenge.seed, slug))


def test_the_order_of_the_pool_makes_no_difference() -> None:
    for challenge in draws()[:20]:
        assert slugs(draw(pool(*reversed(POOL)), challenge.seed)) == slugs(challenge)


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_another_process_draws_the_same(hash_seed: str) -> None:
    script = (
        "from checker.dealing import draw\n"
        "from checker.packs import loading\n"
        "pack = loading.load('helpdesk')\n"
        "for seed in (1, 2, 3, -4, 2**70):\n"
        "    print(*[d.slug for d in draw.draw(pack, seed).defects])\n"
    )
    environ = {**os.environ, "PYTHONHASHSEED": hash_seed}
    command = [sys.executable, "-c", script]
    printed = subprocess.run(command, env=environ, capture_output=True, text=True, check=True)
    assert [line.split() for line in printed.stdout.splitlines()] == [
        slugs(draw(PACK, seed)) for seed in (1, 2, 3, -4, 2**70)
    ]


def test_a_pool_of_what_was_drawn_deals_just_that() -> None:
    for challenge in draws()[:10]:
        again = draw(pool(*challenge.defects), 99)
        assert set(slugs(again)) == set(slugs(challenge))


@pytest.mark.parametrize("category", sorted({c for each in MINIMA for c in each.categories}))
def test_a_pool_without_a_category_that_is_needed_deals_nothing(category: Category) -> None:
    needed = next(m for m in MINIMA if category in m.categories).categories
    rest = [defect for defect in POOL if defect.rule.category not in needed]
    with pytest.raises(DrawError, match="no 13 defects of the pool fulfil the quotas"):
        draw(pool(*rest), 1)


@pytest.mark.parametrize("severity", list(Severity))
def test_a_pool_with_too_few_of_a_severity_deals_nothing(severity: Severity) -> None:
    others = [defect for defect in POOL if defect.severity is not severity]
    too_few = QUOTA.severities[severity] - 1
    some = [defect for defect in POOL if defect.severity is severity][:too_few]
    with pytest.raises(DrawError):
        draw(pool(*others, *some), 1)


def test_a_pool_that_single_places_show_deals_nothing() -> None:
    flat = [replace(each, changes=each.changes[:1], sites=()) for each in POOL]
    with pytest.raises(DrawError):
        draw(pool(*flat), 1)


def test_a_pool_of_one_group_deals_nothing_and_comes_to_an_end() -> None:
    with pytest.raises(DrawError):
        draw(pool(*(replace(each, group="one") for each in POOL)), 1)
    with pytest.raises(DrawError):
        draw(pool(), 1)
