"""Rules about what is left behind."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

PRINT_FOR_LOG = Rule(
    code="CON650",
    name="print-for-log",
    category=Category.CONVENTIONS,
    summary="A message is printed where it should be logged.",
    why="It mixes with results, has no level and no time, and cannot be switched off.",
    bad='print("done", count)',
    good='logger.info("done: %s", count)',
)
COMMENTED_OUT_CODE = Rule(
    code="HYG1050",
    name="commented-out-code",
    category=Category.HYGIENE,
    summary="Code that was replaced stays as a comment.",
    why="Nobody knows whether it is to come back, and nobody keeps it up.",
    bad="# total = count(rows)\ntotal = len(rows)",
    good="total = len(rows)\nuse(total)",
)

RULES = (
    PRINT_FOR_LOG,
    COMMENTED_OUT_CODE,
)
