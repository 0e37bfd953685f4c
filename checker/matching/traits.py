"""What sentences are compared by: their words, what is denied in them, and the order of words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from checker.matching.wording import CAMEL, EMPTY, Wording, lowered, read, worded

CODE = re.compile(
    r"[A-Za-z_]\w*|\d[\d_.]*\d|\d|<=|>=|==|!=|//|\*\*|->|[<>+\-*/%|&@~^=]"
)  # what code is made of
QUOTED_CODE = re.compile(r"`([^`\n]+)`")
NOT = re.compile(r"n['\u2019]t\b")
# Where a denial ends.
CLAUSE = re.compile(
    r"[.,;:!?()\n]|\b(?:but|and|so|because|while|whereas|although|instead|since|which|that)\b"
)
OPERATOR = re.compile(r"<=|>=|==|!=|->|(?<=\s)[<>/*+](?=\s)")
RAW = re.compile(r"[a-z0-9]+|<=|>=|==|!=|[<>/*+%]")
END = "zqz"  # stands for the end of a clause while words are read
BEGINNING = 5  # letters by which words are alike, whatever their endings
DENIAL = read("not").stems[0]
BINDING = frozenset(read("but because although whereas instead since").stems)
KINDS = ("words", "polarity", "sequence")


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What a text is compared by.

    ``words`` are stems; ``polarity`` stems with whether they are denied, pairs of them, and
    operators; ``sequence`` the beginnings of all words, and of every two in a row.
    """

    words: frozenset[str]
    polarity: frozenset[str]
    sequence: frozenset[str]

    def __or__(self, other: Traits) -> Traits:
        return Traits(
            words=self.words | other.words,
            polarity=self.polarity | other.polarity,
            sequence=self.sequence | other.sequence,
        )


@lru_cache(maxsize=50_000)
def traits(text: str) -> Traits:
    """Return the traits of a text."""
    stems = _marked(text).stems
    polarity: set[str] = set(_operators(text))
    words: set[str] = set()
    denied, before = False, ""
    for stem in stems:
        if stem == END:
            denied, before = False, ""
        elif stem == DENIAL:
            denied = True
            words.add(stem)
        elif stem not in EMPTY and stem not in BINDING and len(stem) > 1:
            words.add(stem)
            polarity.add(f"{stem}{'-' if denied else '+'}")
            if before:
                polarity.add(f"{before}_{stem}")
            before = stem
    return Traits(
        words=frozenset(words), polarity=frozenset(polarity), sequence=frozenset(_sequence(text))
    )


@lru_cache(maxsize=20_000)
def _marked(text: str) -> Wording:
    return read(CLAUSE.sub(rf" {END} \g<0> ", NOT.sub(" not", text)))


def wording(text: str) -> Wording:
    """Return the wording of a text that is compared as well: read once."""
    stems = tuple(stem for stem in _marked(text).stems if stem != END)
    return worded(lowered(text), stems)


def _operators(text: str) -> set[str]:
    quoted = (sign for code in QUOTED_CODE.findall(text) for sign in CODE.findall(code))
    short = {f"={sign}" for sign in quoted if len(sign) == 1 or not sign.isidentifier()}
    return short | {f"={sign}" for sign in OPERATOR.findall(text)}


def plain(text: str) -> str:
    """Return a text without what does not tell two wordings apart: case, marks, white space.

    A star is nearly always Markdown's emphasis, of which a sentence may hold one end only.
    """
    return " ".join(word for word in _raw(text) if word != "*")


def _raw(text: str) -> list[str]:
    return RAW.findall(NOT.sub(" not", CAMEL.sub(" ", text).replace("_", " ").lower()))


def _sequence(text: str) -> set[str]:
    words = [word[:BEGINNING] for word in _raw(text)]
    return {*words, *(f"{a}_{b}" for a, b in pairwise(words))}
