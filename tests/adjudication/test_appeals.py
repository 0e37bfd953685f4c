"""Which verdicts are in doubt, and which defects a claim may find."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.adjudication.appeals import (
    LONGEST_BODY,
    MOST_APPEALS,
    MOST_OFFERED,
    WIDEST,
    appeals,
    offered,
)
from checker.adjudication.values import key_of
from checker.model.place import Lines
from checker.model.result import Verdict
from checker.model.review import Side
from tests.adjudication.made import claim, material, played

DEALS = [("helpdesk", 42), ("llm_gateway", 2), ("agent_desk", 3), ("rag_index", 4)]


@pytest.mark.parametrize(("pack", "seed"), DEALS)
def test_in_doubt_are_unsure_verdicts_and_what_found_nothing_near_a_defect(
    pack: str, seed: int
) -> None:
    table = material(played(pack, seed))
    asked = appeals(table)
    assert 0 < len(asked) < len(table.card.claims)
    unsure = [each.claim.unsure for each in asked]
    assert unsure == sorted(unsure, reverse=True)
    for each in asked:
        sure_find = each.claim.verdict is Verdict.FOUND and not each.claim.unsure
        assert not sure_find
        assert 0 < len(each.offered) <= max(MOST_OFFERED, len(table.card.defects))
    every = appeals(table, every=True)
    assert {key_of(each.claim) for each in every} >= {key_of(each.claim) for each in asked}
    assert appeals(table, only=frozenset({key_of(every[0].claim)})) == every[:1]


def test_the_defects_of_the_file_are_offered_the_nearest_first_after_its_own() -> None:
    card = played("helpdesk", 42).card
    place = card.defects[0].places[0]
    here = replace(
        claim("c1", 0, Verdict.UNJUDGED), path=place.path, lines=place.lines, target="nothing"
    )
    near = offered(here, card.defects)
    distances = [
        min(place.lines.distance(each.lines) for each in d.places if each.path == here.path)
        for d in near
    ]
    assert distances == sorted(distances)
    assert distances[0] == 0
    own = replace(here, target=near[-1].slug)
    assert offered(own, card.defects)[0] == near[-1]


def test_without_a_defect_in_its_file_only_an_unsure_claim_is_asked_about() -> None:
    card = played("helpdesk", 42).card
    away = claim("c1", 0, Verdict.UNJUDGED)
    assert offered(away, card.defects) == ()
    assert offered(replace(away, unsure=True), card.defects) == card.defects


def test_what_repeats_a_find_in_doubt_is_in_doubt() -> None:
    known = played("helpdesk", 42)
    found = next(each for each in known.card.claims if each.verdict is Verdict.FOUND)
    again = replace(found, comment="c99", verdict=Verdict.DUPLICATE)
    sure = replace(known.card, claims=(replace(found, unsure=False), again))
    unsure = replace(known.card, claims=(replace(found, unsure=True), again))
    table = material(known)
    assert appeals(replace(table, card=sure)) == ()
    asked = appeals(replace(table, card=unsure))
    assert [each.claim.comment for each in asked] == [found.comment, "c99"]


def test_a_flood_is_asked_about_within_bounds() -> None:
    known = played("helpdesk", 42)
    place = known.card.defects[0].places[0]
    one = replace(claim("c1", 0, Verdict.UNJUDGED), path=place.path, lines=place.lines)
    flood = tuple(replace(one, comment=f"c{number}") for number in range(3_000))
    table = replace(material(known), card=replace(known.card, claims=flood))
    asked = appeals(replace(table, bodies={"c0": "x" * 100_000}))
    assert len(asked) == MOST_APPEALS
    assert max(len(each.body) for each in asked) == LONGEST_BODY


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("lines", [None, (1, 1), (1, 9_999), (9_999, 9_999), (50, 60)])
def test_code_around_any_lines_is_of_the_file_and_bounded(
    side: Side, lines: tuple[int, int] | None
) -> None:
    known = played("helpdesk", 42)
    paths = {each.path for defect in known.card.defects for each in defect.places}
    path = next(each for each in sorted(paths) if each.name == "client.py")
    made = Lines(first=lines[0], last=lines[1]) if lines else None
    one = replace(claim("c1", 0, Verdict.UNJUDGED), path=path, lines=made, side=side)
    table = replace(material(known), card=replace(known.card, claims=(one,)))
    [asked] = appeals(table, every=True)
    dealt = known.deal.dealt
    text = (dealt.base if side is Side.LEFT else dealt.head)[path].decode().split("\n")
    if made is None or made.first > 2 * len(text):
        assert asked.code is None
    else:
        assert asked.code is not None
        shown = asked.code.text.split("\n")
        assert len(shown) <= WIDEST
        assert shown == text[asked.code.first - 1 :][: len(shown)]
