"""A deal that was tried, and tables of many: pure arithmetic."""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from checker.dealing.draw import MINIMA
from checker.rules.rule import Category, Severity

PLAIN = "plain"
COLUMNS = ("deals", "proved", "skipped", "failed", "same again")


class DealVerdict(StrEnum):
    """What became of a draw: one at a level that is not proved is passed over by ``start``."""

    PROVED = "proved"
    SKIPPED = "skipped"
    FAILED = "failed"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class DealOutcome:
    """A draw: what was asked for, what it came to, and whether it is the same elsewhere.

    ``faults`` is None where no proof was wanted.
    """

    pack: str
    seed: int
    level: str
    asked: Mapping[Severity, int]
    visible_at_most: int
    severities: Mapping[Severity, int] = field(default_factory=dict)
    categories: Mapping[Category, int] = field(default_factory=dict)
    by_operators: int = 0
    visible: int = 0
    faults: tuple[str, ...] | None = None
    differs: tuple[str, ...] = ()
    seconds: float = 0.0
    proof_seconds: float = 0.0

    @property
    def verdict(self) -> DealVerdict:
        """What became of it."""
        if self.faults is None:
            return DealVerdict.DRAWN
        if not self.faults:
            return DealVerdict.PROVED
        return DealVerdict.FAILED if self.level == PLAIN else DealVerdict.SKIPPED

    @property
    def size(self) -> int:
        """How many defects were drawn."""
        return sum(self.severities.values())

    @property
    def holds(self) -> bool:
        """Whether it is the same everywhere, and may be handed out if ``start`` would do so."""
        return not self.differs and self.verdict is not DealVerdict.FAILED


def table(tried: Iterable[DealOutcome]) -> Iterator[str]:
    """Yield the lines of a table: what became of the draws, and the mix asked for and reached."""
    severities = "".join(f"{each:>12}" for each in Severity)
    yield f"{'':24}{''.join(f'{name:>11}' for name in COLUMNS)}"
    yield from (f"{name:24}{_ends(rows)}" for name, rows in _by_level(tried))
    yield ""
    yield f"{'asked for / reached':24}{'defects':>12}{severities}{'operators':>11}{'visible':>20}"
    yield from (f"{name:24}{_mix(rows)}" for name, rows in _by_level(tried))
    yield ""
    yield f"{'seconds, median':24}{'deal':>11}{'proof':>11}"
    yield from (f"{name:24}{_seconds(rows)}" for name, rows in _by_level(tried))


def categories(tried: Iterable[DealOutcome]) -> Iterator[str]:
    """Yield the lines of a table: how many defects of each category a draw has on average."""
    yield f"{'defects by category':24}{''.join(f'{each:>12}' for each in Category)}"
    yield f"{'plain asks for':24}{''.join(f'{_least(each):>12}' for each in Category)}"
    for name, rows in _by_level(tried):
        means = (statistics.mean(row.categories.get(each, 0) for row in rows) for each in Category)
        yield f"{name:24}{''.join(f'{mean:12.1f}' for mean in means)}"


def _by_level(tried: Iterable[DealOutcome]) -> Iterator[tuple[str, list[DealOutcome]]]:
    """Yield the draws by pack and level, in the order in which these came first."""
    groups: dict[str, list[DealOutcome]] = {}
    for each in tried:
        groups.setdefault(f"{each.pack.replace('_', '-')} {each.level}", []).append(each)
    yield from groups.items()


def _ends(rows: Sequence[DealOutcome]) -> str:
    verdicts = [row.verdict for row in rows]
    counts = [
        verdicts.count(v) for v in (DealVerdict.PROVED, DealVerdict.SKIPPED, DealVerdict.FAILED)
    ]
    numbers = [len(rows), *counts, sum(not row.differs for row in rows)]
    return "".join(f"{number:11}" for number in numbers)


def _mix(rows: Sequence[DealOutcome]) -> str:
    wanted = statistics.mean(sum(row.asked.values()) for row in rows)
    sizes = [row.size for row in rows]
    cells = [f"{wanted:.1f} / {statistics.mean(sizes):.1f}"]
    for severity in Severity:
        asked = statistics.mean(row.asked.get(severity, 0) for row in rows)
        reached = statistics.mean(row.severities.get(severity, 0) for row in rows)
        cells.append(f"{asked:.1f} / {reached:.1f}")
    share = sum(row.by_operators for row in rows) / max(sum(sizes), 1)
    seen = [row.visible for row in rows]
    visible = f"{statistics.mean(seen):.1f}, most {max(seen)} of {rows[0].visible_at_most}"
    return "".join(f"{cell:>12}" for cell in cells) + f"{share:11.0%}{visible:>20}"


def _seconds(rows: Sequence[DealOutcome]) -> str:
    proofs = [row.proof_seconds for row in rows if row.faults is not None]
    proof = f"{statistics.median(proofs):11.1f}" if proofs else f"{'-':>11}"
    return f"{statistics.median(row.seconds for row in rows):11.2f}{proof}"


def _least(category: Category) -> str:
    """Return how many defects the pack's own draw has of a category, or of two together."""
    return next(
        (
            f">={each.count}" + "*" * (len(each.categories) > 1)
            for each in MINIMA
            if category in each.categories
        ),
        "",
    )
