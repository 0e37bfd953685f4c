"""Cards and lessons: what is missed comes again, and what is known does not."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from fsrs import Rating

from checker.dealing.draw import draw_each
from checker.learning.cards import Knowledge, cards, grade_of, knowledge
from checker.learning.teaching import best, learner
from checker.learning.values import DefectRecord
from checker.model.key import Challenge
from checker.model.profile import Difficulty, Profile
from checker.packs import loading
from checker.rules.catalogue import RULES
from checker.rules.rule import Severity
from tests.learning.played import START, defect, played

LIMIT = 2_700
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("record", "grade"),
    [
        (defect(), Rating.Again),
        (defect(found=0.5, second=10), Rating.Hard),
        (defect(found=1.0, second=10, hinted=True), Rating.Hard),
        (defect(found=1.0, second=1_801), Rating.Hard),
        (defect(found=1.0, second=1_800), Rating.Good),
        (defect(found=1.0, second=10), Rating.Good),
        (defect(found=1.0, second=10, given=Severity.NIT), Rating.Good),
        (defect(found=1.0, second=10, given=Severity.MAJOR), Rating.Easy),
        (defect(found=1.0), Rating.Good),
    ],
)
def test_a_find_is_graded_by_how_and_when(record: DefectRecord, grade: Rating) -> None:
    assert grade_of(record, LIMIT) is grade


def test_what_is_missed_stays_missed_until_it_is_found_and_then_falls_due() -> None:
    now = START + DAY
    missed = played(defect("off-by-one"), defect("missing-deadline", found=1.0))
    known = cards([missed])
    assert knowledge(known["off-by-one"], now) is Knowledge.MISSED
    assert knowledge(known["missing-deadline"], now) is Knowledge.KNOWN
    assert knowledge(known["missing-deadline"], now + 30 * DAY) is Knowledge.DUE
    assert knowledge(known.get("resource-leak"), now) is Knowledge.UNSEEN
    again = cards([played(defect("off-by-one", found=1.0), day=1), missed])  # in any order
    assert knowledge(again["off-by-one"], now + timedelta(hours=1)) is Knowledge.KNOWN


def test_one_miss_among_finds_of_a_rule_is_a_miss() -> None:
    known = cards([played(defect(found=1.0), defect(), defect(found=1.0))])
    assert knowledge(known["off-by-one"], START) is Knowledge.MISSED


def test_a_former_name_of_a_rule_is_its_card() -> None:
    rule = next(each for each in RULES if each.formerly)
    assert [*cards([played(defect(rule.formerly[-1]))])] == [rule.name]


@pytest.fixture(scope="module")
def drills() -> tuple[Challenge, ...]:
    profile = Profile(level=Difficulty.DRILL, defects=4)
    packs = (loading.load("helpdesk"), loading.load("rag_index"))
    return tuple(each for pack in packs for each in draw_each(pack, range(40), profile))


def test_the_best_lesson_has_what_was_missed_and_not_what_was_found(
    drills: tuple[Challenge, ...],
) -> None:
    wanted, other = drills[7], drills[50]
    missed = [defect(each.rule.name) for each in wanted.defects]
    found = [
        defect(each.rule.name, found=1.0)
        for each in other.defects
        if each.rule not in {d.rule for d in wanted.defects}
    ]
    who = learner([played(*missed, *found, pack="agent_desk")])
    first, *_, last = best(drills, who, START + DAY, most=80)
    assert first.challenge == wanted
    assert first.kinds == {Knowledge.MISSED: 4}
    assert last.worth < first.worth
    [alone, *_] = best(drills, who, START + DAY, most=2, only_missed=True)
    assert alone.challenge == wanted
    assert who.missed() == {each.rule.name for each in wanted.defects}


def test_the_very_defect_that_was_found_is_not_dealt_again(drills: tuple[Challenge, ...]) -> None:
    before = drills[3]
    rows = [
        (each.slug, each.rule.name, 1.0 if number else 0.0)
        for number, each in enumerate(before.defects)
    ]
    record = played(
        *(replace(defect(rule, found=credit), slug=slug) for slug, rule, credit in rows),
        pack=before.pack.pr.slug,
    )
    who = learner([record])
    ranked = [each.challenge for each in best(drills, who, START + 300 * DAY, most=80)]
    assert ranked.index(before) > len(ranked) // 2
