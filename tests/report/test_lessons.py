"""Lessons: what to learn first, and that only practice is taught."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

import pytest

from checker.diffs import Block, FileDiff, Status
from checker.model.review import Review
from checker.report import Scorecard, as_html
from checker.report.lessons import QUESTIONS, changed_near, first_to_learn, lessons
from checker.report.story import RoundStory
from checker.rules.rule import Category
from cli.output import formats
from cli.output.lessons import fields, first_rows, rows
from cli.output.rows import lay_out
from tests.golden import hostile_scorecard

DRAFTING = PurePosixPath("src/helpdesk/drafting.py")


@pytest.fixture
def card() -> Scorecard:
    return hostile_scorecard()


def fix(line: int) -> FileDiff:
    old = tuple(f"line {number}" for number in range(1, 201))
    block = Block(old_start=line - 1, old_stop=line, new_start=line - 1, new_stop=line)
    new = (*old[: line - 1], "mended", *old[line:])
    return FileDiff(
        status=Status.MODIFIED, old_path=DRAFTING, path=DRAFTING, old=old, new=new, blocks=(block,)
    )


def test_every_category_has_a_question() -> None:
    assert set(QUESTIONS) == set(Category)


def test_what_was_missed_comes_first_worst_first_and_no_rule_twice(card: Scorecard) -> None:
    worst, middle, least = card.defects
    also = replace(worst, slug="another")
    every = lessons(replace(card, defects=(least, middle, also, worst)), ())
    first = first_to_learn(every)
    assert [each.defect.slug for each in first] == ["another", middle.slug]  # least is fixed
    assert [each.happened for each in first] == ["missed, not fixed", "asked, not fixed"]
    assert first_to_learn(lessons(replace(card, defects=(least,)), ())) == ()


def test_a_lesson_reads_two_places_beside_each_other_and_has_the_lines(card: Scorecard) -> None:
    lesson = lessons(card, (fix(126),))[0]
    assert lesson.approach.startswith("read Drafter.draft (drafting.py) beside src/helpdesk/client")
    assert lesson.yours == ((("line 126",), ("mended",)),)
    assert lesson.reference == lesson.defect.reference
    assert len(lesson.evidence) == len(lesson.defect.checks)
    assert lesson.link.startswith("https://")
    assert [*changed_near(lesson.defect, (fix(150),))] == []


def test_an_unknown_rule_of_an_old_report_is_no_error(card: Scorecard) -> None:
    old = replace(card, defects=(replace(card.defects[0], rule="no-such-rule"),))
    [lesson] = lessons(old, ())
    assert (lesson.why, lesson.link) == ("", "")


def test_nothing_hostile_reaches_the_terminal(card: Scorecard) -> None:
    every = lessons(card, (fix(126),))
    shown = [*first_rows(first_to_learn(every)), *(row for each in every for row in rows(each))]
    lines = [str(line) for line in lay_out(shown, 80)]
    assert any(line.strip() == "+ mended" for line in lines)
    assert all(line.isprintable() for line in lines)
    assert fields(every[0])["yours"] == [{"old": ["line 126"], "new": ["mended"]}]


def test_nobody_is_taught_who_is_graded(card: Scorecard) -> None:
    story = RoundStory(title="x", changes=(), fixes=(), review=Review(), happenings=(), minutes=45)
    taught = "How a reviewer gets onto it"
    assert taught in as_html.dump(card, story, teaches=True)
    assert taught not in as_html.dump(card, story)
    for form in formats.NAMES:
        text = formats.as_file(card, form)
        assert "to learn first" not in text
        assert QUESTIONS[card.defects[0].category] not in text
