"""What answers make of verdicts and points, beside the score that stays."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker import report
from checker.model.result import Verdict
from checker.report import FORMATS, Scorecard, as_json, phrasing
from checker.report.scorecard import Settled, SettledScore
from checker.settling.doubts import doubts
from checker.settling.settled import is_reproduced, settled
from tests.report.test_candidate import DEALS, exam
from tests.settling.doubtful import ASKED, doubtful, head


def after(**answers: bool) -> tuple[Scorecard, SettledScore]:
    card = doubtful()
    result = settled(card, doubts(card, head()), answers)
    assert result.settled is not None
    return result, result.settled


def test_without_answers_there_is_one_number() -> None:
    card = doubtful()
    assert settled(card, doubts(card, head()), {}) is card
    assert settled(card, doubts(card, head()), {"c6": True, "nobody's": True}) is card


def test_the_truth_settles_a_comment_as_a_find() -> None:
    for comment in ("c2", "c3", "c5"):
        _, known = after(**{comment: True})
        [line] = known.lines
        assert (line.comment, line.verdict, line.outcome) == (comment, Verdict.FOUND, Settled.TRUTH)
        assert known.review > doubtful().score.review.earned
        assert known.total == round(known.review + doubtful().score.fix.earned, 1)


def test_what_was_noise_costs_nothing_once_it_is_settled() -> None:
    _, noise = after(c3=True)
    card = doubtful()
    free = replace(card.claims[2], verdict=Verdict.UNJUDGED)
    claims = (*card.claims[:2], free, *card.claims[3:])
    spared = settled(replace(card, claims=claims), doubts(card, head()), {"c3": True})
    assert spared.settled is not None
    assert spared.settled.review == noise.review


def test_a_wrong_answer_takes_nothing_away() -> None:
    card, known = after(**dict.fromkeys(ASKED, False))
    assert known.review == card.score.review.earned
    assert known.right == 0
    outcomes = {each.comment: each.outcome for each in known.lines}
    assert outcomes == {
        **dict.fromkeys(ASKED, Settled.LEFT),
        **dict.fromkeys(("c1", "c7"), Settled.NOT_DEFENDED),
    }
    assert all(each.verdict is each.judged for each in known.lines)


def test_what_was_found_or_asked_stays_what_it_is_worth() -> None:
    for comment, verdict in (("c1", Verdict.FOUND), ("c7", Verdict.ASKED)):
        card, known = after(**{comment: True})
        assert known.review == card.score.review.earned
        assert known.lines[0].verdict is verdict


def test_a_bare_question_is_worth_half_however_it_is_settled() -> None:
    card = doubtful()
    question = replace(card.claims[4], text="Is this done at the right time?")
    asking = replace(card, claims=(*card.claims[:4], question, *card.claims[5:]))
    half = settled(asking, doubts(asking, head()), {"c5": True}).settled
    _, whole = after(c5=True)
    assert half is not None
    assert half.lines[0].verdict is Verdict.ASKED
    assert card.score.review.earned < half.review < whole.review


def test_the_score_never_changes() -> None:
    card, known = after(**dict.fromkeys(ASKED, True))
    assert card.score == doubtful().score
    assert card.claims == doubtful().claims
    assert replace(card, settled=None) == doubtful()
    assert known.total > card.score.total


@pytest.mark.parametrize(("pack", "seed"), DEALS)
def test_the_points_of_a_report_are_computed_again_from_the_report(pack: str, seed: int) -> None:
    card = exam(pack, seed).card
    assert is_reproduced(card)
    assert is_reproduced(report.parse(as_json.dump(card)))
    review = replace(card.score.review, earned=card.score.review.earned + 1)
    assert not is_reproduced(replace(card, score=replace(card.score, review=review)))


def test_both_numbers_are_told_and_kept() -> None:
    card, known = after(c2=True, c5=False)
    said = phrasing.settled(card)
    assert f"As judged {card.score.total:.1f}, as settled {known.total:.1f} of 100" in said
    assert "1 of 2 answers say what goes wrong (5 asked)" in said
    assert "the reviewer's own" in said
    assert report.parse(as_json.dump(card)) == card
    markdown = FORMATS["markdown"](card)
    assert f"as settled {known.total:.1f} of 100" in markdown
    assert markdown.startswith(f"## {card.score.total:.1f} of 100")
