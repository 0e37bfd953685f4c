"""Find the packs and operators that plant a rule, so that an author finds an example.

Only their names are given, neither defects nor lines: it says nothing about any deal.
"""

from __future__ import annotations

from dataclasses import dataclass

from checker.errors import PackError
from checker.operators.catalogue import OPERATORS
from checker.packs import loading
from checker.rules.rule import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantedBy:
    """The packs with a hand-made defect of a rule, and the operators that plant it."""

    packs: tuple[str, ...]
    operators: tuple[str, ...]


def planted_by(rule: Rule) -> PlantedBy:
    """Return what plants a rule; packs whose key is broken or not installed are left out."""
    return PlantedBy(
        packs=tuple(slug for slug in loading.slugs() if rule in _rules_of(slug)),
        operators=tuple(each.name for each in OPERATORS if each.rule is rule),
    )


def _rules_of(slug: str) -> list[Rule]:
    try:
        return [defect.rule for defect in loading.load(slug).key.defects]
    except PackError:
        return []
