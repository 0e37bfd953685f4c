"""Questions about a round: each answer is a fact of its report."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checker.defence import about_round, bank, drawing
from checker.defence.values import ChoiceQuestion, NumberQuestion
from checker.model.result import Verdict
from checker.packs import loading
from checker.report import Scorecard, phrasing
from tests.defence.graded import KEY, graded, known_repairs

DEALS = [("helpdesk", 42), ("llm_gateway", 2), ("agent_desk", 3), ("rag_index", 4)]


def asked(card: Scorecard, key: str = KEY) -> dict[str, ChoiceQuestion]:
    made = about_round.questions(card, known_repairs(card), key)
    assert len({each.id for each in made}) == len(made)
    return {each.id: each for each in made}


def right(question: ChoiceQuestion) -> str:
    return question.choices[question.right]


def wrong(question: ChoiceQuestion) -> set[str]:
    return {*question.choices} - {right(question)}


def names(card: Scorecard, *, fixed: bool) -> set[str]:
    return {
        f"{each.rule} in {phrasing.places(each)[0]}" for each in card.defects if each.fixed == fixed
    }


@pytest.mark.parametrize(("pack", "seed"), DEALS)
def test_what_is_there_and_what_was_repaired_is_in_the_report(pack: str, seed: int) -> None:
    card = graded(pack, seed)
    made = asked(card)
    assert right(made["round-still-there"]) in names(card, fixed=False)
    assert wrong(made["round-still-there"]) <= names(card, fixed=True)
    assert right(made["round-repaired"]) in names(card, fixed=True)
    assert wrong(made["round-repaired"]) <= names(card, fixed=False)


@pytest.mark.parametrize(("pack", "seed"), DEALS)
def test_a_hidden_test_is_asked_of_the_one_defect_that_it_checks(pack: str, seed: int) -> None:
    card = graded(pack, seed)
    question = asked(card)["round-shown-by"]
    checked = {
        f"{each.rule} in {phrasing.places(each)[0]}"
        for each in card.defects
        if any(check.name in question.text for check in each.checks)
    }
    assert {*question.choices} & checked == {right(question)}


@pytest.mark.parametrize(("pack", "seed"), DEALS)
def test_the_right_repair_is_one_that_the_pack_proves(pack: str, seed: int) -> None:
    card = graded(pack, seed)
    known = known_repairs(card)
    about = {name: q for name, q in asked(card).items() if name.startswith("repair-")}
    assert about
    for name, question in about.items():
        of_defect = known[name.removeprefix("repair-")]
        said = {squeezed(r.new) for fix in of_defect.right for r in fix.replacements}
        refused = {squeezed(r.new) for fix in of_defect.wrong for r in fix.replacements}
        assert squeezed(right(question)) in said
        assert {*map(squeezed, wrong(question))} <= refused - said
        assert question.code


def squeezed(text: str) -> str:
    return " ".join(text.split())


def test_comments_are_asked_about_as_they_were_judged() -> None:
    card = graded("helpdesk", 42)
    made = asked(card)
    alarms = {each.text for each in card.taken_for(Verdict.FALSE_ALARM)}
    assert right(made["round-withdrawn"]) in {phrasing.one_line(each) for each in alarms}
    found = {each.text: each.target for each in card.taken_for(Verdict.FOUND)}
    [quoted] = [text for text in found if phrasing.one_line(text) in made["round-found-by"].text]
    defect = next(each for each in card.defects if each.slug == found[quoted])
    assert right(made["round-found-by"]).startswith(f"{defect.rule} in ")


def test_a_round_in_which_nothing_was_fixed_is_not_asked_what_was_repaired() -> None:
    card = graded("helpdesk", 42)
    none = replace(card, defects=tuple(replace(each, fixed=False) for each in card.defects))
    assert not {"round-repaired", "round-still-there"} & set(asked(none))


def test_no_defects_leave_questions_of_the_bank_alone() -> None:
    card = replace(graded("helpdesk", 42), defects=(), claims=())
    assert about_round.questions(card, {}, KEY) == ()
    templates = bank.read(loading.load("helpdesk").key.feature.parent)
    drawn = drawing.draw((), templates, 6, KEY)
    assert [type(each) for each in drawn] == [NumberQuestion, ChoiceQuestion] * 3


def test_a_draw_is_half_of_the_round_and_the_same_for_the_same_key() -> None:
    card = graded("helpdesk", 42)
    own = about_round.questions(card, known_repairs(card), KEY)
    templates = bank.read(loading.load("helpdesk").key.feature.parent)
    for count in range(drawing.FEWEST, drawing.MOST + 1):
        drawn = drawing.draw(own, templates, count, KEY)
        assert len(drawn) == len({each.id for each in drawn}) == count
        assert len(set(drawn) & set(own)) == count // 2 + 1
        assert drawn == drawing.draw(own, templates, count, KEY)
    other = drawing.draw(asked_in_order(card, "43:head"), templates, 8, "43:head")
    assert [each.id for each in other] != [each.id for each in drawing.draw(own, templates, 8, KEY)]


def asked_in_order(card: Scorecard, key: str) -> tuple[ChoiceQuestion, ...]:
    return about_round.questions(card, known_repairs(card), key)
