"""Draws that mix hand-made defects with those of operators, and the history they are dealt with."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from checker.dealing.build import build, deal
from checker.dealing.draw import draw
from checker.dealing.draw_pool import DrawEntry, entries
from checker.dealing.quota import LEVELS
from checker.errors import DrawError
from checker.model.key import Challenge, HiddenTest
from checker.model.profile import Difficulty, Profile
from checker.packs import loading
from checker.prove.drawn import prove_repository
from checker.prove.proof import pack_trees
from checker.rules.rule import Category
from checker.system import git

PACK = loading.load("helpdesk")
INTERVIEW = Profile(level=Difficulty.INTERVIEW)
SALT = bytes(range(16))


@cache
def pool() -> dict[str, DrawEntry]:
    return {each.defect.slug: each for each in entries(PACK)}


@cache
def draws() -> tuple[Challenge, ...]:
    return tuple(draw(PACK, seed, INTERVIEW) for seed in range(1, 21))


def slugs(challenge: Challenge) -> list[str]:
    return [defect.slug for defect in challenge.defects]


def test_a_mixed_draw_has_the_severities_of_its_level_and_both_kinds() -> None:
    for challenge in draws():
        found = Counter(defect.severity for defect in challenge.defects)
        assert found == dict(LEVELS[Difficulty.INTERVIEW].severities)
    made = Counter(pool()[slug].by_operator for challenge in draws() for slug in slugs(challenge))
    assert min(made[True], made[False]) > len(draws())


def test_every_drawn_defect_has_a_witness_that_no_other_fails() -> None:
    for challenge in draws():
        for defect in challenge.defects:
            rest = [pool()[slug] for slug in slugs(challenge) if slug != defect.slug]
            failed = frozenset[str]().union(*(each.fails for each in rest))
            names = {c.node_id for c in defect.checks if isinstance(c, HiddenTest)}
            assert defect.checks
            assert not names & failed
            assert not {each.defect.slug for each in rest} & pool()[defect.slug].clashes


def test_no_rule_and_no_function_of_an_operator_comes_twice() -> None:
    for challenge in draws():
        drawn = [pool()[slug] for slug in slugs(challenge)]
        assert len({each.defect.rule for each in drawn}) == len(drawn)
        places = Counter(p for each in drawn if each.by_operator for p in each.places)
        assert max(places.values(), default=0) <= 1


def test_the_same_wishes_draw_the_same_and_others_something_else() -> None:
    assert slugs(draw(PACK, 3, INTERVIEW)) == slugs(draws()[2])
    assert slugs(draw(PACK, 3, INTERVIEW, SALT)) != slugs(draws()[2])
    assert len({frozenset(slugs(each)) for each in draws()}) == len(draws())
    assert not any(pool()[slug].by_operator for slug in slugs(draw(PACK, 3)))


def test_a_drill_may_be_clean_and_a_number_is_obeyed() -> None:
    sizes = [len(draw(PACK, seed, Profile(level=Difficulty.DRILL)).defects) for seed in range(60)]
    assert 10 <= sizes.count(0) <= 30
    assert max(sizes) == LEVELS[Difficulty.DRILL].size
    assert len(draw(PACK, 1, Profile(level=Difficulty.INTERVIEW, defects=7)).defects) == 7
    with pytest.raises(DrawError, match="defects of the pool go together"):
        draw(PACK, 1, Profile(level=Difficulty.INTERVIEW, defects=200))


def test_half_of_the_defects_are_what_was_asked_for() -> None:
    focus = (Category.ASYNC, Category.MISTRAL)
    for seed in range(1, 11):
        drawn = draw(PACK, seed, Profile(level=Difficulty.INTERVIEW, focus=focus)).defects
        assert sum(defect.rule.category in focus for defect in drawn) >= 7


def test_the_history_of_a_mixed_deal_is_messy_and_gives_nothing_away(tmp_path: Path) -> None:
    planned = [commit.message.splitlines()[0] for commit in PACK.pr.commits]
    subjects: set[str] = set()
    for challenge in draws()[:3]:
        made = deal(challenge)
        proofs = prove_repository(pack_trees(PACK), challenge, made, "mixed")
        assert [each.detail for each in proofs if not each.holds] == []
        folder = tmp_path / str(challenge.seed)
        assert build(challenge, folder).dealt.head_commit == made.dealt.head_commit
        told = git.text("log", "--reverse", "--format=%s", "main..HEAD", cwd=folder)
        assert len(told.splitlines()) > len(planned)
        subjects.add(told)
    assert len(subjects) == 3
