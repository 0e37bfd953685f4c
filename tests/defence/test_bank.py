"""The banks of the packs: every number recomputed, every choice with one right answer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from pathlib import Path

import pytest

from checker.defence import bank, drawing, proving
from checker.defence.judging import is_right, letters, right_answer
from checker.defence.proving import drawings
from checker.defence.templates import ChoiceTemplate, NumberTemplate
from checker.defence.values import ChoiceQuestion
from checker.errors import PackError
from checker.packs import loading

ROOT = Path(__file__).parents[2]
FEWEST = 25
PACKS = [each for each in loading.slugs() if not loading.load_pr(each).draft]
CHOICE = """
[[choice]]
id = "a"
ask = "Which?"
right = "This."
wrong = ["That.", "None."]
why = "So it is."
source = "https://example.org/"
"""
NUMBER = """
[[number]]
id = "n"
ask = "How many are {a}?"
unit = "things"
answer = "a * 2"
why = "Twice {a} is {answer}."
source = "https://example.org/"
draw = { a = [1, 2] }
example = { a = 1, answer = 2 }
"""


def every(kind: type[ChoiceTemplate | NumberTemplate]) -> Iterator[tuple[str, object]]:
    for pack in PACKS:
        for each in bank.read(ROOT / "solutions" / pack):
            if isinstance(each, kind):
                yield pack, each


@pytest.mark.parametrize("pack", PACKS)
def test_each_pack_has_questions_enough_of_both_kinds(pack: str) -> None:
    found = bank.read(ROOT / "solutions" / pack)
    assert len(found) >= FEWEST
    for kind in (ChoiceTemplate, NumberTemplate):
        assert sum(isinstance(each, kind) for each in found) >= 10


def test_no_two_questions_of_any_packs_have_one_id_or_one_text() -> None:
    found = [each for pack in PACKS for each in bank.read(ROOT / "solutions" / pack)]
    assert len({each.id for each in found}) == len(found)
    assert len({each.ask for each in found}) == len(found)


def test_sources_are_addresses_or_places_of_the_pack() -> None:
    for pack in PACKS:
        for each in bank.read(ROOT / "solutions" / pack):
            if re.fullmatch(r"https://[\w.-]+\.\w+/\S*", each.source):
                continue
            assert each.source.startswith((f"prs/{pack}/", f"solutions/{pack}/")), each.id
            assert (ROOT / each.source).is_file(), each.id


def test_every_answer_of_a_formula_is_recomputed() -> None:
    tried = 0
    functions = {"ceil": ceil, "floor": floor, "max": max, "min": min}
    for _, each in every(NumberTemplate):
        assert isinstance(each, NumberTemplate)
        for numbers in drawings(each):
            question = drawing.with_numbers(each, numbers)
            python = eval(each.formula, {"__builtins__": functions}, numbers)
            assert float(question.answer) == pytest.approx(python), (each.id, numbers)
            assert question.answer > 0, (each.id, numbers)
            assert "{" not in question.text + question.explanation, each.id
            tried += 1
    assert tried > 500


@pytest.mark.parametrize("pack", PACKS)
def test_every_formula_gives_what_was_computed_by_hand(pack: str) -> None:
    found = [each for name, each in every(NumberTemplate) if name == pack]
    assert len(found) >= 10
    for each in found:
        assert isinstance(each, NumberTemplate)
        numbers = {name: value for name, value in each.example.items() if name != proving.ANSWER}
        computed = float(drawing.with_numbers(each, numbers).answer)
        assert computed == pytest.approx(each.example[proving.ANSWER], rel=proving.ROUNDED), each.id
    proving.refuse_faults(ROOT / "solutions" / pack)  # what messypr list --check-keys asks


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (NUMBER.replace("a * 2", "a * 3"), "question n: for its example the formula gives 3"),
        (NUMBER.replace("a * 2", "2 / (a - 2) + 4"), "cannot be computed"),
        (NUMBER.replace("example = { a = 1,", "example = { b = 1,"), "must have a, answer"),
        (NUMBER.replace(", answer = 2", ""), "must have a, answer"),
    ],
)
def test_a_wrong_formula_is_refused(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "all.toml").write_text(text)
    with pytest.raises(PackError, match=message):
        proving.refuse_faults(tmp_path)


def test_numbers_are_drawn_so_that_the_answer_differs() -> None:
    for _, each in every(NumberTemplate):
        assert isinstance(each, NumberTemplate)
        answers = {drawing.with_numbers(each, numbers).answer for numbers in drawings(each)}
        assert len(answers) > 1, each.id


def test_a_number_that_only_rounding_changes_is_right() -> None:
    """An answer that is no short decimal has a tolerance, so that people can write it."""
    for _, each in every(NumberTemplate):
        assert isinstance(each, NumberTemplate)
        for numbers in drawings(each):
            question = drawing.with_numbers(each, numbers)
            assert is_right(question, right_answer(question)), (each.id, numbers)
            off = question.answer * (1 + each.tolerance) + Fraction(1, 100)
            assert not is_right(question, f"{float(off):.12f}"), (each.id, numbers)


def test_every_choice_has_one_right_answer_wherever_it_is_drawn() -> None:
    places = set()
    for _, each in every(ChoiceTemplate):
        assert isinstance(each, ChoiceTemplate)
        for key in ("1:a", "2:b", "3:c"):
            question = drawing.asked(each, key)
            assert isinstance(question, ChoiceQuestion)
            right = [one for one in letters(question) if is_right(question, one)]
            assert [question.choices["abcdefgh".index(one)] for one in right] == [each.right]
            assert sorted(question.choices) == sorted((each.right, *each.wrong))
            places.update(right)
    assert places == set("abcd")


def test_the_right_choice_is_not_known_by_its_length() -> None:
    """With four choices the right one is the longest in a quarter of the questions by chance."""
    longest = [
        len(each.right) > max(map(len, each.wrong))
        for _, each in every(ChoiceTemplate)
        if isinstance(each, ChoiceTemplate)
    ]
    assert 0.15 < sum(longest) / len(longest) < 0.4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[choice]", "is no TOML"),
        ("[[riddle]]\nid = 'a'", "is none of"),
        ("choice = 3", "is none of"),
        (CHOICE.replace('why = "So it is."', ""), "the key 'why' is missing"),
        (CHOICE + "hint = 'x'", "unknown key 'hint'"),
        (CHOICE.replace('"None."', '"this."'), "two choices say the same"),
        (CHOICE.replace(', "None."', ""), "a list of 2 texts or more"),
        (CHOICE.replace('"Which?"', '" "'), "ask must be a text"),
        (CHOICE.replace('"a"', '"repair-a"'), "a name of questions about rounds"),
        (CHOICE + CHOICE, "two questions have the id 'a'"),
        (NUMBER + "tolerance = 2", "tolerance must be a share"),
        (NUMBER.replace("[1, 2]", "[]"), "a must be a list of numbers"),
        (NUMBER.replace("[1, 2]", "[true]"), "a must hold numbers alone"),
        (NUMBER.replace("draw = { a = [1, 2] }", "draw = 3"), "draw must be a table"),
    ],
)
def test_a_broken_file_is_refused_with_its_place(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "all.toml").write_text(text)
    with pytest.raises(PackError, match=message):
        bank.read(tmp_path)


def test_a_text_that_names_what_is_not_drawn_is_refused(tmp_path: Path) -> None:
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "all.toml").write_text(NUMBER.replace("are {a}", "are {b}"))
    [template] = bank.read(tmp_path)
    with pytest.raises(PackError, match="question n: its texts name 'b', which is not drawn"):
        drawing.asked(template, "1:a")


def test_a_pack_without_questions_has_none(tmp_path: Path) -> None:
    assert bank.read(tmp_path) == ()
