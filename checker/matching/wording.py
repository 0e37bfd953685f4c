"""Words as the matcher sees them: stems, with identifiers split and contractions spelled out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer

MOST_BETWEEN = 2
SHORT = 2  # letters that a stem may have by chance
CONTRACTIONS = (
    (re.compile(r"\bcan(?:'|no)?t\b"), "can not"),
    (re.compile(r"\bwon't\b"), "will not"),
    (re.compile(r"n't\b"), " not"),
    (re.compile(r"'(?:s|re|ve|ll|d|m)\b"), ""),
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """A text ready to be searched: its plain form, and its stems in order."""

    plain: str
    stems: tuple[str, ...]


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the stem of a lower-case English word (Snowball's English stemmer)."""
    return str(_STEMMER.stemWord(word))


@lru_cache(maxsize=20_000)
def read(text: str) -> Wording:
    """Return the wording of a text."""
    plain = unicodedata.normalize("NFKC", text).replace("\u2019", "'")
    plain = CAMEL.sub(" ", plain).lower()
    words = plain
    for pattern, replacement in CONTRACTIONS:
        words = pattern.sub(replacement, words)
    return Wording(plain=plain, stems=tuple(map(stem, WORD.findall(words.replace("_", " ")))))


def content(wording: Wording) -> frozenset[str]:
    """Return the stems that say something."""
    return frozenset(each for each in wording.stems if each not in EMPTY and len(each) > 1)


def says(wording: Wording, phrase: str) -> bool:
    """Return whether a text says a phrase.

    Words are compared by their stems, in order, with at most two others between them. A phrase of
    one short sign, such as ``%s`` or ``tz``, is looked for as it is.
    """
    wanted = read(phrase).stems
    if len(wanted) <= 1 and len("".join(wanted)) <= SHORT:
        return re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", wording.plain) is not None
    starts = (i for i, found in enumerate(wording.stems) if found == wanted[0])
    return any(_follows(wording.stems, start, wanted) for start in starts)


def first_said(wording: Wording, phrases: Iterable[str]) -> str:
    """Return the first of the phrases that a text says, "" for none."""
    return next((phrase for phrase in phrases if says(wording, phrase)), "")


def _follows(stems: tuple[str, ...], start: int, wanted: tuple[str, ...]) -> bool:
    position = start
    for each in wanted[1:]:
        window = stems[position + 1 : position + 2 + MOST_BETWEEN]
        if each not in window:
            return False
        position += 1 + window.index(each)
    return True
