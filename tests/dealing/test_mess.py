"""What mixed deals have beside their defects, and what a review may say of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

import pytest

from checker.dealing import planting
from checker.dealing.build import Deal, deal
from checker.dealing.draw import draw
from checker.dealing.mess import Mess, MessKind, apply_edits, is_untrue, mess_of, untrue_of
from checker.errors import PackError
from checker.grading.grade import match_context
from checker.matching import MatchContext, match
from checker.model.key import AnswerKey, Challenge, Pack
from checker.model.mess import AllChanged, NoneSays
from checker.model.pack import SideEdit
from checker.model.place import Place
from checker.model.profile import Difficulty, Profile
from checker.model.result import Verdict
from checker.model.review import Review
from checker.packs import loading
from checker.prove.cleanliness import by_catch
from checker.prove.proof import pack_trees
from checker.prove.reviews import comment

INTERVIEW = Profile(level=Difficulty.INTERVIEW)
SALT = bytes(range(16))
FIFTY = range(1, 51)
MANY = range(1, 1001)


def draws(pack: Pack, seeds: range = FIFTY) -> Iterator[Challenge]:
    return (draw(pack, seed, INTERVIEW) for seed in seeds)


def mess(challenge: Challenge) -> Mess:
    return mess_of(challenge, loading.reference_tree(challenge.pack))


def slugs(has: Mess | AnswerKey) -> set[str]:
    return {each.slug for each in has.boasts} | {each.slug for each in has.stale}


@pytest.fixture(scope="module", params=loading.slugs())
def pack(request: pytest.FixtureRequest) -> Pack:
    return loading.load(request.param)


@pytest.fixture(scope="module")
def deals(pack: Pack) -> list[tuple[Challenge, Deal]]:
    return [(challenge, deal(challenge)) for challenge in draws(pack, range(1, 7))]


def test_over_fifty_seeds_each_kind_of_mess_is_dealt(pack: Pack) -> None:
    found = [mess(challenge) for challenge in draws(pack)]
    for kind in MessKind:
        assert 10 <= sum(kind in each.kinds for each in found) <= 45, kind
    assert 10 <= sum(bool(each.stale) for each in found) <= 40
    assert {len(each.upstream) for each in found} == {0, 1, 2}
    assert {each.path for m in found for each in m.reformats} == {a.path for a in pack.pr.reformats}
    assert {each.slug for m in found for each in m.stale} == {s.slug for s in pack.key.stale}
    always = {each.slug for each in pack.key.boasts if not each.drawn}
    assert {each.slug for m in found for each in m.boasts} >= always
    assert {len(each.boasts) for each in found} == {1, 2}


@pytest.mark.slow
def test_the_seed_and_the_salt_decide_and_nothing_else(
    pack: Pack, deals: list[tuple[Challenge, Deal]]
) -> None:
    for challenge, dealt in deals[:2]:
        assert deal(draw(pack, challenge.seed, INTERVIEW)) == dealt
    salted = [mess(draw(pack, seed, INTERVIEW, SALT)) for seed in FIFTY]
    assert salted != [mess(challenge) for challenge in draws(pack)]


def test_a_plain_draw_has_no_mess(pack: Pack) -> None:
    made = deal(draw(pack, 1))
    assert made.mess == Mess()
    assert made.description == pack.pr.body


def test_what_is_dealt_can_be_found_among_stale_comments(
    pack: Pack, deals: list[tuple[Challenge, Deal]]
) -> None:
    assert any(made.mess.stale for _, made in deals)
    for challenge, made in deals:
        for decoy in pack.key.decoys:
            planting.locate(made.dealt.head, decoy.site.path, decoy.site.text)
        assert all(made.planted.places[each.slug] for each in challenge.defects)
        for each in made.mess.stale:
            assert made.dealt.head[each.path].decode().count(each.comment) == 1


def test_a_claim_about_a_defect_stands_only_where_that_is_drawn(pack: Pack) -> None:
    pool = {defect.slug for defect in pack.key.defects}
    tied = [each for each in pack.key.boasts if each.drawn]
    assert {slug for each in tied for slug in each.drawn} <= pool
    assert len(pack.key.boasts) - len(tied) >= 2
    for challenge in draws(pack):
        drawn = {defect.slug for defect in challenge.defects}
        for each in tied:
            assert is_untrue(challenge, each) == bool(drawn & {*each.drawn})
            assert is_untrue(challenge, each) or each not in mess(challenge).boasts


def test_who_points_out_what_is_untrue_is_not_punished(pack: Pack) -> None:
    seen: set[str] = set()
    for challenge in draws(pack, MANY):  # what is tied to one defect is dealt now and then
        has = mess(challenge)
        if slugs(pack.key) <= seen:
            break
        if slugs(has) <= seen:
            continue
        dealt = deal(challenge)
        asked = match_context(challenge, dealt)
        place = dealt.planted.places[challenge.defects[-1].slug][0]
        for boast in has.boasts:
            for text in boast.examples:
                assert _verdict(asked, place, text) != Verdict.NOISE, text
        for stale in has.stale:
            at = planting.locate(dealt.dealt.head, stale.path, stale.comment)
            for text in stale.examples:
                assert _verdict(asked, at, text) == Verdict.ACCEPTABLE, text
        for aside in has.reformats:
            at = planting.locate(dealt.dealt.head, aside.path, aside.new)
            text = "This reformatting is unrelated to the feature."
            assert _verdict(asked, at, text) == Verdict.ACCEPTABLE
        seen |= slugs(has)
    assert seen == slugs(pack.key)


def _verdict(asked: MatchContext, place: Place, text: str) -> Verdict:
    [claim] = match(Review(comments=(comment(0, place, text),)), asked).claims
    return claim.verdict


def test_asides_fit_the_pack_and_touch_no_file_of_the_feature(pack: Pack) -> None:
    base, reference = loading.base_tree(pack), loading.reference_tree(pack)
    asides = (*pack.pr.upstream, *pack.pr.reformats)
    assert len(pack.pr.upstream) == len(pack.pr.reformats) == 2
    assert len({each.path for each in asides}) == len(asides)
    for each in asides:
        assert base[each.path] == reference[each.path]
    apply_edits(reference, (*asides, *(each.aside for each in pack.key.stale)))
    with pytest.raises(PackError, match="exactly once"):
        apply_edits(base, (SideEdit(message="", path=asides[0].path, old="nowhere", new=""),))
    for stale in pack.key.stale:
        assert base.get(stale.path) != reference[stale.path]


@pytest.mark.slow
def test_asides_leave_the_project_clean(pack: Pack) -> None:
    on = pack_trees(pack)
    asides = (*pack.pr.upstream, *pack.pr.reformats, *(each.aside for each in pack.key.stale))
    for tree in (apply_edits(on.base, pack.pr.upstream), apply_edits(on.reference, asides)):
        proofs = by_catch(on, tree, (), number=1, subject=pack.pr.slug)
        assert [each.detail for each in proofs if not each.holds] == []


def test_what_is_claimed_of_every_deal_is_true_of_none(
    pack: Pack, deals: list[tuple[Challenge, Deal]]
) -> None:
    for claim in pack.key.boasts:
        assert bool(claim.untrue_when) is not bool(claim.drawn), claim.slug
        if claim.untrue_when is not None:
            for _, made in deals:
                assert untrue_of(made.dealt.base, made.dealt.head, claim.untrue_when), claim.slug


def test_a_claim_that_has_become_true_is_seen() -> None:
    old, new = {PurePosixPath("README.md"): b"Run it."}, {PurePosixPath("README.md"): b"Draft."}
    assert untrue_of(old, new, AllChanged(paths=tuple(old)))
    assert not untrue_of(old, old, AllChanged(paths=tuple(old)))
    assert untrue_of(old, old, NoneSays(below="README", words=("draft",)))
    assert not untrue_of(old, new, NoneSays(below="README", words=("draft",)))
    assert not untrue_of(old, old, NoneSays(below="docs/", words=("draft",)))
