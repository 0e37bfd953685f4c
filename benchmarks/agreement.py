"""How well two judges agree, with intervals: pure arithmetic."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence

Z = 1.959964  # two-sided, 95 %
Pair = tuple[float, float]


def kappa(pairs: Sequence[Pair]) -> float:
    """Return Cohen's kappa of two judges who say for each thing whether it was found at all."""
    said = [(a > 0, b > 0) for a, b in pairs]
    count = len(said)
    if not count:
        return math.nan
    agreed = sum(a == b for a, b in said) / count
    first, second = sum(a for a, _ in said) / count, sum(b for _, b in said) / count
    chance = first * second + (1 - first) * (1 - second)
    return (agreed - chance) / (1 - chance) if chance < 1 else math.nan


def weighted_kappa(pairs: Sequence[Pair]) -> float:
    """Return kappa over none, partial and found; a step apart is half a disagreement."""
    count = len(pairs)
    if not count:
        return math.nan
    apart = math.fsum(abs(a - b) for a, b in pairs) / count
    firsts, seconds = [a for a, _ in pairs], [b for _, b in pairs]
    chance = math.fsum(
        abs(a - b) * firsts.count(a) * seconds.count(b) for a in set(firsts) for b in set(seconds)
    )
    return 1 - apart * count**2 / chance if chance else math.nan


def wilson(hits: int, count: int) -> tuple[float, float]:
    """Return the 95 % interval of a share, good for few and for extreme ones too."""
    if not count:
        return (0.0, 1.0)
    share = hits / count
    middle = share + Z * Z / (2 * count)
    spread = Z * math.sqrt(share * (1 - share) / count + Z * Z / (4 * count * count))
    below = 1 + Z * Z / count
    return (max((middle - spread) / below, 0.0), min((middle + spread) / below, 1.0))


def jackknife(
    groups: Mapping[str, Sequence[Pair]], figure: Callable[[Sequence[Pair]], float]
) -> tuple[float, float]:
    """Return the 95 % interval of a figure, each group left out once: rows of one are alike."""
    left_out = [
        figure(_flat(other for key, other in groups.items() if key != name)) for name in groups
    ]
    count = len(left_out)
    mean = math.fsum(left_out) / count
    spread = Z * math.sqrt((count - 1) / count * math.fsum((f - mean) ** 2 for f in left_out))
    whole = figure(_flat(groups.values()))
    return (whole - spread, min(whole + spread, 1.0))


def _flat(groups: Iterable[Sequence[Pair]]) -> list[Pair]:
    return [pair for group in groups for pair in group]
