"""The quotas of a draw: its size, its severities, and how many defects linters may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from checker.model.key import Defect
from checker.model.profile import Difficulty
from checker.rules.rule import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawQuota:
    """How many defects a draw has, at most how many of each severity, and visible to linters."""

    size: int
    severities: Mapping[Severity, int]
    visible: int


def _quota(size: int, severities: tuple[int, int, int, int], *, visible: int) -> DrawQuota:
    counts = MappingProxyType(dict(zip(Severity, severities, strict=True)))
    return DrawQuota(size=size, severities=counts, visible=visible)


INTERVIEW: Final = _quota(13, (3, 5, 3, 2), visible=2)
LEVELS: Final = MappingProxyType(
    {
        Difficulty.WARM_UP: _quota(6, (1, 2, 2, 1), visible=1),
        Difficulty.INTERVIEW: INTERVIEW,
        Difficulty.DRILL: _quota(5, (1, 2, 3, 2), visible=0),
    }
)
"""A drill has up to 5 defects; its severities are scaled to the number that is drawn."""


def fits(chosen: Sequence[Defect], defect: Defect, quota: DrawQuota) -> bool:
    """Return whether a defect fits the chosen ones by severity, visibility and group."""
    alike = sum(each.severity is defect.severity for each in chosen)
    if alike >= quota.severities[defect.severity]:
        return False
    if defect.group and any(each.group == defect.group for each in chosen):
        return False
    return not (defect.visible and sum(each.visible for each in chosen) >= quota.visible)
