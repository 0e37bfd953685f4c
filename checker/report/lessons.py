"""What a practice round teaches: the three things to learn first, and a lesson on each defect.

Only practice shows this. A report on an exam is made without it, because a lesson holds the answer
key: explanation, known wordings, reference.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

from checker.diffs import FileDiff
from checker.errors import UnknownRuleError
from checker.model.result import Outcome
from checker.report import phrasing
from checker.report.scorecard import CheckLine, DefectLine, ReferenceLine, Scorecard
from checker.rules import catalogue
from checker.rules.rule import Category, Severity

FIRST: Final = 3
MOST_WORDINGS: Final = 2
NEAR_LINES: Final = 3
QUESTIONS: Final = MappingProxyType(
    {
        Category.ASYNC: "at each await, ask who else runs meanwhile, who bounds it, who cancels it",
        Category.MISTRAL: "hold each call and each field of an answer against the API's reference",
        Category.ERRORS: "follow each failure to the caller: does it arrive, and as what it is?",
        Category.RESOURCES: "for everything that is opened or kept, ask who closes or bounds it",
        Category.SECURITY: "follow each value from outside to where it is used, logged or sent",
        Category.CONVENTIONS: "read CONTRIBUTING.md and PR.md, then hold each change against them",
        Category.TYPING: "for each cast, Any and ignore, ask what a wrong value would do",
        Category.NAMING: "read the name alone, guess what it does, then read the body",
        Category.TESTS: "for each test, name a change of the code that it would notice",
        Category.HYGIENE: "list the files and lines of the diff that the description does not need",
        Category.ALGORITHMS: "try none, one, the last and equal ones by hand, at each boundary",
        Category.STATE: "ask who else reads or changes the value, and whether it outlives the call",
    }
)
"""How a reviewer gets onto a fault of each category."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """What one defect teaches; ``yours`` are old and new lines that the candidate changed near it.

    ``evidence`` are the checks that fail on what was handed in. ``link`` is a page that says why
    the rule matters, "" if there is none.
    """

    defect: DefectLine
    happened: str
    approach: str
    wordings: tuple[str, ...]
    evidence: tuple[CheckLine, ...]
    reference: tuple[ReferenceLine, ...]
    yours: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    why: str
    link: str


def lessons(card: Scorecard, fixes: Iterable[FileDiff]) -> tuple[Lesson, ...]:
    """Return a lesson on each defect, in the order of the scorecard."""
    changed = tuple(fixes)
    return tuple(_lesson(each, changed) for each in card.defects)


def first_to_learn(every: Iterable[Lesson]) -> tuple[Lesson, ...]:
    """Return the lessons to begin with: what was missed, worst first, and no rule twice.

    What was only asked about comes next, then what was found and not fixed.
    """
    worst = list(Severity)
    open_ = [each for each in every if each.defect.found < 1 or not each.defect.fixed]
    open_.sort(key=lambda each: (each.defect.found, worst.index(each.defect.severity)))
    by_rule: dict[str, Lesson] = {}
    for each in open_:
        by_rule.setdefault(each.defect.rule, each)
    return tuple(by_rule.values())[:FIRST]


def changed_near(
    defect: DefectLine, fixes: Iterable[FileDiff]
) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Yield the old and new lines of what was changed at the places of a defect, or near them."""
    seen = set()
    for place in defect.places:
        for diff in fixes:
            for block in diff.blocks:
                near = (
                    place.path == diff.old_path
                    and block.old_start <= place.lines.last + NEAR_LINES
                    and block.old_stop >= place.lines.first - 1 - NEAR_LINES
                )
                if near and (diff.old_path, block) not in seen:
                    seen.add((diff.old_path, block))
                    yield (
                        diff.old[block.old_start : block.old_stop],
                        diff.new[block.new_start : block.new_stop],
                    )


def _lesson(defect: DefectLine, fixes: tuple[FileDiff, ...]) -> Lesson:
    try:
        rule = catalogue.find(defect.rule)
        why, link = rule.why, rule.link
    except UnknownRuleError:  # a report of an earlier version
        why = link = ""
    return Lesson(
        defect=defect,
        happened=_happened(defect),
        approach=_approach(defect),
        wordings=defect.asked[:MOST_WORDINGS],
        evidence=tuple(each for each in defect.checks if each.outcome is not Outcome.PASSED),
        reference=defect.reference,
        yours=tuple(changed_near(defect, fixes)),
        why=why,
        link=link,
    )


def _happened(defect: DefectLine) -> str:
    return f"{phrasing.found_word(defect)}, {'fixed' if defect.fixed else 'not fixed'}"


def _approach(defect: DefectLine) -> str:
    """Return how a reviewer gets onto a defect."""
    question = QUESTIONS[defect.category]
    named = tuple(dict.fromkeys(_named(each.path, each.scope) for each in defect.places))
    if len(named) > 1:
        return f"read {named[0]} beside {named[1]}; {question}"
    return f"in {named[0]}: {question}" if named else question


def _named(path: PurePosixPath, scope: str) -> str:
    return f"{scope} ({path.name})" if scope else str(path)
