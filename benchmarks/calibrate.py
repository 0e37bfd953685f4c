"""How well the matcher judges comments, by half, register and attack; figures with 95 % intervals.

Run it with ``make calibrate``. ``python -m benchmarks.calibrate --mistakes`` lists what went wrong
in the fitted half; the other half is for measuring, not for reading.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from benchmarks import record
from benchmarks.agreement import Pair, jackknife, kappa, weighted_kappa, wilson
from benchmarks.calibration import CREDIT, Judged, fitted, judge, rows

REGISTERS = ("terse", "plain", "llm", "non-native")
ATTACKS = ("vague", "stuffed", "copied", "dismissive")
HEADER = (
    f"{'':26}{'rows':>5}  {'kappa':<20}{'weighted':>8}  {'full credit is right':<26}"
    f"{'found: in full':<26}found or partial: credited"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    hits: int
    count: int

    @property
    def value(self) -> float:
        """The share; 1 of nothing."""
        return self.hits / self.count if self.count else 1.0

    def __str__(self) -> str:
        low, high = wilson(self.hits, self.count)
        return f"{self.hits}/{self.count} {self.value:.2f} ({low:.2f}-{high:.2f})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How well some rows were judged."""

    rows: int
    kappa: float
    kappa_between: tuple[float, float]
    weighted: float
    precision: Share
    in_full: Share
    recall: Share


def figures(judged: Sequence[Judged]) -> Figures:
    """Return the figures of some rows."""
    pairs = [each.pair for each in judged]
    by_defect: dict[str, list[Pair]] = {}
    for each in judged:
        by_defect.setdefault(each.row.defect, []).append(each.pair)
    found = [each for each in judged if each.row.label == "found"]
    wanted = [each for each in judged if CREDIT[each.row.label]]
    return Figures(
        rows=len(judged),
        kappa=kappa(pairs),
        kappa_between=jackknife(by_defect, kappa),
        weighted=weighted_kappa(pairs),
        precision=Share(hits=sum(j.right for j in judged), count=sum(j.full for j in judged)),
        in_full=Share(hits=sum(j.credit == 1 for j in found), count=len(found)),
        recall=Share(hits=sum(j.credit > 0 for j in wanted), count=len(wanted)),
    )


def credited(judged: Iterable[Judged]) -> Share:
    """Return how many of some attacks earned anything."""
    judged = list(judged)
    return Share(hits=sum(bool(each.pair[1]) for each in judged), count=len(judged))


def main(given: Sequence[str], kept: record.Figures) -> int:
    """Print the tables."""
    judged = list(judge(rows()))
    halves: dict[str, Callable[[Judged], bool]] = {
        "fitted half": lambda each: fitted(each.row.defect),
        "unfitted half": lambda each: not fitted(each.row.defect),
    }
    if "--mistakes" in given:
        _mistakes(each for each in judged if fitted(each.row.defect))
    for name, within in halves.items():
        mine = [each for each in judged if within(each)]
        print(f"\n{name}: {len({j.row.defect for j in mine})} defects, {len(mine)} rows\n{HEADER}")
        _line("all, attacks too", mine)
        _line("all but the attacks", [each for each in mine if not each.row.attack])
        for register in REGISTERS:
            _line(register, [each for each in mine if each.row.register == register])
        for attack in ATTACKS:
            share = credited(each for each in mine if each.row.attack == attack)
            print(f"{f'{attack}: credited':26}{share.count:>5}  {share}")
            kept[f"{name}, {attack}: credited"] = share.hits
        kept[f"{name}, kappa without attacks"] = figures(
            [each for each in mine if not each.row.attack]
        ).kappa
    return 0


def _line(name: str, judged: Sequence[Judged]) -> None:
    of = figures(judged)
    low, high = of.kappa_between
    agreement = f"{of.kappa:.3f} ({low:.2f}-{high:.2f})"
    print(
        f"{name:26}{of.rows:>5}  {agreement:<20}{of.weighted:>8.3f}  {of.precision!s:<26}"
        f"{of.in_full!s:<26}{of.recall}"
    )


def _mistakes(judged: Iterable[Judged]) -> None:
    for each in judged:
        wanted, said = each.pair
        if wanted == said and not (each.full and not each.right) and not each.others:
            continue
        row = each.row
        print(f"{row.defect} {row.place} {row.register or row.attack}: {wanted:g}, not {said:g}")
        print(f"    {row.body!r} {dict(each.others) or ''}")
        print("".join(f"    {c.verdict} {c.target}: {c.why}\n" for c in each.matching.claims))


if __name__ == "__main__":
    sys.exit(record.run("calibrate", main))
