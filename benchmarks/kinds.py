"""How often the five rules that are offered for a comment hold the right one: ``make kinds``.

Each comment of ``tests/calibration`` that finds a defect is offered rules by profiles that have not
learned from its pack; its right rule is the defect's. A sibling, which finds the defect as well, is
counted apart.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from benchmarks import record
from benchmarks.calibration import BLIND, FOLDER, Row, rows
from benchmarks.kind_profiles import code_of, defects_of, learned
from checker.kinds.offering import Profiles, offers
from checker.model.key import Defect
from checker.packs import loading

FOUND = "found"
COUNTS = ("first", "among five", "first or a sibling", "among five or a sibling")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offered:
    """A comment, and which of the rules offered for it is the right one, by place from 0."""

    row: Row
    place: int | None
    sibling: int | None

    @property
    def counts(self) -> tuple[bool, ...]:
        """Whether it counts in each column."""
        either = [n for n in (self.place, self.sibling) if n is not None]
        return (self.place == 0, self.place is not None, 0 in either, bool(either))


def measured(given: Iterable[Row]) -> Iterator[Offered]:
    """Yield what is offered for every row that finds a defect."""
    for row in given:
        defect = _defects(row.pack).get(row.defect)
        if row.label != FOUND or defect is None:
            continue
        names = [rule.name for rule in offers(row.body, code_of(defect), _without(row.pack))]
        near = [n for n, name in enumerate(names) if name in defect.rule.siblings]
        place = names.index(defect.rule.name) if defect.rule.name in names else None
        yield Offered(row=row, place=place, sibling=min(near, default=None))


@lru_cache
def _without(pack: str) -> Profiles:
    return learned([each for each in loading.slugs() if each != pack])


@lru_cache
def _defects(pack: str) -> dict[str, Defect]:
    return {each.slug: each for each in defects_of(loading.load(pack))}


def table(found: Iterable[Offered]) -> str:
    """Return the shares by pack and over all."""
    sums: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for each in found:
        for key in (each.row.pack, f"  {each.row.register or 'no register'}", "all"):
            sums[key]["rows"] += 1
            sums[key].update(name for name, yes in zip(COUNTS, each.counts, strict=True) if yes)
    lines = [f"{'':14} {'rows':>5}  " + "  ".join(COUNTS)]
    for key in sorted(sums, key=lambda name: (name == "all", name)):
        rows_ = sums[key]["rows"]
        shares = (f"{sums[key][n] / rows_:{len(n)}.3f}" for n in COUNTS)
        lines.append(f"{key:14} {rows_:5}  " + "  ".join(shares))
    return "\n".join(lines)


def main(given: Sequence[str], figures: record.Figures) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--blind", action="store_true", help="rows that nobody has learned from")
    asked = parser.parse_args(given)
    found = list(measured(rows(BLIND if asked.blind else FOLDER)))
    print(table(found))
    for number, name in enumerate(COUNTS):
        figures[f"{name}, share"] = sum(each.counts[number] for each in found) / len(found)
    return 0


if __name__ == "__main__":
    sys.exit(record.run("kinds", main))
