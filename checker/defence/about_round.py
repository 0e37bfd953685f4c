"""Questions about one round, from its report and the repairs that the pack knows.

Every answer is a fact of the report, or was proved with the pack: which defect is still there,
which hidden test shows it, which repair is right.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Final

from checker.defence.drawing import choice, chosen, rank
from checker.defence.repairing import repair_questions
from checker.defence.values import ChoiceQuestion, KnownRepairs
from checker.model.result import Outcome, Verdict
from checker.report import phrasing
from checker.report.scorecard import ClaimLine, CommentKind, DefectLine, Scorecard
from checker.rules.rule import Severity

SOURCE: Final = "the report of this round: messypr report --lessons"
WRONG: Final = 3  # choices beside the right one
FEWEST_WRONG: Final = 2


def questions(
    card: Scorecard, repairs: Mapping[str, KnownRepairs], key: str
) -> tuple[ChoiceQuestion, ...]:
    """Return all questions that a round gives, in an order that the key decides.

    ``repairs`` has an entry for each hand-made defect of the round.
    """
    made = chain(
        _still_there(card, key),
        _repaired(card, key),
        _shown_by(card, repairs, key),
        _blocking(card, key),
        _found_by(card, key),
        _withdrawn(card, key),
        repair_questions(card.defects, repairs, key),
    )
    return tuple(sorted(made, key=lambda each: rank(key, each.id)))


def _still_there(card: Scorecard, key: str) -> Iterator[ChoiceQuestion]:
    """Ask which of some defects is still in what was handed in."""
    fixed = [each for each in card.defects if each.fixed]
    for right in chosen(_unfixed(card), 1, key, "still-there"):
        yield from _question(
            key,
            "round-still-there",
            "Which of these is still in the code that you handed in?",
            right=_fault(right),
            wrong=map(_fault, fixed),
            why=f"{_said(right)} {_evidence(right)}",
        )


def _repaired(card: Scorecard, key: str) -> Iterator[ChoiceQuestion]:
    """Ask which of some defects the commits repaired."""
    fixed = [each for each in card.defects if each.fixed]
    for right in chosen(fixed, 1, key, "repaired"):
        yield from _question(
            key,
            "round-repaired",
            "Which of these did your commits repair?",
            right=_fault(right),
            wrong=map(_fault, _unfixed(card)),
            why=f"All checks of this defect pass on what you handed in. {_said(right)}",
        )


def _shown_by(card: Scorecard, hand_made: Container[str], key: str) -> Iterator[ChoiceQuestion]:
    """Ask which defect a hidden test shows.

    A check of an operator's defect fails on no other defect of the deal, and that of a hand-made
    one on no other hand-made defect: this is proved, so these alone are wrong choices.
    """
    for right in chosen(card.defects, len(card.defects), key, "shown-by"):
        tests = [each for each in right.checks if each.kind is CommentKind.HIDDEN_TEST]
        others = [
            each
            for each in card.defects
            if (right.slug not in hand_made or each.slug in hand_made)
            and not {check.name for check in each.checks} & {test.name for test in tests}
        ]
        if not tests:
            continue
        name = phrasing.one_line(tests[0].name)
        failed = tests[0].outcome is not Outcome.PASSED
        yield from _question(
            key,
            "round-shown-by",
            f"The hidden test {name} {'fails' if failed else 'passes'} on what you handed in."
            " Which defect is it that this test notices?",
            right=_fault(right),
            wrong=map(_fault, others),
            why=f"{_said(right)} {_evidence(right)}",
        )
        return


def _blocking(card: Scorecard, key: str) -> Iterator[ChoiceQuestion]:
    """Ask which of some defects the pull request must not be merged with."""
    blockers = [each for each in card.defects if each.severity is Severity.BLOCKER]
    small = [each for each in card.defects if each.severity in {Severity.MINOR, Severity.NIT}]
    for right in chosen(blockers, 1, key, "blocking"):
        yield from _question(
            key,
            "round-blocking",
            "Which of these faults of the pull request is the blocker?",
            right=_fault(right),
            wrong=map(_fault, small),
            why="A blocker is a wrong result, lost data, a hole or a hang in normal use."
            f" {_said(right)}",
        )


def _found_by(card: Scorecard, key: str) -> Iterator[ChoiceQuestion]:
    """Ask which defect a comment found."""
    claims = {each.target: each for each in card.taken_for(Verdict.FOUND)}
    found = [each for each in card.defects if each.slug in claims]
    for right in chosen(found, 1, key, "found-by"):
        yield from _question(
            key,
            "round-found-by",
            f'You wrote "{_quoted(claims[right.slug])}". Which fault does this comment find?',
            right=_fault(right),
            wrong=(_fault(each) for each in card.defects if each.comment != right.comment),
            why=f"The comment was taken for it: {claims[right.slug].why}. {_said(right)}",
        )


def _withdrawn(card: Scorecard, key: str) -> Iterator[ChoiceQuestion]:
    """Ask which comment accuses right code."""
    found = card.taken_for(Verdict.FOUND)
    for right in chosen(card.taken_for(Verdict.FALSE_ALARM), 1, key, "withdrawn"):
        yield from _question(
            key,
            "round-withdrawn",
            "One of your comments calls right code a fault. Which one would you withdraw?",
            right=_quoted(right),
            wrong=(_quoted(each) for each in found if each.comment != right.comment),
            why=f"This one was a false alarm: {right.why}. The others found a defect each.",
        )


def _question(
    key: str, name: str, text: str, *, right: str, wrong: Iterable[str], why: str
) -> Iterator[ChoiceQuestion]:
    """Yield a question, if there are enough wrong choices that differ from the right one."""
    others = _different(right, sorted(wrong, key=lambda each: rank(key, name, each)))
    if len(others) >= FEWEST_WRONG:
        yield choice(
            key,
            id=name,
            text=text,
            right=right,
            wrong=others[:WRONG],
            explanation=phrasing.one_line(why, longest=2_000),
            source=SOURCE,
        )


def _different(right: str, wrong: Sequence[str]) -> list[str]:
    return [each for each in dict.fromkeys(wrong) if each != right]


def _unfixed(card: Scorecard) -> list[DefectLine]:
    return [each for each in card.defects if not each.fixed]


def _fault(defect: DefectLine) -> str:
    """Return a defect in one line: the rule, and where."""
    where = "".join(f" in {place}" for place in phrasing.places(defect)[:1])
    return phrasing.one_line(f"{defect.rule}{where}")


def _said(defect: DefectLine) -> str:
    return phrasing.one_line(defect.explanation, longest=600)


def _evidence(defect: DefectLine) -> str:
    return " ".join(phrasing.still_there(defect)[:1])


def _quoted(claim: ClaimLine) -> str:
    return phrasing.one_line(claim.text)
