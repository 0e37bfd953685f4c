"""What is known to be said of a defect, as answers: what is wrong, and what is not so."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from checker.errors import UnknownRuleError
from checker.report import phrasing
from checker.report.scorecard import DefectLine
from checker.rules import catalogue
from checker.settling.values import Wrongs

ENOUGH: Final = 2  # misreadings
LONGEST: Final = 300
KNOWS: Final = 2  # words that a wording shares with the explanation, else it says too little
_WORD: Final = re.compile(r"[a-z_]{4,}")


def wrongs_of(
    known: Mapping[tuple[str, str], Sequence[str]], rule: str, dealt: Iterable[str]
) -> Wrongs:
    """Return what is known to be wrong of a defect, as its pack and the catalogue have it.

    Misreadings go before what defends the code, and near misses before other wishes. A sibling's
    truth is what the catalogue says of a rule that this one is not: no rule of the deal, and none
    that is as good a name for the defect.
    """
    misread = known.get(("opposite", "mechanism"), ())
    near = known.get(("other", "near-misses"), ())
    defends = () if len(misread) >= ENOUGH else known.get(("opposite", "defends"), ())
    few = len(misread) + len(defends) + len(near) < ENOUGH
    return Wrongs(
        opposites=(*misread, *defends),
        near_misses=(*near, *known.get(("other", "wishes"), ())) if few else tuple(near),
        siblings=tuple(_summaries(rule, frozenset(dealt))),
    )


def _summaries(name: str, dealt: frozenset[str]) -> Iterator[str]:
    try:
        rule = catalogue.find(name)
        unlike = [catalogue.find(each) for each, _ in rule.unlike]
    except UnknownRuleError:  # a report of an earlier version
        return
    for each in unlike:
        if not {each.name, *each.siblings} & dealt - {name} and each.name not in rule.siblings:
            yield each.summary


def truths_of(defect: DefectLine, known: Iterable[str]) -> list[str]:
    """Return wordings that say what is wrong, in words that have to do with the explanation."""
    explained = words_of(defect.explanation)
    telling = [
        each
        for each in map(as_answer, known)
        if not asks(each) and len(words_of(each) & explained) >= KNOWS
    ]
    return [as_answer(phrasing.first_sentence(defect.explanation)), *telling]


def as_answer(text: str) -> str:
    """Return a wording as an answer: a line with a full stop, and a capital but for a name."""
    line = phrasing.one_line(text, longest=LONGEST).rstrip(" .")
    is_name = "_" in line.partition(" ")[0]  # of the code, which has no other spelling
    start = line[:1] if is_name else line[:1].upper()
    return f"{start}{line[1:]}" + ("" if line.endswith(("?", "!")) else ".")


def asks(text: str) -> bool:
    """Return whether a wording asks or requests, and so is no answer to what goes wrong."""
    return text.endswith("?") or "please" in text.lower()


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text that may say something, in small letters."""
    return frozenset(_WORD.findall(text.lower()))
