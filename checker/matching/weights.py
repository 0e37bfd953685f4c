"""The judge's weights: data that ``make fit`` learns from labelled comments."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from checker.matching.speech import Speech

SCHEMA = "messypr/judge/1"


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


class Split(NamedTuple):
    """A question of a tree: whether a piece of evidence is at most so much; what follows if not."""

    name: str
    most: float
    yes: Branch
    no: Branch


Branch: TypeAlias = "Split | int"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trees:
    """Small trees that see what goes together; their leaves are whole thousandths, to be added."""

    base: int
    trees: tuple[Branch, ...]

    def sum(self, values: Mapping[str, float]) -> float:
        """Return what all trees come to."""
        total = self.base
        for branch in self.trees:
            while not isinstance(branch, int):
                name, most, yes, no = branch
                branch = yes if values.get(name, 0.0) <= most else no
            total += branch
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
        """Return what all evidence comes to: the mean of the sum and of the trees."""
        return round((self.found.sum(values) + self.trees.sum(values)) / 2, 2)


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
        trees=Trees(
            base=document["trees"]["base"],
            trees=tuple(map(_branch, document["trees"]["trees"])),
        ),
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


def _branch(fields: Any) -> Branch:
    if isinstance(fields, int):
        return fields
    name, most, yes, no = fields
    return Split(name, most, _branch(yes), _branch(no))
