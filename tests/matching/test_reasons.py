"""Why a verdict fell: one sentence that a person understands, without figures and slugs."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from checker.matching import match
from checker.model.place import Lines
from checker.model.result import ClaimResult, Verdict
from checker.model.review import Event, Review, ReviewComment, Side
from tests.matching.comments import on
from tests.matching.hand_made import CONTEXT, PLACES, PRICES, SHOP, SHORT, SLEEP, at

UNLIKE = "Other customers have to queue in the rain meanwhile, which nobody wants."
SLUGS = [defect.slug for defect, _ in CONTEXT.defects]
LINES = PLACES[SLEEP.slug]


def judged(body: str, *, kind: str = "", where: ReviewComment | None = None) -> ClaimResult:
    comment = replace(where or on(LINES, ""), body=body, kind=kind)
    return match(Review(event=Event.COMMENT, comments=(comment,)), CONTEXT).claims[0]


def test_a_find_says_where_and_what_it_was_found_by() -> None:
    by_words = judged(SLEEP.explanation)
    assert by_words.verdict is Verdict.FOUND
    assert by_words.why == "you said on the lines of the defect what is wrong"
    by_kind = judged(UNLIKE, kind=SLEEP.rule.name)
    assert by_kind.why == (
        "you commented on the lines of the defect, and the kind that you chose is that of the"
        " defect"
    )


def test_a_question_is_told_what_it_lacks() -> None:
    asked = judged("Does time.sleep block the event loop here?")
    assert asked.verdict is Verdict.ASKED
    assert asked.why.startswith(
        "you asked on the lines of the defect and did not say what is wrong"
    )


def test_the_right_words_in_another_file_are_told_so() -> None:
    away = judged("Everybody waits while it sleeps.", where=on(at(PRICES, 1), ""))
    assert away.verdict is Verdict.UNJUDGED
    assert away.why.startswith("you said what breaks, but for another file; messypr")


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"side": Side.LEFT}, "on the old side of the diff"),
        ({"lines": None}, "for the whole file and not for the lines"),
        ({"lines": Lines(first=1, last=200)}, "for too many lines at once"),
        ({}, "for another part of the file"),
    ],
    ids=["left", "file", "wide", "elsewhere"],
)
def test_the_right_kind_at_another_place_of_the_file_is_told_so(
    changed: dict[str, object], words: str
) -> None:
    where = replace(on(at(SHOP, 16), ""), **changed)  # type: ignore[arg-type]
    claim = judged("Somebody has to wait there for long.", kind=SLEEP.rule.name, where=where)
    assert claim.verdict is Verdict.UNJUDGED
    assert claim.why.startswith(f"the kind that you chose is that of a defect, but {words}")


def test_another_kind_and_other_words_at_the_right_place_are_told_so() -> None:
    claim = judged(UNLIKE, kind="shallow-copy")
    assert claim.verdict is Verdict.UNJUDGED
    assert "of another kind than you chose" in claim.why


BODIES = (
    UNLIKE,
    "Hmm.",
    "The stock should be larger than all of that, five seconds of order.",
    "blocking coroutine loop sleep asyncio await freeze thread stall",
    "while not stock.has(order.item): time.sleep(5)",
    "time.sleep is right here: it must stop the event loop.",
    "Looks good to me.",
    SLEEP.explanation,
    SHORT.explanation,
)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("kind", ["", SLEEP.rule.name, "shallow-copy", "praise"])
@pytest.mark.parametrize("path", [SHOP, PRICES], ids=str)
def test_no_reason_has_a_figure_or_a_slug(body: str, kind: str, path: object) -> None:
    where = on(LINES, "") if path == SHOP else on(at(PRICES, 1), "")
    comment = replace(where, body=body, kind=kind)
    claims = match(Review(event=Event.COMMENT, comments=(comment,)), CONTEXT).claims
    for claim in claims:
        assert claim.why
        assert not re.search(r"\d", claim.why)
        assert not [slug for slug in SLUGS if slug in claim.why]


def test_what_was_weighed_stays_for_programs() -> None:
    claim = judged(SLEEP.explanation)
    assert "1.00 like the find" in claim.figures
