"""The judge's weights: data that ``make fit`` learns from labelled comments."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from checker.matching.speech import Speech

SCHEMA = "messypr/judge/2"
NO_DOUBT = 3.0  # a sum beyond which no tree changes anything


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """How evidence is summed: each value less what is usual, times its weight."""

    base: float
    usual: Mapping[str, float]
    weights: Mapping[str, float]

    def parts(self, values: Mapping[str, float]) -> dict[str, float]:
        """Return what each piece of evidence speaks for (above 0) or against a find."""
        return {
            name: weight * (values.get(name, 0.0) - self.usual.get(name, 0.0))
            for name, weight in self.weights.items()
        }

    def sum(self, values: Mapping[str, float]) -> float:
        """Return the sum, rounded: the same on every machine."""
        return round(math.fsum((self.base, *self.parts(values).values())), 2)


Tree: TypeAlias = tuple[int, float, int, float, int, int, int, float, int, int]
"""Three questions, each whether a piece of evidence is at most so much, and four answers:
the first question; then, for yes and for no, another with what it comes to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trees:
    """Small trees that see what goes together; what they come to is whole thousandths, added."""

    base: int
    names: tuple[str, ...]
    trees: tuple[Tree, ...]

    def sum(self, values: Mapping[str, float]) -> float:
        """Return what all trees come to."""
        given = [values.get(name, 0.0) for name in self.names]
        total = self.base
        for first, most, yes, most_yes, a, b, no, most_no, c, d in self.trees:
            if given[first] <= most:
                total += a if given[yes] <= most_yes else b
            else:
                total += c if given[no] <= most_no else d
        return total / 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Judge:
    """All that was learned: for finds, for bare questions, and how comments speak.

    A sum of ``found_from`` or more is a find; within ``unsure`` of it the judge is not sure.
    """

    found: Weights
    trees: Trees
    asked: Weights
    found_from: float
    asked_from: float
    unsure: float
    speech: Speech

    def total(self, values: Mapping[str, float]) -> float:
        """Return what all evidence comes to: the mean of the sum and of the trees.

        Where the sum leaves no doubt the trees are not asked.
        """
        total = self.found.sum(values)
        if abs(total) > NO_DOUBT:
            return total
        return round((total + self.trees.sum(values)) / 2, 2)


def parse(document: Mapping[str, Any]) -> Judge:
    """Return the judge that a document of ``make fit`` describes.

    Raises:
        ValueError: it is of another schema.
    """
    if document["schema"] != SCHEMA:
        raise ValueError(f"schema must be {SCHEMA!r}; write the weights anew with make fit")
    speech = document["speech"]
    return Judge(
        found=_weights(document["found"]),
        trees=_trees(document["trees"]),
        asked=_weights(document["asked"]),
        found_from=document["found_from"],
        asked_from=document["asked_from"],
        unsure=document["unsure"],
        speech=Speech(
            words=frozenset(speech["words"].split()),
            base=tuple(speech["base"]),
            weights={run: tuple(each) for run, each in speech["weights"].items()},
        ),
    )


def _weights(fields: Mapping[str, Any]) -> Weights:
    return Weights(base=fields["base"], usual=fields["usual"], weights=fields["weights"])


def _trees(fields: Mapping[str, Any]) -> Trees:
    names: dict[str, int] = {}
    trees = []
    for first, most, yes, no in fields["trees"]:
        question = (names.setdefault(first, len(names)), most)
        trees.append((*question, *_question(yes, names), *_question(no, names)))
    return Trees(base=fields["base"], names=tuple(names), trees=tuple(trees))


def _question(fields: Any, names: dict[str, int]) -> tuple[int, float, int, int]:
    if isinstance(fields, int):  # no question: the same answer either way
        return (0, 0.0, fields, fields)
    name, most, yes, no = fields
    return (names.setdefault(name, len(names)), most, yes, no)
