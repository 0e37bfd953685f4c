"""How well comments are judged that the judge has not learned from: ``make calibrate``.

Each row is judged twice by weights of ``make fit`` that have not seen it: learned without its
whole pack, and without its defect. ``python -m benchmarks.calibrate --mistakes`` lists what went
wrong. ``--blind`` judges the rows of ``tests/calibration/blind/*.jsonl`` instead, which nobody has
fitted to, by the weights that people get and by those learned without the pack.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from benchmarks import record
from benchmarks.agreement import Pair, jackknife, kappa, wilson
from benchmarks.calibration import BLIND, FOLDER, Judged, is_dealt, judge, rows
from benchmarks.folds import shipped, without_defect, without_pack
from checker.matching.candidates import ASKED, FULL

REGISTERS = ("terse", "plain", "llm", "non-native")
KINDS = ("other wish", "wrong mechanism", "opposite", "wrong remedy", "")
ATTACKS = ("vague", "stuffed", "copied", "dismissive")
OPERATORS = "operators"


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many of so many."""

    hits: int
    count: int

    @property
    def value(self) -> float:
        """The share; 0 of nothing."""
        return self.hits / self.count if self.count else 0.0

    def __str__(self) -> str:
        low, high = wilson(self.hits, self.count)
        return f"{self.hits}/{self.count} {self.value:.2f} ({low:.2f}-{high:.2f})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How well some rows were judged, bare questions left aside."""

    kappa: float
    kappa_between: tuple[float, float]
    found: Share
    none: Share
    unsure: Share
    mistakes_unsure: Share


def figures(judged: Sequence[Judged]) -> Figures:
    """Return the figures of some rows."""
    told = [each for each in judged if each.row.label != "partial"]
    by_defect: dict[str, list[Pair]] = {}
    for each in told:
        by_defect.setdefault(f"{each.row.pack}/{each.row.defect}", []).append(each.pair)
    wrong = [each for each in told if each.wrong]
    return Figures(
        kappa=kappa([each.pair for each in told]),
        kappa_between=jackknife(by_defect, kappa),
        found=credited([each for each in told if each.row.label == "found"]),
        none=credited([each for each in told if each.row.label == "none"]),
        unsure=Share(hits=sum(each.unsure for each in told), count=len(told)),
        mistakes_unsure=Share(hits=sum(each.unsure for each in wrong), count=len(wrong)),
    )


def credited(judged: Sequence[Judged]) -> Share:
    """Return how many of some rows earned anything."""
    return Share(hits=sum(each.pair[1] > 0 for each in judged), count=len(judged))


def worth(judged: Sequence[Judged], credit: float) -> Share:
    """Return how many of the bare questions earned just so much."""
    asked = [each for each in judged if each.row.label == "partial"]
    return Share(hits=sum(each.credit == credit for each in asked), count=len(asked))


def group_of(each: Judged) -> str:
    """Return the pack of a row, or that its defect is an operator's."""
    return OPERATORS if each.row.level else each.row.pack


def main(given: Sequence[str], kept: record.Figures) -> int:
    """Print the tables."""
    blind = "--blind" in given
    taken = [each for each in rows(BLIND if blind else FOLDER) if is_dealt(each)]
    if not taken:
        print(f"no rows: put them into {BLIND}/<name>.jsonl", file=sys.stderr)
        return 1
    for name, learned in (
        ("leave one pack out", without_pack),
        ("as shipped", shipped) if blind else ("leave one defect out", without_defect),
    ):
        judged = list(judge(taken, learned))
        print(f"\n{name}: {len({j.row.defect for j in judged})} defects, {len(judged)} rows")
        print(
            f"{'':18}{'kappa':<19}{'found: credited':<26}{'none: credited':<24}{'unsure':<24}"
            "mistakes that are unsure"
        )
        _line("all", judged)
        for group in sorted({group_of(each) for each in judged}):
            _line(group, [each for each in judged if group_of(each) == group])
        _shares("found, by register", judged, "register", REGISTERS, "found")
        _shares("none, by kind", judged, "kind", KINDS, "none")
        _shares("attacks", judged, "attack", ATTACKS, "none")
        print(f"bare questions: asked {worth(judged, ASKED)}; found {worth(judged, FULL)}")
        kept[f"{name}, kappa"] = figures(judged).kappa
        if "--mistakes" in given:
            _mistakes(judged)
    return 0


def _line(name: str, judged: Sequence[Judged]) -> None:
    of = figures(judged)
    low, high = of.kappa_between
    agreement = f"{of.kappa:.3f} ({low:.2f}-{high:.2f})"
    print(
        f"{name:18}{agreement:<19}{of.found!s:<26}{of.none!s:<24}{of.unsure!s:<24}"
        f"{of.mistakes_unsure}"
    )


def _shares(
    title: str, judged: Sequence[Judged], field: str, names: Sequence[str], label: str
) -> None:
    of: Callable[[Judged], str] = lambda each: getattr(each.row, field)  # noqa: E731
    print(f"{title}: credited")
    for name in names:
        mine = [each for each in judged if of(each) == name and each.row.label == label]
        if not name:
            mine = [each for each in mine if not each.row.attack]
        if mine:
            print(f"    {name or 'not told apart':16}{credited(mine)}")


def _mistakes(judged: Sequence[Judged]) -> None:
    for each in judged:
        if not each.wrong or each.row.label == "partial":
            continue
        row, (wanted, said) = each.row, each.pair
        print(f"{row.pack} {row.defect} {row.register or row.attack}: {wanted:g}, not {said:g}")
        print(f"    {row.body!r} {dict(each.others) or ''}")
        for claim in each.matching.claims:
            print(f"    {claim.verdict} {claim.target}: {claim.why}; {claim.figures}")
        print()


if __name__ == "__main__":
    sys.exit(record.run("calibrate", main))
