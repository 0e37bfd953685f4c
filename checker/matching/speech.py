"""How a comment speaks of the flaw, whatever the flaw is: for it, against it, or past it.

Short runs of words are looked at in which code is only told by its role: ``C`` stands in the right
text alone, ``F`` in the flawed text alone, ``K`` is other code there or in known finds, ``U`` code
that is in none of them. Of other words it is only told whether known finds use them (``D``), or
only known opposites and other wishes (``P``). So "should be C, not F" accuses in every pack, and
"good that F" praises.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from checker.matching.traits import CODE, traits
from checker.matching.wording import stem
from checker.model.key import Defect, Edit

TOKEN = re.compile(
    r"`[^`\n]+`|[A-Za-z_][\w.]*(?:\(\))?|\d[\d_.]*\d|\d|<=|>=|==|!=|->|\u2192|[<>+*/%=!?,:;.]"
)
PLAIN = frozenset("and or not is in if for with as from else the a self".split())  # noqa: SIM905
OPERATORS = frozenset("< > <= >= == != + * / %".split())  # noqa: SIM905
CAMEL = re.compile(r"[a-z][A-Z]")
LONGEST = 3
# What a comment may be that is no find: praise and defence, the flaw asked for, a wrong cause, a
# wrong remedy, another wish, a bare question.
MANNERS = ("praise", "recommends", "mechanism", "remedy", "other", "asked")
OTHER = "*"  # a word that says nothing by itself
SILENT = frozenset("*,.")
SCALE = 100
WRONG = frozenset({"opposite", "other"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """Tokens that stand only in the right text of a defect, and only in the flawed one.

    ``known`` is all code of both texts and of known finds, ``finds`` the stems that finds use, and
    ``others`` those that only opposites and other wishes use.
    """

    clean: frozenset[str]
    flawed: frozenset[str]
    known: frozenset[str]
    finds: frozenset[str]
    others: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A known wording, read: its group, its words, and the code that it names."""

    group: str
    words: frozenset[str]
    code: frozenset[str]


def roles(changes: Iterable[Edit], known: Sequence[Known]) -> Roles:
    """Return the roles of the tokens of some edits, and of the words of known wordings."""
    clean: Counter[str] = Counter()
    flawed: Counter[str] = Counter()
    texts: set[str] = set()
    for change in changes:
        before, after = Counter(CODE.findall(change.clean)), Counter(CODE.findall(change.flawed))
        clean += before - after
        flawed += after - before
        texts |= before.keys() | after.keys()
    both = clean.keys() & flawed.keys()
    finds = frozenset(word for each in known if each.group == "found" for word in each.words)
    others = frozenset(word for each in known if each.group in WRONG for word in each.words)
    texts |= {name for each in known if each.group == "found" for name in each.code}
    return Roles(
        clean=frozenset(clean.keys() - both),
        flawed=frozenset(flawed.keys() - both),
        known=frozenset(texts),
        finds=finds,
        others=others - finds,
    )


def roles_of(defect: Defect, known: Iterable[tuple[str, str]]) -> Roles:
    """Return the roles of tokens for a defect with these known wordings, by group."""
    edits = [each for each in defect.changes if isinstance(each, Edit)]
    return roles(edits, [_known(*each) for each in known])


@lru_cache(maxsize=50_000)
def _known(group: str, text: str) -> Known:
    return Known(group=group, words=traits(text).words, code=code_of(tokens(text)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A token of a comment: what it reads, and the code in it."""

    text: str
    code: frozenset[str] = frozenset()
    maybe: str = ""  # a bare word that may be code
    stem: str = ""


def code_of(given: Iterable[Token]) -> frozenset[str]:
    """Return the code that some tokens name."""
    return frozenset(name for each in given for name in each.code)


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
    return Token(
        text=lower,
        maybe="" if text in PLAIN else text,
        stem=stem(lower) if lower[0].isalpha() else "",
    )


def said(given: Iterable[Token], of: Roles, words: frozenset[str]) -> list[str]:
    """Return what a comment says in words that many comments use, and in roles of code."""
    result: list[str] = []
    for each in given:
        code = each.code
        if each.maybe and (each.maybe in of.clean or each.maybe in of.flawed):
            code = frozenset({each.maybe})
        if code:
            role = ("C" if code & of.clean else "") + ("F" if code & of.flawed else "")
            result.append(role or ("K" if code & of.known else "U"))
        elif each.text in words or not each.text[0].isalpha():
            result.append(each.text)
        else:
            word = _role(each.stem, of)
            if not result or result[-1] != word:
                result.append(word)
    return result


def _role(word: str, of: Roles) -> str:
    if word in of.finds:
        return "D"
    return "P" if word in of.others else OTHER


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
    """How much each run speaks for each of ``MANNERS`` against a find.

    In whole hundredths, so that sums are the same in any order.
    """

    words: frozenset[str]
    base: tuple[int, ...]
    weights: Mapping[str, tuple[int, ...]]

    def read(self, given: Iterable[Token], of: Roles) -> tuple[float, ...]:
        """Return how far a comment speaks in each of ``MANNERS``."""
        spoken = runs(said(given, of, self.words))
        known = [self.weights[run] for run in spoken if run in self.weights]
        return tuple(sum(column) / SCALE for column in zip(self.base, *known, strict=True))
