"""Second verdicts are kept in the report, and the same ones give the same report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker import report
from checker.adjudication import keeping
from checker.adjudication.appeals import appeals
from checker.adjudication.values import Appeal, Credit, GivenVerdict
from checker.errors import UsageError
from checker.model.result import Score, Verdict
from checker.report import Scorecard, as_json
from tests.adjudication.made import material, played

KNOWN = played("helpdesk", 42)
DEFECTS = KNOWN.challenge.defects


def says(appeal: Appeal, defect: str, credit: Credit = Credit.FULL) -> GivenVerdict:
    return GivenVerdict(
        appeal=appeal, defect=defect, credit=credit if defect else None, quote=appeal.body, why="so"
    )


def missed(appeal: Appeal) -> str:
    return next(each.slug for each in appeal.offered if not each.found)


def kept(card: Scorecard, *verdicts: GivenVerdict, judge: str = "Ada") -> Scorecard:
    return keeping.kept(replace(material(KNOWN), card=card), verdicts, judge)


def test_the_first_judges_score_stays_and_the_second_stands_beside_it() -> None:
    card = KNOWN.card
    appeal = appeals(material(KNOWN))[0]
    grown = kept(card, says(appeal, missed(appeal)))
    assert replace(grown, adjudications=()) == card
    [adjudication] = grown.adjudications
    assert adjudication.score.review.earned > card.score.review.earned
    assert adjudication.score.recall > card.score.recall
    assert adjudication.score.fix == card.score.fix
    total = adjudication.score.review.earned + card.score.fix.earned
    assert adjudication.score.total == round(total, 1)
    [second] = adjudication.changed
    assert (second.comment, second.became, second.defect) == (
        appeal.claim.comment,
        Verdict.FOUND,
        missed(appeal),
    )


def test_agreement_changes_nothing() -> None:
    """Who says of every claim what the first judge said gives the same points.

    The reasons may name another unfixed blocker: a report has its defects in another order.
    """
    every = appeals(material(KNOWN), every=True)
    earning = {Verdict.FOUND: Credit.FULL, Verdict.ASKED: Credit.ASKED}
    same = [
        says(each, each.claim.target, earning[each.claim.verdict])
        if each.claim.verdict in earning
        else says(each, "")
        for each in every
        if not each.claim.unsure
    ]
    [adjudication] = kept(KNOWN.card, *same).adjudications
    assert points(adjudication.score) == points(KNOWN.card.score)
    assert adjudication.changed == ()
    assert len(adjudication.verdicts) == len(same) > 5


def points(score: Score) -> tuple[float, ...]:
    return (
        score.total,
        score.review.earned,
        score.fix.earned,
        score.precision,
        score.recall,
    )


def test_a_find_that_falls_lowers_the_score() -> None:
    find = next(
        each for each in appeals(material(KNOWN), every=True) if each.claim.verdict is Verdict.FOUND
    )
    [adjudication] = kept(KNOWN.card, says(find, "")).adjudications
    assert adjudication.score.recall < KNOWN.card.score.recall


def test_a_report_with_a_second_score_survives_being_kept() -> None:
    appeal = appeals(material(KNOWN))[0]
    grown = kept(KNOWN.card, says(appeal, missed(appeal)))
    assert report.parse(as_json.dump(grown)) == grown


def test_the_same_verdicts_again_give_the_same_report() -> None:
    appeal = appeals(material(KNOWN))[0]
    once = kept(KNOWN.card, says(appeal, missed(appeal)))
    assert kept(once, says(appeal, missed(appeal))) == once
    assert kept(once) == once


def test_a_judge_goes_on_and_another_one_begins_anew() -> None:
    one, two = appeals(material(KNOWN))[:2]
    first = kept(KNOWN.card, says(one, missed(one)))
    assert keeping.unanswered(first, (one, two), "Ada") == (two,)
    assert keeping.unanswered(first, (one, two), "Bob") == (one, two)
    grown = kept(first, says(two, ""))
    assert len(grown.adjudications[0].verdicts) == 2
    other = kept(grown, says(one, ""), judge="Bob")
    assert [each.judge for each in other.adjudications] == ["Ada", "Bob"]
    assert other.adjudications[0] == grown.adjudications[0]
    assert other.adjudications[1].changed == ()
    changed = kept(other, says(one, ""))
    assert [each.became for each in changed.adjudications[0].verdicts].count(Verdict.FOUND) == 0


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "\x1b[31mred", "x" * 121])
def test_a_name_that_no_report_could_show_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="--by"):
        keeping.checked_name(name)


def test_a_report_that_is_scored_otherwise_now_is_not_judged_again() -> None:
    card = KNOWN.card
    assert keeping.checked(card, DEFECTS) == card
    review = replace(card.score.review, earned=1.0)
    older = replace(card, score=replace(card.score, review=review))
    with pytest.raises(UsageError, match="grade the submission again"):
        keeping.checked(older, DEFECTS)
    with pytest.raises(UsageError, match="other defects"):
        keeping.checked(card, DEFECTS[1:])
