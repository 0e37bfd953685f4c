"""What is judged as one: the sentences of a comment that are about the same thing."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import groupby, pairwise
from operator import or_

from checker.matching.claims import Sentence
from checker.matching.keyword_stuffing import binding, stuffed
from checker.matching.speech import PLAIN, Token, tokens
from checker.matching.stance import Stance
from checker.matching.traits import CODE, QUOTED_CODE, Traits, plain, traits

TOGETHER = 6  # sentences that are taken for one remark, unless they are a list
APART = 2  # of longer ones so many at a time
LIST = re.compile(r"^[^\S\n]*(?:[-*+]|\d+[.)])\s", re.MULTILINE)
PART = re.compile(r"(?<=[:;])\s+")
SIGN = re.compile(r"(?<![\w<>=!/*-])(?:<=|>=|==|!=|->|[<>+*/%])(?![\w<>=!/*-])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """Sentences that are judged together, made ready for comparing.

    ``windows`` are its sentences, then every two in a row, parts of them and the whole; ``names``
    the code it names, and ``shape`` what its form says for and against it.
    """

    run: tuple[Sentence, ...]
    order: int
    plain: str
    windows: tuple[Traits, ...]
    whole: Traits
    tokens: tuple[Token, ...]
    names: frozenset[str]
    shape: Mapping[str, float]

    @property
    def asks(self) -> bool:
        """Whether it is nothing but questions."""
        return all(each.stance is Stance.ASKS or each.text.endswith("?") for each in self.run)


def remarks(sentences: tuple[Sentence, ...], order: int) -> Iterator[Remark]:
    """Return the remarks of a comment that has these sentences."""
    if sentences:
        for run in _runs(sentences):
            yield remark(run, order)


def _runs(sentences: tuple[Sentence, ...]) -> Iterator[tuple[Sentence, ...]]:
    body = sentences[0].comment.body
    if len(sentences) <= TOGETHER and len(LIST.findall(body)) < APART:
        yield sentences
        return
    for _, paragraph in groupby(sentences, key=lambda sentence: sentence.paragraph):
        each = tuple(paragraph)
        step = len(each) if len(each) <= TOGETHER // 2 else APART
        yield from (each[start : start + step] for start in range(0, len(each), step))


def remark(run: tuple[Sentence, ...], order: int) -> Remark:
    """Return sentences as one remark."""
    single = [traits(each.text) for each in run]
    parts = [traits(p) for s in run if PART.search(s.text) for p in PART.split(s.text)]
    pairs = [a | b for a, b in pairwise(single)]
    whole = reduce(or_, single)
    text = " ".join(each.text for each in run)
    fenced = "```" in run[0].comment.body
    return Remark(
        run=run,
        order=order,
        plain=plain(text),
        windows=(*single, *dict.fromkeys((*pairs, *parts, *([whole] if len(run) > APART else ())))),
        whole=whole,
        tokens=(*tokens(text), *((Token(text="fence"),) if fenced else ())),
        names=_names(text),
        shape=_shape(run, text, fenced=fenced, words=len(whole.words)),
    )


def _names(text: str) -> frozenset[str]:
    quoted = {name for code in QUOTED_CODE.findall(text) for name in CODE.findall(code)}
    plain = {name for name in CODE.findall(text) if name not in PLAIN and len(name) > 1}
    return frozenset(quoted | plain | set(SIGN.findall(text)))


def _shape(run: tuple[Sentence, ...], text: str, *, fenced: bool, words: int) -> dict[str, float]:
    count = max(len(text.split()), 1)
    asked = [each.text.endswith("?") for each in run]
    return {
        "size": round(math.log(1 + words), 3),
        "sentences": float(min(len(run), TOGETHER)),
        "ends in a question": float(asked[-1]),
        "is all questions": float(all(asked)),
        "only asks": float(all(each.stance is Stance.ASKS for each in run)),
        "shows code": float(fenced),
        "words that bind": min(binding(text) / count, 0.4),
        "a row of words": float(any(stuffed(each.text) for each in run)),
        "says that all is well": float(any(s.stance is Stance.DISMISSES for s in run)),
        "commas": round(text.count(",") / count, 3),
    }
