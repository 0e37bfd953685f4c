"""Words as the matcher sees them: stems, with identifiers split and contractions spelled out."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache

import snowballstemmer

from checker.matching.thesaurus import SPELLED, families

CONTRACTIONS = (
    (re.compile(r"\bcan(?:'|no)?t\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'(?:s|re|ve|ll|d|m)\b"), ""),
)
# "Isn't this a race?" denies nothing.
ASKED = re.compile(
    r"^(is|are|was|do|does|did|ca|can|could|wo|would|should|have|has)n?'?t\b(?=.*\?$)"
)
CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
WORD = re.compile(r"[a-z0-9]+")
# Words that carry no evidence by themselves.
EMPTY = frozenset(
    WORD.findall(
        "a an the this that these those it its is are was were be been being am do does did has "
        "have had will would shall should can could may might must to of in on at by for with from "
        "as and or if then than so we you i he she they them our their your my me us here there "
        "when while which who what how just also very only"
    )
)

_STEMMER = snowballstemmer.stemmer("english")
_FAMILY = families()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A text ready to be searched: its plain form, and its stems, in order and as a set."""

    plain: str
    stems: tuple[str, ...]
    present: frozenset[str] = field(compare=False)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem that stands for a lower-case English word and its family."""
    return str(_STEMMER.stemWord(_FAMILY.get(word, word)))


@lru_cache(maxsize=20_000)
def read(text: str) -> Wording:
    """Return the wording of a text."""
    plain = lowered(text)
    words = ASKED.sub(r"\1", plain.strip()).replace("_", " ")
    for pattern, replacement in (*CONTRACTIONS, *SPELLED):
        words = pattern.sub(replacement, words)
    return worded(plain, tuple(map(stem, WORD.findall(words))))


def lowered(text: str) -> str:
    """Return a text in lower case, with identifiers split at their humps."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2019", "'")
    return CAMEL.sub(" ", plain).lower()


def worded(plain: str, stems: tuple[str, ...]) -> Wording:
    """Return the wording that a plain form and stems make."""
    return Wording(plain=plain, stems=stems, present=frozenset(stems))


def content(wording: Wording) -> frozenset[str]:
    """Return the stems that say something."""
    return frozenset(each for each in wording.present if each not in EMPTY and len(each) > 1)
