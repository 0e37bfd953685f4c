"""What is asked about a report: what is in doubt, once a comment and once a defect."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.model.place import Lines
from checker.model.result import Verdict
from checker.model.review import Side
from checker.packs import wordings
from checker.report import Scorecard
from checker.report.scorecard import ClaimLine
from checker.settling.doubts import doubts
from tests.report.test_candidate import DEALS, comment, exam, match
from tests.settling.doubtful import ASKED, PACK, SEED, doubtful, head


def asked(card: Scorecard) -> dict[str, str]:
    return {each.claim.comment: each.defect.slug for each in doubts(card, head())}


def alone(card: Scorecard, *claims: ClaimLine) -> Scorecard:
    return replace(card, claims=claims)


def test_what_is_unsure_or_at_the_right_place_is_asked_about() -> None:
    card = doubtful()
    slugs = [each.slug for each in card.defects]
    assert asked(card) == {f"c{n}": slugs[n - 1] for n in (1, 2, 3, 5, 7)}
    assert tuple(asked(card)) == ASKED


def test_no_defect_and_no_comment_is_asked_about_twice() -> None:
    card = doubtful()
    second = replace(card.claims[4], comment="c2", number=1)
    found = [each.claim for each in doubts(replace(card, claims=(*card.claims, second)), head())]
    assert len({each.comment for each in found}) == len(found)
    assert asked(alone(card, card.claims[7])) == {"c8": card.defects[1].slug}


@pytest.mark.parametrize(
    "verdict", [Verdict.NEUTRAL, Verdict.ACCEPTABLE, Verdict.DUPLICATE, Verdict.FALSE_ALARM]
)
def test_what_accuses_nothing_or_something_else_is_not_asked_about(verdict: Verdict) -> None:
    card = doubtful()
    assert asked(alone(card, replace(card.claims[4], verdict=verdict))) == {}


def test_a_comment_elsewhere_is_asked_about_only_if_its_verdict_is_unsure() -> None:
    card = doubtful()
    right = card.claims[4]
    for changed in (
        replace(right, lines=Lines(first=1, last=60)),
        replace(right, side=Side.LEFT),
        replace(right, lines=None),
    ):
        assert asked(alone(card, changed)) == {}
        unsure = replace(changed, unsure=True, near=card.defects[4].slug)
        assert asked(alone(card, unsure)) == {right.comment: card.defects[4].slug}


def test_a_comment_serves_no_third_defect() -> None:
    card = doubtful()
    found = [
        replace(card.claims[5], comment="c5", target=d.slug, number=n)
        for n, d in enumerate(card.defects[5:7], 1)
    ]
    unsure = replace(card.claims[4], unsure=True, near=card.defects[4].slug)
    assert "c5" in asked(alone(card, unsure, found[0]))
    assert "c5" not in asked(alone(card, unsure, *found))


def test_a_defect_that_was_found_is_asked_about_only_where_its_find_is_unsure() -> None:
    card = doubtful()
    again = replace(
        card.claims[4],
        near=card.defects[5].slug,
        unsure=True,
        path=card.claims[5].path,
        lines=card.claims[5].lines,
    )
    assert card.defects[5].slug not in asked(alone(card, again)).values()


@pytest.mark.parametrize(("pack", "seed"), DEALS)
def test_a_real_comment_that_found_nothing_at_a_defect_is_asked_about(pack: str, seed: int) -> None:
    known = exam(pack, seed)
    [misplaced] = [each for each in known.card.claims if "it is ugly" in each.text]
    assert misplaced.verdict is Verdict.UNJUDGED or misplaced.unsure
    asked = doubts(known.card, known.deal.dealt.head)
    assert misplaced.comment in {each.claim.comment for each in asked}


def test_a_real_verdict_keeps_what_it_came_near_to() -> None:
    known = exam(PACK, SEED)
    wishes = {
        each.slug: wordings.of(known.challenge.pack.key, each).other[0]
        for each in known.challenge.defects
        if wordings.of(known.challenge.pack.key, each).other
    }
    comments = tuple(
        comment(known.challenge, known.deal, slug, body) for slug, body in wishes.items()
    )
    claims = match(known.challenge, known.deal, comments).claims
    near = {each.claim.comment.body: each.near for each in claims}
    assert sum(near.get(body) == slug for slug, body in wishes.items()) > len(wishes) / 2
    assert {each.near for each in claims} <= {d.slug for d in known.challenge.defects} | {""}
