"""Questions about doubts, over many deals of all packs: nothing but content tells the truth."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TypeAlias

import pytest

from checker.dealing.draw import draw
from checker.model.profile import PLAIN, Difficulty, Profile
from checker.packs import loading, wordings
from checker.report.scorecard import DefectLine
from checker.rules import catalogue
from checker.settling import asking, known_answers
from checker.settling.values import Doubt, Role, SettlingQuestion, Wrongs
from cli.steps.settling import TRUTHS
from tests.settling.doubtful import doubtful

SEEDS = range(1, 7)
LONGEST_SHARE = 0.4
Known: TypeAlias = Mapping[tuple[str, str], Sequence[str]]
MIXED = Profile(level=Difficulty.DRILL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A defect of a deal, the others, and the question about it, None if there is none."""

    defect: DefectLine
    others: tuple[DefectLine, ...]
    finds: frozenset[str]
    made: SettlingQuestion | None


@cache
def every() -> dict[str, tuple[Made, ...]]:
    return {pack: tuple(_of(pack)) for pack in loading.slugs()}


def _of(pack: str) -> Iterator[Made]:
    loaded = loading.load(pack)
    folder = loaded.key.feature.parent
    template = doubtful().defects[0]
    for seed in SEEDS:
        for profile in (PLAIN, MIXED):
            drawn = draw(loaded, seed, profile).defects
            lines = [
                replace(
                    template,
                    slug=each.slug,
                    rule=each.rule.name,
                    category=each.rule.category,
                    explanation=each.explanation,
                    asked=(),
                )
                for each in drawn
            ]
            known = {each.slug: _known(folder, each.slug) for each in drawn}
            for line in lines:
                others = tuple(each for each in lines if each is not line)
                finds = {
                    _answer(t)
                    for o in others
                    for name in TRUTHS
                    for t in known[o.slug].get(name, ())
                }
                yield Made(
                    defect=line,
                    others=others,
                    finds=frozenset(finds),
                    made=made(line, others, known[line.slug], f"{seed}:head"),
                )


def _known(folder: Path, slug: str) -> Known:
    file = wordings.file_of(folder, slug)
    return dict(wordings.kinds_of(file)) if file.is_file() else {}


def made(
    line: DefectLine, others: Sequence[DefectLine], known: Known, key: str
) -> SettlingQuestion | None:
    return asking.question(
        Doubt(claim=doubtful().claims[0], defect=line, place=line.places[0]),
        [text for name in TRUTHS for text in known.get(name, ())],
        known_answers.wrongs_of(known, line.rule, {each.rule for each in others}),
        others,
        key=key,
        code="",
    )


def _answer(text: str) -> str:
    return text.rstrip(" .").lower()


def questions(pack: str) -> list[Made]:
    return [each for each in every()[pack] if each.made is not None]


@pytest.mark.parametrize("pack", loading.slugs())
def test_nearly_every_defect_has_a_question(pack: str) -> None:
    assert len(questions(pack)) >= 0.95 * len(every()[pack]) > 0


@pytest.mark.parametrize("pack", loading.slugs())
def test_a_question_has_one_truth_and_three_choices_or_more_and_something_else(pack: str) -> None:
    for each in questions(pack):
        assert each.made is not None
        shown = each.made.question
        roles = Counter(each.made.roles)
        assert 4 <= len(shown.choices) <= 5
        assert len(set(shown.choices)) == len(shown.choices)
        assert roles[Role.TRUTH] == roles[Role.ELSE] == 1
        assert each.made.roles[shown.right] is Role.TRUTH
        assert shown.choices[-1] == asking.ELSE
        assert not any(choice.endswith("?") for choice in shown.choices)


@pytest.mark.parametrize("pack", loading.slugs())
def test_neither_length_nor_position_nor_form_gives_the_truth_away(pack: str) -> None:
    longest = shortest = formed = 0
    positions: Counter[int] = Counter()
    for each in questions(pack):
        assert each.made is not None
        shown = each.made.question
        truth, real = shown.choices[shown.right], shown.choices[:-1]
        longest += len(truth) == max(map(len, real))
        shortest += len(truth) == min(map(len, real))
        formed += ["`" in choice for choice in real].count("`" in truth) == 1
        positions[shown.right] += 1
    count = len(questions(pack))
    assert longest <= LONGEST_SHARE * count
    assert shortest <= LONGEST_SHARE * count
    assert formed <= 0.1 * count
    assert max(positions.values()) <= LONGEST_SHARE * count


@pytest.mark.parametrize("pack", loading.slugs())
def test_no_answer_says_what_another_defect_of_the_deal_is(pack: str) -> None:
    for each in questions(pack):
        assert each.made is not None
        shown = each.made.question
        dealt = {other.rule for other in each.others} - {each.defect.rule}
        summaries = {catalogue.find(name).summary for name in dealt}
        for choice, role in zip(shown.choices, each.made.roles, strict=True):
            if role is not Role.TRUTH:
                assert choice not in summaries
                assert _answer(choice) not in each.finds
            explained = {known_answers.as_answer(other.explanation) for other in each.others}
            assert choice not in explained


def test_a_sibling_is_no_other_name_of_the_same_fault() -> None:
    for rule in catalogue.RULES:
        known = known_answers.wrongs_of({}, rule.name, ())
        same = {rule.summary, *(catalogue.find(each).summary for each in rule.siblings)}
        assert not same & set(known.siblings)


def test_the_key_decides_and_nothing_else() -> None:
    [first, *_] = questions("helpdesk")
    folder = loading.load("helpdesk").key.feature.parent
    known = _known(folder, first.defect.slug)
    again = {str(made(first.defect, first.others, known, "1:head")) for _ in range(3)}
    assert len(again) == 1
    keys = {str(made(first.defect, first.others, known, f"{n}:head")) for n in range(12)}
    assert len(keys) > 6


def test_with_too_few_wrong_answers_nothing_is_asked() -> None:
    line = doubtful().defects[0]
    doubt = Doubt(claim=doubtful().claims[0], defect=line, place=line.places[0])

    def asked(wrongs: Wrongs) -> int:
        made = asking.question(doubt, ["It is wrong."], wrongs, (), key="k", code="")
        return len(made.question.choices) if made is not None else 0

    assert asked(Wrongs()) == asked(Wrongs(opposites=("One thing.",))) == 0
    assert asked(Wrongs(opposites=("One thing.", "Is it so?"))) == 0
    assert asked(Wrongs(opposites=("One thing.", "one thing"))) == 0
    assert asked(Wrongs(opposites=("One thing.",), siblings=("Another one.",))) == 4
    assert asked(Wrongs(opposites=("One thing.", "Two things."))) == 4
    assert asked(Wrongs(opposites=("One.", "Two."), near_misses=("Three.",))) == 5


def test_what_says_another_defect_is_no_answer() -> None:
    line, other = doubtful().defects[:2]
    doubt = Doubt(claim=doubtful().claims[0], defect=line, place=line.places[0])
    wrongs = Wrongs(opposites=(other.explanation, "One thing.", "Two things."))
    made = asking.question(doubt, [], wrongs, (other,), key="k", code="")
    assert made is not None
    assert known_answers.as_answer(other.explanation) not in made.question.choices
