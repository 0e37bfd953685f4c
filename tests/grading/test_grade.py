"""Whole submissions, from tree and review to the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import PurePosixPath

import pytest

from checker.dealing import build
from checker.dealing.build import Deal
from checker.dealing.draw import draw
from checker.errors import PlantingError, TamperedSubmissionError
from checker.grading.grade import SUITE_NOTE, grade, match, match_context
from checker.model.key import Challenge, HiddenTest
from checker.model.pack import Tree
from checker.model.result import Outcome, Report, TimeTaken, Verdict
from checker.model.review import Event, Ignored, Review, Submission
from checker.packs import loading
from checker.prove.reviews import comment, oracle
from checker.sandbox.client.pool import JudgePool
from checker.sandbox.isolation.levels import MEANING, Isolation
from checker.system.tools import versions
from tests.hijacked import answering

PACK = loading.load("helpdesk")
REFERENCE = loading.reference_tree(PACK)
SETTINGS = PurePosixPath("src/helpdesk/settings.py")
slow = pytest.mark.slow


@cache
def challenge() -> Challenge:
    return draw(PACK, 1)


@cache
def deal() -> Deal:
    return build.deal(challenge())


@pytest.fixture(scope="module")
def judges() -> Iterator[JudgePool]:
    with JudgePool() as judges:
        yield judges


def graded(judges: JudgePool, tree: Tree, review: Review | None = None) -> Report:
    submission = Submission(review=review or Review(), tree=tree, head="0" * 40)
    return grade(challenge(), deal(), submission, judges=judges)


@slow
def test_the_oracle_has_a_hundred_points_and_a_report_that_says_how(judges: JudgePool) -> None:
    submission = Submission(
        review=oracle(challenge(), deal()),
        tree=REFERENCE,
        head="0" * 40,
        ignored=(Ignored(path="x", reason="y"),),
        notes=("a note",),
    )
    clock = TimeTaken(limit_seconds=2_700, used_seconds=2_701)
    steps: list[tuple[str, int, int]] = []
    report = grade(
        challenge(),
        deal(),
        submission,
        clock=clock,
        judges=judges,
        progress=lambda *step: steps.append(step),
    )
    assert report.score.total == 100
    assert (report.pack, report.seed, report.digest) == ("helpdesk", 1, PACK.digest)
    assert (report.dealt_head, report.head) == (deal().dealt.head_commit, "0" * 40)
    assert report.isolation == judges.level
    assert report.tools == versions()
    assert report.notes == ("a note", MEANING[judges.level], SUITE_NOTE)
    assert report.ignored == submission.ignored
    assert report.clock is not None
    assert report.clock.late
    assert report.event is Event.REQUEST_CHANGES
    assert [result.defect for result in report.defects] == [*challenge().defects]
    assert all(result.fixed and result.found == 1 and result.by for result in report.defects)
    assert all(check.evidence for result in report.defects for check in result.checks)
    assert steps
    assert steps[-1][1] == steps[-1][2]


@slow
def test_the_reference_without_a_word_has_fifty(judges: JudgePool) -> None:
    report = graded(judges, REFERENCE)
    assert (report.score.review.earned, report.score.fix.earned) == (0, 50)
    assert report.regressions == ()


@slow
def test_perfect_comments_without_a_fix_have_fifty(judges: JudgePool) -> None:
    report = graded(judges, deal().dealt.head, oracle(challenge(), deal()))
    assert (report.score.review.earned, report.score.fix.earned) == (50, 0)
    assert not any(result.fixed for result in report.defects)


@slow
def test_nothing_has_nothing(judges: JudgePool) -> None:
    report = graded(judges, deal().dealt.head)
    assert report.score.total == 0
    assert report.regressions == ()
    assert report.event is None


@slow
def test_what_is_broken_elsewhere_is_one_regression(judges: JudgePool) -> None:
    clean = b"max_in_flight: int = 4"
    assert clean in REFERENCE[SETTINGS]
    tree = {**REFERENCE, SETTINGS: REFERENCE[SETTINGS].replace(clean, b"max_in_flight: int = 5")}
    report = graded(judges, tree)
    (regression,) = report.regressions
    assert regression.target == "helpdesk.settings:Settings.from_env"
    assert regression.tests
    assert regression.evidence
    assert report.score.fix.earned < 50


@slow
def test_code_that_parses_nowhere_loses_the_fix_and_no_more(judges: JudgePool) -> None:
    tree = {p: b"def (\n" if p.suffix == ".py" else text for p, text in REFERENCE.items()}
    report = graded(judges, tree, oracle(challenge(), deal()))
    assert report.score.review.earned == 50
    assert report.score.fix.earned == 0
    hidden = [
        check
        for result in report.defects
        for check in result.checks
        if isinstance(check.check, HiddenTest)
    ]
    assert hidden
    assert {check.outcome for check in hidden} == {Outcome.FAILED}


@slow
@pytest.mark.parametrize(
    "lie",
    ["{'value': True}", "{'raised': {'type': 'HelpdeskError'}}"],
)
def test_a_player_that_answers_for_the_candidate_gets_no_score(judges: JudgePool, lie: str) -> None:
    package = PurePosixPath("src/helpdesk/__init__.py")
    tree = {**deal().dealt.head, package: deal().dealt.head[package] + answering(lie).encode()}
    with pytest.raises(TamperedSubmissionError, match="no score is given"):
        graded(judges, tree)


@slow
def test_a_report_names_the_level_that_was_asked_for() -> None:
    submission = Submission(review=Review(), tree=deal().dealt.head, head="")
    report = grade(challenge(), deal(), submission, level=Isolation.BASIC)
    assert report.isolation == "basic"
    assert "no sandbox" in report.notes[0]


def test_a_review_is_matched_without_running_anything() -> None:
    place = deal().planted.places[challenge().defects[0].slug][0]
    said = comment(0, place, challenge().defects[0].explanation)
    review = Review(event=Event.COMMENT, comments=(said,))
    found = match(challenge(), deal(), Submission(review=review, tree={}, head=""))
    assert dict(found.found)[challenge().defects[0].slug] == 1
    assert found.claims[0].verdict is Verdict.FOUND


def test_a_decoy_that_a_defect_has_changed_is_named() -> None:
    pack = challenge().pack
    first = pack.key.decoys[0]
    gone = replace(first, site=replace(first.site, text="this text is not there\n"))
    key = replace(pack.key, decoys=(gone,))
    with pytest.raises(PlantingError, match=f"changed the decoy {first.slug}, "):
        match_context(replace(challenge(), pack=replace(pack, key=key)), deal())
