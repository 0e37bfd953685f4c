"""What a person asks of a challenge besides its pack and seed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.rules.rule import Category


class Level(StrEnum):
    """How much there is to find."""

    WARM_UP = "warm-up"
    INTERVIEW = "interview"
    DRILL = "drill"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A level mixes hand-made defects with those of operators; none is the pack's own draw.

    ``focus`` are categories that half of the defects come from, ``defects`` their number.
    """

    level: Level | None = None
    focus: tuple[Category, ...] = ()
    defects: int | None = None

    @property
    def plain(self) -> bool:
        """Whether nothing was asked for: the thirteen hand-made defects of the pack's own draw."""
        return self == Profile()


PLAIN = Profile()
