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
    also=(
        "type: ignore",
        "cast hides the problem",
        "mypy silenced",
        "lies about the return type",
        "None returned although the signature says otherwise",
        "Optional missing",
    ),
    unlike=(
        ("any-in-signature", "the signature says Any."),
        ("checks-loosened", "the whole check is turned off."),
    ),
    link="https://mypy.readthedocs.io/en/stable/error_codes.html",
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
    also=(
        "Any in the signature",
        "types lost",
        "untyped parameter",
        "mypy checks nothing here",
        "write the real types",
        "ANN401",
    ),
    unlike=(("suppressed-type-error", "a complaint is silenced."),),
    link="https://docs.astral.sh/ruff/rules/any-type/",
    formerly=("TYP741",),
)
RULES = (
    SUPPRESSED_TYPE_ERROR,
    ANY_IN_SIGNATURE,
)
