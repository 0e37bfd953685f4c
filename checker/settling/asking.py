"""Make the question about a doubt: the truth among wrong answers that have its form and length."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import product
from types import MappingProxyType
from typing import Final, TypeAlias

from checker.defence.drawing import choice, rank
from checker.model.place import Place
from checker.report import phrasing
from checker.report.scorecard import DefectLine
from checker.rules.rule import Category
from checker.settling.known_answers import as_answer, asks, truths_of, words_of
from checker.settling.values import Doubt, Role, SettlingQuestion, Wrongs

ELSE: Final = "Something else."
SOURCE: Final = "the answer key of the pack: messypr report --lessons"
FEWEST_WRONG: Final = 2
MOST_WRONG: Final = 3
MOST_OPTIONS: Final = 8  # of each kind: all combinations of them are weighed
SAME: Final = 0.6  # of an answer's words: then it says what another defect is
FEWEST_WORDS: Final = 3
OCCASIONS: Final = MappingProxyType(
    {
        Category.ASYNC: "when several callers come at once, or one of them is cancelled",
        Category.MISTRAL: "in what is sent to the API, or in what is made of its answer",
        Category.ERRORS: "when something fails",
        Category.RESOURCES: "when it runs for a long time",
        Category.SECURITY: "when a value comes from a stranger",
        Category.CONVENTIONS: "when it is held against CONTRIBUTING.md and PR.md",
        Category.TYPING: "when a value is not of the type that the code relies on",
        Category.NAMING: "for a reader who knows the names alone",
        Category.TESTS: "when the code under test breaks",
        Category.HYGIENE: "for whoever reads or merges this change",
        Category.ALGORITHMS: "with no item, one, the last one or equal ones",
        Category.STATE: "when a value outlives the call or somebody else changes it",
    }
)
Option: TypeAlias = tuple[Role, str]


def question(
    doubt: Doubt,
    truths: Sequence[str],
    wrongs: Wrongs,
    others: Sequence[DefectLine],
    *,
    key: str,
    code: str,
) -> SettlingQuestion | None:
    """Return the question about a doubt, None where too few wrong answers are known.

    Args:
        doubt: What it is about.
        truths: Known wordings that say what is wrong.
        wrongs: Known wordings, and faults of other rules, that are not so.
        others: The other defects of the deal, of which no answer may say anything.
        key: Decides which wordings are taken, and the order of the answers.
        code: The lines at the place.
    """
    name = doubt.claim.comment
    told = [words_of(text) for each in others for text in (each.explanation, *each.asked)]
    right = _ranked(truths_of(doubt.defect, truths), key, name)
    wrong = _slots(_without(wrongs, told, right), key, name)
    if len(wrong) < FEWEST_WRONG:
        return None
    chosen = _chosen([(Role.TRUTH, each) for each in right], wrong, key, name)
    roles = {text: role for role, text in chosen} | {ELSE: Role.ELSE}
    [(_, truth), *rest] = chosen
    asked = choice(
        key,
        id=name,
        text=f"What goes wrong in {_where(doubt.place)} {OCCASIONS[doubt.defect.category]}?",
        right=truth,
        wrong=[text for _, text in rest],
        explanation=phrasing.one_line(doubt.defect.explanation, longest=600),
        source=SOURCE,
        code=code,
        last=(ELSE,),
    )
    return SettlingQuestion(
        doubt=doubt, question=asked, roles=tuple(roles[each] for each in asked.choices)
    )


def _without(wrongs: Wrongs, told: list[frozenset[str]], truths: Iterable[str]) -> Wrongs:
    """Return what neither says another defect of the deal nor the truth itself."""
    same = set(truths)

    def kept(texts: Iterable[str]) -> tuple[str, ...]:
        shown = [each for each in map(as_answer, texts) if each not in same and not asks(each)]
        return tuple(each for each in dict.fromkeys(shown) if not _says_one_of(each, told))

    return Wrongs(
        opposites=kept(wrongs.opposites),
        near_misses=kept(wrongs.near_misses),
        siblings=kept(wrongs.siblings),
    )


def _says_one_of(text: str, told: Iterable[frozenset[str]]) -> bool:
    words = words_of(text)
    return len(words) >= FEWEST_WORDS and any(
        len(words & each) >= SAME * len(words) for each in told
    )


def _slots(wrongs: Wrongs, key: str, name: str) -> list[list[Option]]:
    """Return the options of each wrong answer: an opposite, a near miss, a sibling's truth.

    Where one of them is not known, another opposite or near miss takes its place.
    """
    opposites = [(Role.OPPOSITE, each) for each in _ranked(wrongs.opposites, key, name)]
    near = [(Role.NEAR_MISS, each) for each in _ranked(wrongs.near_misses, key, name)]
    siblings = [(Role.SIBLING, each) for each in _ranked(wrongs.siblings, key, name)]
    spare = [*opposites, *near]
    slots = [each for each in (opposites, near, siblings) if each]
    used = len(slots) - bool(siblings)
    while len(slots) < MOST_WRONG and used < len(spare):
        slots.append(spare)
        used += 1
    return slots


def _chosen(
    truths: Sequence[Option], wrong: Sequence[Sequence[Option]], key: str, name: str
) -> tuple[Option, ...]:
    """Return the answers, the truth first; the key says how many of the others are longer.

    Among the combinations that fit, those go first in which nothing but its content tells the
    truth from the others.
    """
    longer = int(rank(key, name, "longer"), 16) % (len(wrong) + 1)
    every = [each for each in product(truths, *wrong) if len({t for _, t in each}) == len(each)]
    fits = [_worth([text for _, text in each], longer) for each in every]
    best = [each for each, fit in zip(every, fits, strict=True) if fit == min(fits)]
    return min(best, key=lambda each: rank(key, name, "answers", *(text for _, text in each)))


def _worth(texts: Sequence[str], longer: int) -> tuple[int, int, float]:
    """Return how little answers fit, the truth first: by length, by form, by the widest gap."""
    sizes = [len(each) for each in texts]
    off = abs(sum(size >= sizes[0] for size in sizes[1:]) - longer)
    return (off, _telling(texts), round(max(sizes) / min(sizes), 1))


def _telling(texts: Sequence[str]) -> int:
    """Return how many traits of form the first text has, or lacks, alone."""
    traits = [
        ["`" in each for each in texts],
        [". " in each for each in texts],
        [bool(re.search(r"[;,:]", each)) for each in texts],
    ]
    return sum(trait.count(trait[0]) == 1 for trait in traits)


def _ranked(texts: Iterable[str], key: str, name: str) -> list[str]:
    known = dict.fromkeys(texts)
    return sorted(known, key=lambda each: rank(key, name, "option", each))[:MOST_OPTIONS]


def _where(place: Place) -> str:
    at = phrasing.location(place.path, place.lines)
    return f"{place.scope} ({at})" if place.scope else at
