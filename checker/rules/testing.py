"""Faults of tests."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

ASSERTION_NEVER_MADE = Rule(
    code="TST901",
    name="assertion-never-made",
    category=Category.TESTS,
    summary="A test computes what it wants to assert and throws it away.",
    why="It passes whatever the code does.",
    bad="def test_total():\n    total([1, 2]) == 3",
    good="def test_total():\n    assert total([1, 2]) == 3",
)
ASSERTIONS_OVER_NOTHING = Rule(
    code="TST902",
    name="assertions-over-nothing",
    category=Category.TESTS,
    summary="A test asserts inside a loop that never runs.",
    why="No item, no assertion: it passes whatever the code does.",
    bad="def test_all_valid():\n    for item in load([]):\n        assert item.valid",
    good="def test_all_valid():\n    items = load([1, 2])\n    assert len(items) == 2\n"
    "    assert all(item.valid for item in items)",
)

RULES = (ASSERTION_NEVER_MADE, ASSERTIONS_OVER_NOTHING)
