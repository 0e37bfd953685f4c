"""What linters found of what was dealt, and tables of it: pure arithmetic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from checker.checks.lint import LintFinding
from checker.model.key import Defect, HiddenTest
from checker.model.place import Place

BOTH = "both of the pack's own"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A dealt defect, and the codes that a linter reported on its places."""

    seed: int
    slug: str
    behavioural: bool
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """What a linter made of one deal: of its defects, and how many other findings it had."""

    pack: str
    linter: str
    defects: tuple[Found, ...]
    others: int


def at(places: Iterable[Place], found: Iterable[LintFinding]) -> list[LintFinding]:
    """Return the findings on a line of one of some places."""
    places = tuple(places)
    return [
        each
        for each in found
        if any(
            each.path == str(p.path) and p.lines.first <= each.line <= p.lines.last for p in places
        )
    ]


def share(defects: Iterable[Found]) -> float:
    """Return the share of the behavioural ones among some defects that was found."""
    hits = [bool(each.codes) for each in defects if each.behavioural]
    return sum(hits) / len(hits) if hits else 0.0


def together(one: Reviewed, other: Reviewed) -> Reviewed:
    """Return what two linters made of a deal as if they were one."""
    pairs = zip(one.defects, other.defects, strict=True)
    defects = tuple(
        Found(seed=a.seed, slug=a.slug, behavioural=a.behavioural, codes=(*a.codes, *b.codes))
        for a, b in pairs
    )
    return Reviewed(pack=one.pack, linter=BOTH, defects=defects, others=one.others + other.others)


def table(reviewed: Sequence[Reviewed]) -> Iterator[str]:
    """Yield the lines of the table, pack by pack."""
    yield f"{'':42}{'behavioural found':>26}{'all found':>22}{'other findings a deal':>24}"
    for pack, linter in dict.fromkeys((each.pack, each.linter) for each in reviewed):
        rows = [each for each in reviewed if (each.pack, each.linter) == (pack, linter)]
        defects = [defect for row in rows for defect in row.defects]
        cells = [_share([d for d in defects if d.behavioural]), _share(defects)]
        others = sum(row.others for row in rows) / len(rows)
        name = f"{pack.replace('_', '-'):14}{linter}"
        yield f"{name:42}{cells[0]:>26}{cells[1]:>22}{others:24.1f}"


def names(reviewed: Iterable[Reviewed]) -> Iterator[str]:
    """Yield a line for each behavioural defect that a linter found, with the codes."""
    seen: dict[tuple[str, str, str], set[str]] = {}
    for each in reviewed:
        for defect in each.defects:
            if defect.behavioural and defect.codes:
                key = (each.pack, each.linter, defect.slug)
                seen.setdefault(key, set()).update(defect.codes)
    for (pack, linter, slug), codes in sorted(seen.items()):
        yield f"{pack} {linter}: {slug}: {', '.join(sorted(codes))}"


def _share(defects: Sequence[Found]) -> str:
    hits = sum(bool(each.codes) for each in defects)
    return f"{hits} of {len(defects)} = {hits / max(len(defects), 1):.1%}"


def behavioural(defect: Defect) -> bool:
    """Return whether a hidden test sees it."""
    return any(isinstance(check, HiddenTest) for check in defect.checks)
