"""How comments are taken apart, and what becomes of the claims that find nothing new."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from checker.dealing import planting
from checker.grading import scoring
from checker.matching import match
from checker.matching.claims import sentences
from checker.matching.stance import Stance
from checker.matching.traits import plain
from checker.matching.unmatched import ELABORATION
from checker.model.key import Acceptable, Decoy
from checker.model.place import Lines, Place
from checker.model.result import Verdict
from checker.model.review import Event, Review, ReviewComment
from tests.matching.comments import credited, on, verdicts
from tests.matching.one_deal import DEFECTS, PACK, PLANTED, PYPROJECT, context, deal, place_of, say

FILLER = "The tables ought to be painted green."
EVERY_DECOY = pytest.mark.parametrize("decoy", PACK.key.decoys, ids=lambda decoy: decoy.slug)


def oracle() -> list[ReviewComment]:
    return [on(place_of(slug), DEFECTS[slug].explanation, n) for n, slug in enumerate(PLANTED)]


def test_the_same_find_again_is_a_duplicate_and_three_are_free() -> None:
    place, body = place_of("id-shadowed"), DEFECTS["id-shadowed"].explanation
    for again in range(6):
        found = say(*(on(place, body, number) for number in range(again + 1)))
        counts = Counter(verdicts(found))
        assert credited(found) == {"id-shadowed": 1}
        assert counts[Verdict.FOUND] == 1
        assert counts[Verdict.DUPLICATE] == again
        assert counts[Verdict.NOISE] == 0
        assert scoring.count(found).against == max(again - 3, 0)


def test_one_comment_may_serve_two_defects_and_no_third() -> None:
    parts = [DEFECTS[slug].explanation for slug in ("gather-aborts", "limit-zero")]
    assert set(credited(say(on(place_of("gather-aborts"), "\n\n".join(parts))))) == {
        "gather-aborts",
        "limit-zero",
    }
    parts.append(DEFECTS["naive-timestamp"].explanation)
    assert len(credited(say(on(place_of("gather-aborts"), "\n\n".join(parts))))) == 2


def test_a_find_may_be_gone_on_about_for_three_sentences() -> None:
    body = "\n\n".join([DEFECTS["id-shadowed"].explanation, *[FILLER] * 5])
    found = say(on(place_of("id-shadowed"), body))
    rest = [claim.verdict for claim in found.claims if claim.claim.text == FILLER]
    assert ELABORATION == 3
    assert rest == [*[Verdict.NEUTRAL] * 3, *[Verdict.UNJUDGED] * 2]
    assert verdicts(say(on(place_of("id-shadowed"), FILLER))) == [Verdict.UNJUDGED]


@EVERY_DECOY
def test_accusing_a_decoy_is_a_false_alarm_and_asking_about_it_is_not(decoy: Decoy) -> None:
    place = planting.locate(deal().dealt.head, decoy.site.path, decoy.site.text)
    for accusation in decoy.accusations:
        found = say(on(place, f"{accusation}, please change this"))
        assert verdicts(found) == [Verdict.FALSE_ALARM], accusation
        assert found.claims[0].target == decoy.slug
        assert decoy.why in found.claims[0].why
    asked = say(on(place, f"question: {decoy.accusations[0]}"))
    assert Verdict.FALSE_ALARM not in verdicts(asked)
    elsewhere = say(on(PYPROJECT, f"{decoy.accusations[0]}, please change this"))
    assert Verdict.FALSE_ALARM not in verdicts(elsewhere)


@pytest.mark.parametrize("remark", PACK.key.acceptable, ids=lambda remark: remark.slug)
def test_a_true_remark_is_acceptable_in_its_files_and_in_what_is_no_code(
    remark: Acceptable,
) -> None:
    for path, text in itertools.product(remark.paths, remark.examples):
        comment = replace(on(PYPROJECT, text), path=path, lines=None)
        found = say(comment)
        assert verdicts(found) == [Verdict.ACCEPTABLE], (path, text)
        assert found.claims[0].target == remark.slug
    for name in ("README.md", "pyproject.toml"):
        comment = replace(on(PYPROJECT, remark.examples[0]), path=PurePosixPath(name), lines=None)
        assert verdicts(say(comment)) == [Verdict.ACCEPTABLE]


def test_what_the_repositorys_linters_say_is_neutral() -> None:
    (reported,) = context().reported
    here = Lines(first=reported.line, last=reported.line)
    place = Place(path=PurePosixPath(reported.path), lines=here)
    assert verdicts(say(on(place, f"ruff says {reported.code} here"))) == [Verdict.NEUTRAL]
    far = Place(path=place.path, lines=Lines(first=1, last=1))
    assert verdicts(say(on(far, f"ruff says {reported.code} here"))) == [Verdict.UNJUDGED]


def test_the_reviews_body_is_neutral() -> None:
    body = " ".join(defect.explanation for defect in DEFECTS.values())
    found = match(Review(event=Event.COMMENT, body=body), context())
    assert credited(found) == {}
    assert found.claims == ()


@pytest.mark.parametrize(
    ("body", "texts", "stance"),
    [
        ("One thing. Another thing.", ["One thing.", "Another thing."], Stance.ASSERTS),
        ("e.g. this, i.e. that", ["e.g. this, i.e. that"], Stance.ASSERTS),
        ("- first\n- second", ["first", "second"], Stance.ASSERTS),
        ("1. first\n2) second", ["1. first", "2) second"], Stance.ASSERTS),
        ("praise: well done", ["well done"], Stance.NEUTRAL),
        ("**note (x):** hm", ["hm"], Stance.NEUTRAL),
        ("nit(naming): a b", ["a b"], Stance.ASSERTS),
        ("Why is it so?", ["Why is it so?"], Stance.ASKS),
        ("why not", ["why not"], Stance.ASSERTS),
        ("It breaks, does it?", ["It breaks, does it?"], Stance.ASSERTS),
        ("question: it breaks", ["it breaks"], Stance.ASKS),
        ("It is fine.", ["It is fine."], Stance.DISMISSES),
        ("It is fine unless x.", ["It is fine unless x."], Stance.ASSERTS),
        ("", [], Stance.ASSERTS),
        ("```\ncode\n```\n> quoted", [], Stance.ASSERTS),
    ],
)
def test_a_comment_is_split_and_each_sentence_has_its_stance(
    body: str, texts: list[str], stance: Stance
) -> None:
    found = sentences(on(PYPROJECT, body))
    assert [sentence.text for sentence in found] == texts
    assert {sentence.stance for sentence in found} <= {stance}


@pytest.mark.parametrize(
    "part",
    ["x", "Bug. ", "- a\n", "`", "```\n", "~~~\n```\n", "<!--", "-->", "> ", "\n", " \n", "*", "?"],
)
def test_a_comment_of_a_hundred_thousand_characters_is_judged_by_its_beginning(part: str) -> None:
    body = part * (100_000 // len(part))
    assert len(say(on(place_of("limit-zero"), body)).claims) <= 16
    first = say(on(place_of("limit-zero"), f"{DEFECTS['limit-zero'].explanation}\n\n{body}"))
    assert credited(first) == {"limit-zero": 1}
    assert len(first.claims) <= 16


def test_two_thousand_comments_are_all_judged() -> None:
    bodies = itertools.cycle([*(d.explanation for d in DEFECTS.values()), FILLER, "Why?", ""])
    places = itertools.cycle([place_of(slug) for slug in DEFECTS])
    found = say(*(on(next(places), next(bodies), number) for number in range(2_000)))
    assert len(credited(found)) == len(PLANTED)
    assert len({claim.claim.comment.id for claim in found.claims}) > 1_500


def test_the_same_review_gets_the_same_verdicts_every_time() -> None:
    comments = [*oracle(), on(PYPROJECT, FILLER, 90), on(PYPROJECT, "Why?", 91)]
    assert say(*comments) == say(*comments)


@pytest.mark.parametrize(
    "trick",
    [
        "\u200b".join,
        lambda text: text.replace("e", "e\u2060"),
        lambda text: text.replace(" ", "\u00a0"),
        lambda text: text.replace("'", "\u2019"),
        lambda text: text.replace("a", "\uff41"),
        lambda text: f"\ufeff{text}\u200e",
        lambda text: text.upper(),
        lambda text: f"<!-- {FILLER} -->{text}",
    ],
)
def test_tricks_with_characters_change_no_verdict(trick: object) -> None:
    assert callable(trick)
    for comment in oracle():
        plain = say(comment)
        tricked = say(replace(comment, body=trick(comment.body)))
        assert tricked.found == plain.found, comment.body
        assert verdicts(tricked) == verdicts(plain)


def test_the_order_of_comments_changes_neither_credits_nor_counts() -> None:
    decoy = PACK.key.decoys[0]
    place = planting.locate(deal().dealt.head, decoy.site.path, decoy.site.text)
    comments = [*oracle(), *oracle()[:4], on(place, decoy.accusations[0]), on(place, FILLER)]
    comments = [replace(comment, id=f"c{number}") for number, comment in enumerate(comments)]
    straight = say(*comments)
    for seed in range(5):
        shuffled = random.Random(seed).sample(comments, len(comments))
        found = say(*shuffled)
        assert found.found == straight.found
        assert Counter(verdicts(found)) == Counter(verdicts(straight))


def test_every_claim_says_why_and_claims_stand_in_the_order_of_the_comments() -> None:
    found = say(*oracle(), on(PYPROJECT, f"{FILLER}\n\n{FILLER}", 99))
    assert all(claim.why for claim in found.claims)
    order = [(int(c.claim.comment.id[1:]), c.claim.index) for c in found.claims]
    assert order == sorted(order)


def test_a_known_wording_is_known_under_a_bold_heading() -> None:
    bold = "**Wrong order.** The limit comes first."
    [first, *_] = sentences(on(PYPROJECT, bold))
    assert first.text == "Wrong order.** The limit comes first."
    assert plain(first.text) == plain(bold) == plain("Wrong order. The limit comes first.")
    assert plain("a / b") != plain("a + b")
