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

ASSERTION_NEVER_REACHED = Rule(
    code="TST960",
    name="assertion-never-reached",
    category=Category.TESTS,
    summary="An assertion stands where the test never gets to.",
    why="Inside pytest.raises everything after the line that raises is skipped.",
    bad="def test_refused():\n    with pytest.raises(ValueError):\n        pay(-1)\n"
    "        assert paid() == 0",
    good="def test_refused():\n    with pytest.raises(ValueError):\n        pay(-1)\n"
    "    assert paid() == 0",
)
EXPECTATION_FROM_CODE = Rule(
    code="TST961",
    name="expectation-from-code-under-test",
    category=Category.TESTS,
    summary="A test takes what it expects from the code that it tests.",
    why="Whatever the code does is then right: wrong on both sides is equal too.",
    bad="def test_pay():\n    paid = pay(100)\n    assert balance() == paid",
    good="def test_pay():\n    pay(100)\n    assert balance() == 100",
)

RULES = (
    ASSERTION_NEVER_MADE,
    ASSERTIONS_OVER_NOTHING,
    ASSERTION_NEVER_REACHED,
    EXPECTATION_FROM_CODE,
)
