"""Rank the rules of the public catalogue by how like a comment is to what people say of each.

Pure. Nothing of a deal goes in but the comment and the code that it is about: whoever has the same
words about the same code is offered the same rules, whatever was planted.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checker.matching.traits import CODE, traits
from checker.model.pack import Tree
from checker.model.review import ReviewComment
from checker.rules.catalogue import RULES
from checker.rules.rule import Rule

MOST_OFFERED = 5
CODE_SHARE = 0.4  # what likeness of the code counts beside likeness of the words
AROUND = 2  # lines of code before and after those of a comment
MOST_LINES = 40
MOST_CHARS = 4_000
SHORTEST_NAME = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Profiles:
    """What people say of each rule, and in which code: weights of features, by rule.

    ``rarity`` is how much a feature counts in a comment. Both are made by ``make fit``.
    """

    words: Mapping[str, Mapping[str, float]]
    words_rarity: Mapping[str, float]
    code: Mapping[str, Mapping[str, float]]
    code_rarity: Mapping[str, float]


def offers(text: str, code: str, profiles: Profiles, *, most: int = MOST_OFFERED) -> list[Rule]:
    """Return the rules that a comment most likely means, the likeliest first.

    Args:
        text: The comment.
        code: The lines that it is about, with some around them.
        profiles: What people say of each rule.
        most: How many rules to return.
    """
    words = likeness(word_features(text), profiles.words, profiles.words_rarity)
    lines = likeness(code_features(code), profiles.code, profiles.code_rarity)
    sums = {
        rule.name: words.get(rule.name, 0.0) + CODE_SHARE * lines.get(rule.name, 0.0)
        for rule in RULES
    }
    return sorted(RULES, key=lambda rule: (-round(sums[rule.name], 6), rule.name))[:most]


def code_around(comment: ReviewComment, head: Tree) -> str:
    """Return the lines that a comment is about, with two around them; "" for a whole file."""
    if comment.lines is None or comment.path not in head:
        return ""
    lines = head[comment.path].decode("utf-8", "replace").split("\n")
    first = max(comment.lines.first - 1 - AROUND, 0)
    return "\n".join(lines[first : min(comment.lines.last + AROUND, first + MOST_LINES)])


def word_features(text: str) -> frozenset[str]:
    """Return what a text is compared by: stems, and the beginnings of words and pairs of them."""
    made = traits(text[:MOST_CHARS])
    return made.words | {f"~{each}" for each in made.sequence}


def code_features(code: str) -> frozenset[str]:
    """Return the names and keywords of some lines of code."""
    return frozenset(n for n in CODE.findall(code[:MOST_CHARS]) if len(n) >= SHORTEST_NAME)


def likeness(
    features: Iterable[str],
    profiles: Mapping[str, Mapping[str, float]],
    rarity: Mapping[str, float],
) -> dict[str, float]:
    """Return the cosine of features with each profile, as a share of the best."""
    known = sorted(each for each in features if each in rarity)
    length = math.sqrt(sum(rarity[each] ** 2 for each in known)) or 1.0
    found = {
        name: sum(rarity[each] * profile[each] for each in known if each in profile) / length
        for name, profile in profiles.items()
    }
    best = max(found.values(), default=0.0) or 1.0
    return {name: value / best for name, value in found.items()}
