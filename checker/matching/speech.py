"""How a comment speaks of the flaw, whatever the flaw is: for it, against it, or past it.

Short runs of words are looked at in which code is only told by its role: ``C`` stands in the right
text alone, ``F`` in the flawed text alone, ``K`` is other code. So "should be C, not F" accuses in
every pack, and "good that F" praises.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from checker.matching.traits import CODE
from checker.model.key import Defect, Edit

TOKEN = re.compile(
    r"`[^`\n]+`|[A-Za-z_][\w.]*(?:\(\))?|\d[\d_.]*\d|\d|<=|>=|==|!=|->|\u2192|[<>+*/%=!?,:;.]"
)
PLAIN = frozenset("and or not is in if for with as from else the a self".split())  # noqa: SIM905
OPERATORS = frozenset("< > <= >= == != + * / %".split())  # noqa: SIM905
CAMEL = re.compile(r"[a-z][A-Z]")
LONGEST = 3
OTHER = "*"  # a word that says nothing by itself
SILENT = frozenset("*,.")
SCALE = 100
NOTHING = (0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Tokens that stand only in the right text of a defect, and only in the flawed one."""

    clean: frozenset[str]
    flawed: frozenset[str]


@lru_cache(maxsize=1_024)
def roles(changes: tuple[Edit, ...]) -> Roles:
    """Return the roles of the tokens of some edits."""
    clean: Counter[str] = Counter()
    flawed: Counter[str] = Counter()
    for change in changes:
        before, after = Counter(CODE.findall(change.clean)), Counter(CODE.findall(change.flawed))
        clean += before - after
        flawed += after - before
    both = clean.keys() & flawed.keys()
    return Roles(clean=frozenset(clean.keys() - both), flawed=frozenset(flawed.keys() - both))


def roles_of(defect: Defect) -> Roles:
    """Return the roles of tokens for a defect."""
    return roles(tuple(each for each in defect.changes if isinstance(each, Edit)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token of a comment: what it reads, and the code in it."""

    text: str
    code: frozenset[str] = frozenset()
    maybe: str = ""  # a bare word that may be code


@lru_cache(maxsize=20_000)
def tokens(text: str) -> tuple[Token, ...]:
    """Return the tokens of a text."""
    plain = re.sub(r"n['\u2019]t\b", " not", text.replace("*", " ").replace("#", " "))
    plain = re.sub(r"\b[Cc]annot\b", "can not", plain)
    return tuple(map(_token, TOKEN.findall(plain)))


def _token(text: str) -> Token:
    if text in {"->", "\u2192"}:
        return Token(text="->")
    quoted = text[0] == "`" or text[0].isdigit() or text in OPERATORS
    if quoted or "_" in text or "." in text[1:-1] or text.endswith("()") or CAMEL.search(text):
        return Token(text="K", code=frozenset(CODE.findall(text.strip("`"))))
    lower = text.lower().rstrip(".") if len(text) > 1 else text.lower()
    return Token(text=lower, maybe="" if text in PLAIN else text)


def said(given: Iterable[Token], of: Roles, words: frozenset[str]) -> list[str]:
    """Return what a comment says in words that many comments use, and in roles of code."""
    result: list[str] = []
    for each in given:
        code = each.code
        if each.maybe and (each.maybe in of.clean or each.maybe in of.flawed):
            code = frozenset({each.maybe})
        if code:
            role = ("C" if code & of.clean else "") + ("F" if code & of.flawed else "")
            result.append(role or "K")
        elif each.text in words or not each.text[0].isalpha():
            result.append(each.text)
        elif not result or result[-1] != OTHER:
            result.append(OTHER)
    return result


def runs(spoken: list[str]) -> set[str]:
    """Return the runs of up to three, and how it begins."""
    found = {each for each in spoken if each not in SILENT}
    for length in range(2, LONGEST + 1):
        for start in range(len(spoken) - length + 1):
            run = spoken[start : start + length]
            if not SILENT.issuperset(run):
                found.add(" ".join(run))
    found |= {f"^{' '.join(spoken[:length])}" for length in (1, 2)}
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """How much each run speaks for an opposite, another wish and a question against a find.

    In whole hundredths, so that sums are the same in any order.
    """

    words: frozenset[str]
    base: tuple[int, int, int]
    weights: Mapping[str, tuple[int, int, int]]

    def read(self, given: Iterable[Token], of: Roles) -> tuple[float, float, float]:
        """Return how far a comment speaks as an opposite, as another wish, as a question."""
        known = [
            self.base,
            *(self.weights.get(run, NOTHING) for run in runs(said(given, of, self.words))),
        ]
        opposite, other, asked = (sum(column) for column in zip(*known, strict=True))
        return (opposite / SCALE, other / SCALE, asked / SCALE)
