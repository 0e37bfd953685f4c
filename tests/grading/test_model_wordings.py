"""The wordings that a report shows: sentences that somebody could have written, and no keywords."""

from __future__ import annotations

from checker.dealing.draw import draw
from checker.grading.model_wordings import model_wordings
from checker.matching.keyword_stuffing import stuffed
from checker.packs import loading, wordings

WHOLE = "The file is opened and never closed, so that a descriptor leaks on every call."
OTHER = "Nobody closes this file: please open it in a with statement."


def test_sentences_come_before_keywords_and_questions() -> None:
    found = ("open() leaks", "falsy zero!", f"{WHOLE[:-1]}?", WHOLE, "not closed", OTHER, WHOLE * 9)
    assert model_wordings(found) == (WHOLE, OTHER)


def test_where_there_are_no_sentences_the_first_known_ones_are_shown() -> None:
    assert model_wordings(("open() leaks", "not closed", "leak")) == ("open() leaks", "not closed")
    assert model_wordings(()) == ()


def test_every_defect_of_a_deal_has_two() -> None:
    challenge = draw(loading.load("helpdesk"), 7)
    for defect in challenge.defects:
        shown = model_wordings(wordings.of(challenge.pack.key, defect).found[1:])
        assert len(set(shown)) == 2, defect.slug
        assert not any(map(stuffed, shown))
        assert all(len(text.split()) >= 8 for text in shown), defect.slug
