"""Rules that are offered for a comment: the likeliest of the public catalogue, and no leak."""

from __future__ import annotations

import inspect

import pytest

from checker import kinds
from checker.kinds import offering
from checker.rules.catalogue import RULES
from checker.rules.rule import Rule
from tests.matching.comments import on
from tests.matching.hand_made import HEAD, PLACES, SLEEP

PROFILES = kinds.read()


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.name) for rule in RULES])
def test_what_the_catalogue_says_of_a_rule_offers_it(rule: Rule) -> None:
    assert rule in kinds.offers(f"{rule.summary} {rule.why}", rule.bad, PROFILES)


def test_every_rule_has_a_profile_of_its_words() -> None:
    assert PROFILES.words.keys() == {rule.name for rule in RULES}
    assert PROFILES.code.keys() <= PROFILES.words.keys()


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("falsy zero: 0 is treated like None", "if limit:", "zero-treated-as-missing"),
        ("this blocks the event loop", "time.sleep(delay_s)", "blocking-call-in-coroutine"),
        ("SQL injection!", 'f"SELECT * FROM t WHERE a = {b}"', "sql-built-from-text"),
        ("name says seconds but it holds ms", "delay_s = 1000 * x", "wrong-unit-in-name"),
    ],
)
def test_the_first_offer_is_what_a_reader_would_say(text: str, code: str, name: str) -> None:
    assert kinds.offers(text, code, PROFILES)[0].name == name


def test_five_rules_are_offered_whatever_is_said() -> None:
    for text in ("", "?", "\N{SNOWMAN}" * 10_000, "x" * 1_000_000):
        assert len({rule.name for rule in kinds.offers(text, text, PROFILES)}) == 5


def test_an_offer_depends_on_comment_and_code_alone() -> None:
    """No deal, pack or key can reach it: nothing may leak of what was planted."""
    assert [*inspect.signature(kinds.offers).parameters] == ["text", "code", "profiles", "most"]
    modules = {name for name in vars(offering) if name in {"loading", "pool", "draw"}}
    assert modules == set()


def test_the_code_of_a_comment_is_its_lines_with_some_around() -> None:
    place = PLACES[SLEEP.slug]
    code = kinds.code_around(on(place, "words"), HEAD)
    assert code.splitlines()[2].strip() == "time.sleep(5)"
    assert len(code.split("\n")) == 5
