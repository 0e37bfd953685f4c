"""Questions of a bank as their files have them, before anything is drawn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceTemplate:
    """A question as its file has it: one right choice and the wrong ones."""

    id: str
    ask: str
    right: str
    wrong: tuple[str, ...]
    why: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberTemplate:
    """A question with names in braces, numbers to draw for each, and a formula for the answer.

    ``example`` has one drawing and, under ``answer``, what was computed for it by hand.
    """

    id: str
    ask: str
    unit: str
    formula: str
    tolerance: Fraction
    draw: Mapping[str, tuple[float, ...]]
    example: Mapping[str, float] = field(default_factory=dict)
    why: str
    source: str


Template: TypeAlias = ChoiceTemplate | NumberTemplate
