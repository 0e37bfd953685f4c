"""Find out which defects cannot be planted together, from the texts that they change.

Two of them exclude each other where both change the same text or the same file, and where one
removes the text by which another place of the other is found. Nobody declares that: draws ask here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import TypeAlias

from checker.model.key import Edit, Planting, Site
from checker.model.pack import Tree

Exclusions: TypeAlias = Mapping[str, frozenset[str]]
"""The defects that each defect cannot be planted with, by slug."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """A defect that cannot be planted with another: the file and line of the reference, and why."""

    slug: str
    path: PurePosixPath
    line: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Span:
    path: PurePosixPath
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Footprint:
    """What a planting changes of a reference, and what each file that it edits says then."""

    planting: Planting
    spans: tuple[_Span, ...]
    changed: Mapping[PurePosixPath, str]


def overlaps(
    planting: Planting, others: Iterable[Planting], reference: Tree
) -> tuple[Overlap, ...]:
    """Return those of some others that cannot be planted together with one, with the place."""
    mine = _footprint(planting, reference)
    each = (_overlap(mine, _footprint(other, reference), reference) for other in others)
    return tuple(found for found in each if found)


def exclusions(plantings: Iterable[Planting], reference: Tree) -> Exclusions:
    """Return which of some plantings exclude each other; those that exclude nothing are absent."""
    footprints = [_footprint(planting, reference) for planting in plantings]
    found: dict[str, set[str]] = {}
    for a, b in combinations(footprints, 2):
        if _overlap(a, b, reference):
            found.setdefault(a.planting.slug, set()).add(b.planting.slug)
            found.setdefault(b.planting.slug, set()).add(a.planting.slug)
    return MappingProxyType({slug: frozenset(others) for slug, others in found.items()})


def hides_site(planting: Planting, sites: Iterable[Site], reference: Tree) -> bool:
    """Return whether a planting makes one of some texts no longer unique.

    Texts that the reference does not contain are left out: other defects add them.
    """
    return _hidden(_footprint(planting, reference), sites, reference) is not None


def _footprint(planting: Planting, reference: Tree) -> _Footprint:
    spans, changed = [], dict[PurePosixPath, str]()
    for change in planting.changes:
        if not isinstance(change, Edit):
            spans.append(_Span(path=change.path, start=0, end=1 << 30))  # the file as a whole
        elif change.path in reference:
            source = reference[change.path].decode()
            start = source.find(change.clean)
            spans += [_Span(path=change.path, start=start, end=start + len(change.clean))] * (
                start >= 0
            )
            text = changed.get(change.path) or source
            changed[change.path] = text.replace(change.clean, change.flawed)
    return _Footprint(planting=planting, spans=tuple(spans), changed=changed)


def _overlap(a: _Footprint, b: _Footprint, reference: Tree) -> Overlap | None:
    """Return where two plantings exclude each other, if they do; it names the second."""
    slug = b.planting.slug
    for mine in a.spans:
        for other in b.spans:
            start = max(mine.start, other.start)
            if mine.path == other.path and start < min(mine.end, other.end):
                line = _line(reference, mine.path, start)
                return Overlap(slug=slug, path=mine.path, line=line, why="both change this text")
    for hiding, sites, why in (
        (a, b.planting.sites, f"a site of {slug} is not found any more"),
        (b, a.planting.sites, f"{slug} removes the text of a site"),
    ):
        if site := _hidden(hiding, sites, reference):
            start = reference[site.path].decode().index(site.text)
            line = _line(reference, site.path, start)
            return Overlap(slug=slug, path=site.path, line=line, why=why)
    return None


def _hidden(footprint: _Footprint, sites: Iterable[Site], reference: Tree) -> Site | None:
    """Return the first of some sites of the reference that is not found once after planting."""
    for site in sites:
        text = footprint.changed.get(site.path)
        if (
            text is not None
            and text.count(site.text) != 1
            and reference[site.path].decode().count(site.text) == 1
        ):
            return site
    return None


def _line(reference: Tree, path: PurePosixPath, start: int) -> int:
    return reference.get(path, b"").decode().count("\n", 0, start) + 1
