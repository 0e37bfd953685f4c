"""Faults in types."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

SUPPRESSED_TYPE_ERROR = Rule(
    code="TYP002",
    name="suppressed-type-error",
    category=Category.TYPING,
    summary="A true complaint of the type checker is silenced.",
    why="The signature lies from then on, and every caller believes it.",
    bad="def find(key: str) -> str:\n    return table.get(key)  # type: ignore[return-value]",
    good="def find(key: str) -> str | None:\n    return table.get(key)",
    formerly=("TYP701",),
)
ANY_IN_SIGNATURE = Rule(
    code="TYP001",
    name="any-in-signature",
    category=Category.TYPING,
    summary="A signature says Any where the type is known.",
    why="The type checker is silent from there on, and the reader learns nothing.",
    bad="def key_of(ask: Any) -> Any:\n    return (ask.tenant, ask.prompt)",
    good="def key_of(ask: Ask) -> tuple[str, str]:\n    return (ask.tenant, ask.prompt)",
    formerly=("TYP741",),
)
RULES = (
    SUPPRESSED_TYPE_ERROR,
    ANY_IN_SIGNATURE,
)
