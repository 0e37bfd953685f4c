"""What a review finds on a real deal: by words and by place, never by place alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.matching import match
from checker.matching.location import Tier, tier
from checker.model.key import Edit
from checker.model.place import Lines
from checker.model.result import Verdict
from checker.model.review import Event, Review, Side
from tests.matching.comments import credited, on, verdicts
from tests.matching.one_deal import DEFECTS, PACK, PLANTED, PYPROJECT, context, deal, place_of, say

EVERY_DEFECT = pytest.mark.parametrize("slug", PLANTED)
DISMISSED = (
    "This is fine, no problem here: {}",
    "LGTM. {}",
    "Works as intended: {}",
    "{} But that is fine.",
    "It is not a bug that {}",
    "Nothing to change here. {}",
    "praise: {}",
    "thought: {}",
    "note (non-blocking): {}",
)


@EVERY_DEFECT
def test_the_explanation_on_the_right_line_finds_its_defect_and_no_other(slug: str) -> None:
    found = say(on(place_of(slug), DEFECTS[slug].explanation))
    assert credited(found) == {slug: 1}
    (claim,) = (each for each in found.claims if each.verdict is Verdict.FOUND)
    assert claim.target == slug
    assert claim.why == "you said on the lines of the defect what is wrong"
    assert set(verdicts(found)) <= {Verdict.FOUND, Verdict.NEUTRAL}


@EVERY_DEFECT
@pytest.mark.parametrize(
    "body", ["This looks wrong, please check.", "Bug!", "Please fix this line.", "hm", "see above"]
)
def test_a_vague_comment_on_the_right_line_finds_nothing(slug: str, body: str) -> None:
    found = say(on(place_of(slug), body))
    assert credited(found) == {}
    assert verdicts(found) == [Verdict.NOISE]


@EVERY_DEFECT
def test_the_same_words_in_another_file_are_no_find(slug: str) -> None:
    found = say(on(PYPROJECT, DEFECTS[slug].explanation))
    assert credited(found) == {}


@EVERY_DEFECT
@pytest.mark.parametrize("frame", DISMISSED)
def test_who_says_that_all_is_well_has_found_nothing(slug: str, frame: str) -> None:
    found = say(on(place_of(slug), frame.format(DEFECTS[slug].explanation)))
    assert credited(found) == {}
    assert Verdict.FOUND not in verdicts(found)
    assert Verdict.ASKED not in verdicts(found)


@EVERY_DEFECT
def test_copied_lines_of_the_diff_find_nothing(slug: str) -> None:
    place = place_of(slug)
    source = deal().dealt.head[place.path].decode().splitlines()
    around = source[max(place.lines.first - 3, 0) : place.lines.last + 2]
    for body in ("\n".join(around), " ".join(" ".join(around).split()), "\n\n".join(around)):
        assert credited(say(on(place, body))) == {}
    for change in DEFECTS[slug].changes:
        flawed = change.flawed if isinstance(change, Edit) else ""
        assert credited(say(on(place, flawed.replace("\n", " ")))) == {}


@EVERY_DEFECT
def test_copied_text_of_the_pull_request_finds_nothing(slug: str) -> None:
    paragraphs = [part for part in PACK.pr.body.split("\n") if len(part.split()) > 5]
    found = say(*(on(place_of(slug), part, n) for n, part in enumerate(paragraphs)))
    assert credited(found) == {}


@EVERY_DEFECT
@pytest.mark.parametrize(
    "frame",
    ["```\n{}\n```", "~~~text\n{}\n~~~", "```\n{}", "> {}", "<!-- {} -->", "<!--\n{}\n-->"],
)
def test_code_quotations_and_hidden_text_are_no_claims(slug: str, frame: str) -> None:
    found = say(on(place_of(slug), frame.format(DEFECTS[slug].explanation)))
    assert credited(found) == {}
    assert found.claims == ()


@EVERY_DEFECT
def test_a_question_finds_half(slug: str) -> None:
    found = say(on(place_of(slug), f"question: {DEFECTS[slug].explanation}"))
    assert credited(found) == {slug: 0.5}
    assert Verdict.ASKED in verdicts(found)


@EVERY_DEFECT
@pytest.mark.parametrize("frame", ["issue (blocking): {}", "**suggestion:** {}", "nit: {}"])
def test_a_label_changes_nothing_about_a_find(slug: str, frame: str) -> None:
    assert credited(say(on(place_of(slug), frame.format(DEFECTS[slug].explanation)))) == {slug: 1}


def test_a_comment_on_the_removed_side_or_on_half_the_file_stands_on_the_file() -> None:
    place = place_of("gather-aborts")
    comment = on(place, DEFECTS["gather-aborts"].explanation)
    wide = Lines(first=1, last=deal().dealt.head[place.path].count(b"\n"))
    for moved in (replace(comment, side=Side.LEFT), replace(comment, lines=wide)):
        assert tier(moved, (place,), deal().dealt.head) is Tier.FILE
        assert "in the same file" in say(moved).claims[0].figures
        assert "in the file of the defect" in say(moved).claims[0].why


@pytest.mark.parametrize(
    ("shift", "near"),
    [(0, Tier.LINES), (2, Tier.LINES), (-2, Tier.LINES), (6, Tier.SCOPE), (60, Tier.FILE)],
)
def test_nearness_is_counted_in_lines_then_by_the_function(shift: int, near: Tier) -> None:
    place = place_of("gather-aborts")
    assert place.scope == "Drafter.draft_queue"
    line = (place.lines.last if shift > 0 else place.lines.first) + shift
    comment = replace(on(place, ""), lines=Lines(first=line, last=line))
    assert tier(comment, (place,), deal().dealt.head) is near


def test_a_file_that_is_the_fault_is_met_anywhere_in_it() -> None:
    place = place_of("leftover-log")
    for lines in (None, Lines(first=3, last=3)):
        comment = replace(on(place, ""), lines=lines)
        assert tier(comment, (place,), deal().dealt.head) is Tier.LINES


def test_the_nearest_of_several_places_counts() -> None:
    slug = "deadline-dropped"
    places = deal().planted.places[slug]
    assert len(places) > 1
    for place in places:
        assert credited(say(on(place, DEFECTS[slug].explanation))) == {slug: 1}


@pytest.mark.parametrize(
    ("slug", "code", "credit"),
    [
        ("retry-blocks-the-loop", "            await asyncio.sleep(delay_s)", 1),
        ("retry-blocks-the-loop", "            time.sleep(delay_s)", 0),
        ("limit-zero", "        if limit is not None:", 1),
        ("limit-zero", "        if limit is not None:" + " x = 1;" * 20, 0),
        ("naive-timestamp", "nothing of the kind", 0),
    ],
)
def test_a_suggestion_that_repairs_the_defect_finds_it_with_few_words(
    slug: str, code: str, credit: float
) -> None:
    place = place_of(slug)
    for words in ("", "Like this:\n\n", "Better:\n"):
        found = say(on(place, f"{words}```suggestion\n{code}\n```"))
        assert credited(found).get(slug, 0) == credit, words
    assert credited(say(on(place, f"This is fine.\n\n```suggestion\n{code}\n```\n"))) == {}


def test_a_find_moves_where_that_makes_room_for_another() -> None:
    slugs = ("limit-zero", "gather-aborts")
    both = on(place_of("limit-zero"), DEFECTS["limit-zero"].explanation, 1)
    alone = on(place_of("limit-zero"), "limit=0 is falsy, so all tickets get drafted.", 2)
    found = say(both, alone, on(place_of("gather-aborts"), DEFECTS["gather-aborts"].explanation, 3))
    assert credited(found) == dict.fromkeys(slugs, 1)
    assert verdicts(found).count(Verdict.DUPLICATE) == 1


def test_what_fits_nothing_is_told_what_it_came_near_to() -> None:
    place = place_of("limit-zero")
    (claim,) = say(on(place, "The limit should be larger than all of that.")).claims
    assert claim.verdict in {Verdict.UNJUDGED, Verdict.NOISE}
    assert claim.figures.startswith("nearest is limit-zero, on the lines; ")
    assert "like the find" in claim.figures


def test_who_has_repaired_a_defect_need_not_say_much_and_a_vague_comment_is_still_nothing() -> None:
    fixed = replace(context(), fixed=frozenset({"limit-zero"}))
    vague = on(place_of("limit-zero"), "Please fix this line.")
    assert credited(match(Review(event=Event.COMMENT, comments=(vague,)), fixed)) == {}
