"""What a review is held against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from checker.matching.weights import Judge
from checker.model.key import Acceptable, Decoy, Defect
from checker.model.pack import Tree
from checker.model.place import Place
from checker.model.wordings import Wordings


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """What the repository's own linters say about the dealt head."""

    path: str
    line: int
    code: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchContext:
    """The planted defects with their places, the pool they come from, and what is neutral.

    ``texts`` are the pull request's text and the files that it touches: who copies them has said
    nothing. ``fixed`` are the defects that the commits repaired: on their lines a comment need
    not say how. ``wordings`` are known ones, by slug of the defect, and
    ``judge`` is what was learned from labelled comments.
    """

    defects: tuple[tuple[Defect, tuple[Place, ...]], ...]
    pool: tuple[Defect, ...]
    decoys: tuple[tuple[Decoy, Place], ...]
    acceptable: tuple[Acceptable, ...]
    reported: tuple[Reported, ...]
    head: Tree
    texts: tuple[str, ...]
    wordings: Mapping[str, Wordings]
    judge: Judge
    fixed: frozenset[str] = frozenset()
