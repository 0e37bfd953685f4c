"""The report for a candidate: no format says what was missed, nor helps the next attempt."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from xml.etree import ElementTree as ET

import pytest

from checker.dealing import build
from checker.dealing.build import Deal
from checker.dealing.draw import draw
from checker.grading import grade, scoring
from checker.model.key import Challenge, Edit
from checker.model.result import CheckResult, DefectResult, Matching, Outcome, Regression, Report
from checker.model.review import Event, Review, ReviewComment, Side, Submission
from checker.packs import loading, wordings
from checker.report import Scorecard, candidate, to_scorecard
from checker.report.candidate import AttemptLine, CandidateReport, reduced
from cli.output import formats
from tests.golden import hostile_scorecard

FORMS = ("text", "json", "junit", "markdown")
DEALS = [("helpdesk", 1), ("helpdesk", 42), ("llm_gateway", 2), ("agent_desk", 3), ("rag_index", 4)]
SHORTEST = 12  # characters of a line of clean text that nobody writes by chance
MOST_PASTED = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Exam:
    """A deal whose every other defect was found, with the report on it."""

    challenge: Challenge
    deal: Deal
    matching: Matching
    card: Scorecard


@cache
def exam(pack: str, seed: int) -> Exam:
    challenge = draw(loading.load(pack), seed)
    deal = build.deal(challenge)
    remarks = [
        comment(challenge, deal, each.slug, wordings.of(challenge.pack.key, each).found[1])
        for each in challenge.defects[::2]
    ]
    wrong = comment(challenge, deal, challenge.defects[1].slug, "Please rename this, it is ugly.")
    matching = match(challenge, deal, (*remarks, replace(wrong, id="wrong")))
    return Exam(
        challenge=challenge,
        deal=deal,
        matching=matching,
        card=scored(challenge, deal, matching),
    )


def comment(challenge: Challenge, deal: Deal, slug: str, body: str) -> ReviewComment:
    del challenge
    place = deal.planted.places[slug][0]
    return ReviewComment(
        id=slug[:1] + str(abs(hash(slug)) % 10**6),
        path=place.path,
        lines=place.lines,
        side=Side.RIGHT,
        severity=None,
        body=body,
        created_at=None,
    )


def match(challenge: Challenge, deal: Deal, comments: tuple[ReviewComment, ...]) -> Matching:
    numbered = tuple(replace(each, id=f"c{n}") for n, each in enumerate(comments, 1))
    review = Review(event=Event.REQUEST_CHANGES, comments=numbered)
    handed_in = Submission(review=review, tree=deal.dealt.head, head="b" * 40)
    return grade.match(challenge, deal, handed_in)


def scored(challenge: Challenge, deal: Deal, matching: Matching) -> Scorecard:
    """Return the scorecard of a review whose commits fixed nothing and broke something."""
    credits_ = dict(matching.found)
    defects = tuple(
        DefectResult(
            defect=each,
            places=deal.planted.places[each.slug],
            found=credits_[each.slug],
            by=None,
            checks=tuple(
                CheckResult(check=c, outcome=Outcome.FAILED, evidence=f"{c} {each.explanation}")
                for c in each.checks
            ),
            known=wordings.of(challenge.pack.key, each).found[1:4],
        )
        for each in challenge.defects
    )
    tests = tuple(sorted(hidden_tests(challenge)))
    broken = (Regression(target=tests[0], tests=tests, evidence=tests[0]),)
    return to_scorecard(
        Report(
            pack=challenge.pack.pr.slug,
            digest=challenge.pack.digest,
            seed=987_654_321,
            dealt_head=deal.dealt.head_commit,
            head="b" * 40,
            isolation="strict",
            tools=(("ruff", "1"),),
            event=Event.APPROVE,
            defects=defects,
            matching=matching,
            regressions=broken,
            score=scoring.score(defects, matching, broken, Event.APPROVE, submitted_fix=True),
            clock=None,
            ignored=(),
            notes=("a note",),
        )
    )


def hidden_tests(challenge: Challenge) -> set[str]:
    """Return the names of all functions and files of hidden tests of a pack."""
    folder = challenge.pack.key.tests
    names = {file.name for file in folder.rglob("test_*.py")}
    own = {file.name for file in (challenge.pack.pr.base / challenge.pack.pr.tests).iterdir()}
    for file in folder.rglob("test_*.py"):
        names |= set(re.findall(r"def (test_\w+)", file.read_text("utf-8")))
    dealt_tests = {change.path.name for each in challenge.defects for change in each.changes}
    return names - own - dealt_tests


def secrets(known: Exam) -> Iterator[str]:
    """Yield everything that the report must not say."""
    challenge, found = known.challenge, dict(known.matching.found)
    yield str(known.card.seed)
    yield known.card.digest
    yield from hidden_tests(challenge)
    for defect in challenge.pack.key.defects:
        if found.get(defect.slug, 0) < 1:
            yield defect.slug
        yield defect.explanation
        yield from wordings.of(challenge.pack.key, defect).found
        for change in defect.changes:
            if isinstance(change, Edit):
                yield from (
                    line.strip()
                    for line in change.clean.splitlines()
                    if len(line.strip()) >= SHORTEST
                )
    for decoy in challenge.pack.key.decoys:
        yield decoy.slug
        yield decoy.why


def plain(written: str, form: str) -> str:
    """Return all words of an output as a reader gets them, on one line."""
    if form == "json":
        written = " ".join(strings(json.loads(written)))
    if form == "junit":
        root = ET.fromstring(written)
        parts = [(each.text or "", *each.attrib.values()) for each in root.iter()]
        written = " ".join(part for some in parts for part in some)
    if form == "markdown":
        written = re.sub(r"\\(.)", r"\1", written).replace("&#8203;", "")
    return " ".join(written.split())


def strings(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        for name, each in value.items():
            yield name
            yield from strings(each)
    elif isinstance(value, list):
        for each in value:
            yield from strings(each)
    else:
        yield str(value)


def report_of(card: Scorecard) -> CandidateReport:
    now = "2026-03-02T10:00:00Z"
    return reduced(card, [AttemptLine(number=1, commit=card.head, at=now, points=card.score.total)])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("pack", "seed"), DEALS)
def test_no_output_says_anything_of_what_was_missed(pack: str, seed: int, form: str) -> None:
    known = exam(pack, seed)
    assert 0 < known.card.found < len(known.card.defects)
    said = plain(formats.as_file(report_of(known.card), form), form)
    looked_for = {" ".join(each.split()) for each in secrets(known)}
    assert len(looked_for) > 500
    assert [each for each in looked_for if each in said] == []


@pytest.mark.parametrize("form", FORMS)
def test_the_search_finds_what_the_report_of_the_organiser_says(form: str) -> None:
    known = exam("helpdesk", 1)
    said = plain(formats.as_file(known.card, form), form)
    assert sum(" ".join(each.split()) in said for each in secrets(known)) > 5


@pytest.mark.parametrize("form", FORMS)
def test_it_says_points_categories_and_what_each_comment_earned(form: str) -> None:
    known = exam("helpdesk", 1)
    card = known.card
    said = plain(formats.as_file(report_of(card), form), form)
    assert f"{card.score.review.earned:g}" in said
    for category in {each.category for each in card.defects if each.found >= 1}:
        assert category in said
    for claim in card.claims:
        assert claim.comment in said
        assert claim.verdict in said


@pytest.mark.parametrize(("pack", "seed"), DEALS)
def test_the_report_pasted_as_the_next_review_gains_nothing(pack: str, seed: int) -> None:
    known = exam(pack, seed)
    challenge, deal = known.challenge, known.deal
    before = dict(known.matching.found)
    for form in FORMS:
        written = formats.as_file(report_of(known.card), form)
        lines = [each for each in written.splitlines() if each.strip()][:MOST_PASTED]
        places = [each.slug for each in challenge.defects if before[each.slug] < 1]
        pasted = [comment(challenge, deal, slug, written[:5_000]) for slug in places]
        pasted += [
            comment(challenge, deal, places[number % len(places)], line)
            for number, line in enumerate(lines)
        ]
        after = match(challenge, deal, tuple(pasted))
        gained = {slug for slug, credit in after.found if credit > before[slug]}
        assert gained == set()
        points = scored(challenge, deal, after).score.review.earned
        assert points <= known.card.score.review.earned


def test_what_is_hostile_stays_harmless_in_every_form() -> None:
    report = reduced(hostile_scorecard())
    for form in FORMS:
        written = formats.as_file(report, form)
        assert not [line for line in written.splitlines() if line.lstrip().startswith("::")]
        assert not re.search(r"##\w*\[", written)
        assert re.fullmatch(
            r"[^\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\ud800-\udfff]*", written
        )
    assert ET.fromstring(candidate.FORMATS["junit"](report)).tag == "testsuites"


@pytest.mark.slow
def test_the_report_pasted_as_commits_gains_nothing() -> None:
    known = exam("helpdesk", 1)
    deal = known.deal
    pasted = "\n".join(formats.as_file(report_of(known.card), form) for form in FORMS)
    remarks = "".join(f"# {line}\n" for line in pasted.splitlines()).encode("ascii", "replace")
    head, base = deal.dealt.head, deal.dealt.base
    changed = {path for path in head if head[path] != base.get(path)}
    tree = {
        path: content + remarks if path in changed and path.suffix == ".py" else content
        for path, content in deal.dealt.head.items()
    }
    assert tree != deal.dealt.head
    result = grade.grade(
        known.challenge, deal, Submission(review=Review(), tree=tree, head="b" * 40)
    )
    assert [each.defect.slug for each in result.defects if each.fixed] == []
    assert result.score.fix.earned == 0
