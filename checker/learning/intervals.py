"""Intervals of shares and of their differences: Wilson's score interval, and Newcombe's.

E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the
American Statistical Association 22 (1927); recommended for small numbers by L. D. Brown, T. T. Cai
and A. DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16 (2001).
R. G. Newcombe, "Interval estimation for the difference between independent proportions",
Statistics in Medicine 17 (1998), method 10.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

LEVEL: Final = 0.95
_Z: Final = NormalDist().inv_cdf((1 + LEVEL) / 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """Where a figure lies: between ``low`` and ``high``, at the level of ``LEVEL``."""

    low: float
    high: float


def wilson(hits: int, number: int) -> Interval:
    """Return the interval of a share of ``hits`` in ``number``; of nothing it is 0 to 1."""
    if not number:
        return Interval(low=0.0, high=1.0)
    share, square = hits / number, _Z**2
    middle = share + square / (2 * number)
    half = _Z * math.sqrt(share * (1 - share) / number + square / (4 * number**2))
    whole = 1 + square / number
    return Interval(
        low=max((middle - half) / whole, 0.0) if hits else 0.0,
        high=min((middle + half) / whole, 1.0) if hits < number else 1.0,
    )


def difference(hits: int, number: int, other_hits: int, other_number: int) -> Interval:
    """Return the interval of a share minus another share; both numbers are above 0."""
    share, other = hits / number, other_hits / other_number
    mine, theirs = wilson(hits, number), wilson(other_hits, other_number)
    return Interval(
        low=share - other - math.hypot(share - mine.low, theirs.high - other),
        high=share - other + math.hypot(mine.high - share, other - theirs.low),
    )
