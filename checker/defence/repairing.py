"""Questions about repairs: one that the proofs accept, beside some that they refuse."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from textwrap import dedent
from typing import Final

from checker.defence.drawing import choice, rank
from checker.defence.values import ChoiceQuestion, KnownRepairs
from checker.model.key import Fix
from checker.report import phrasing
from checker.report.scorecard import DefectLine

MOST: Final = 2  # questions of this kind in a round
WRONG: Final = 3
LONGEST_LINES: Final = 12
SOURCE: Final = "the repairs that `messypr prove` tried for this defect"
Lines = tuple[PurePosixPath, str]


def repair_questions(
    defects: Iterable[DefectLine], repairs: Mapping[str, KnownRepairs], key: str
) -> Iterator[ChoiceQuestion]:
    """Yield questions about a few defects, those that are not fixed first."""
    ranked = sorted(defects, key=lambda each: (each.fixed, rank(key, "repair", each.slug)))
    made = 0
    for defect in ranked:
        for question in _about(defect, repairs.get(defect.slug, KnownRepairs()), key):
            yield question
            made += 1
        if made == MOST:
            return


def _about(defect: DefectLine, known: KnownRepairs, key: str) -> Iterator[ChoiceQuestion]:
    """Yield one question, if enough short repairs of a defect replace the same lines."""
    right, wrong = _by_lines(known.right), _by_lines(known.wrong)
    for place in sorted(set(right) & set(wrong), key=lambda each: rank(key, str(each))):
        good = sorted(right[place], key=lambda each: rank(key, each))[:1]
        bad = sorted(set(wrong[place]) - set(right[place]), key=lambda each: rank(key, each))
        if len(bad) < WRONG:
            continue
        path, flawed = place
        names = "; ".join(f'"{wrong[place][each]}" does not' for each in bad[:WRONG])
        yield choice(
            key,
            id=f"repair-{defect.slug}",
            text=f"These lines of {path} have the fault {defect.rule}."
            " Which text repairs it and breaks nothing?",
            right=good[0],
            wrong=bad[:WRONG],
            explanation=f'"{right[place][good[0]]}" repairs it; {names}.'
            f" {phrasing.one_line(defect.explanation, longest=600)}",
            source=SOURCE,
            code=_shown(flawed),
        )
        return


def _by_lines(fixes: Iterable[Fix]) -> dict[Lines, dict[str, str]]:
    """Return the short repairs of one place by the lines that they replace: new text, and name."""
    found: defaultdict[Lines, dict[str, str]] = defaultdict(dict)
    for fix in fixes:
        if len(fix.replacements) == 1 and not fix.imports:
            [each] = fix.replacements
            longest = max(each.old.count("\n"), each.new.count("\n"))
            if each.old.strip() and each.new.strip() and longest <= LONGEST_LINES:
                found[each.path, each.old].setdefault(_shown(each.new), fix.name)
    return found


def _shown(text: str) -> str:
    return dedent(text.strip("\n")).rstrip()
