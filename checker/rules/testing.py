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
ERROR_NOT_REQUIRED = Rule(
    code="TST941",
    name="expected-error-not-required",
    category=Category.TESTS,
    summary="A test catches the error that it expects and passes without it as well.",
    why="Nothing fails when nothing is raised: the one thing that the test is about is not tested.",
    bad="def test_refuses():\n    try:\n        divide(1, 0)\n"
    '    except ZeroDivisionError as error:\n        assert "zero" in str(error)',
    good='def test_refuses():\n    with pytest.raises(ZeroDivisionError, match="zero"):\n'
    "        divide(1, 0)",
)
PASSES_FOR_ANOTHER_REASON = Rule(
    code="TST942",
    name="passes-for-another-reason",
    category=Category.TESTS,
    summary="A test passes because of something else than what its name says.",
    why="What it is named after can be deleted, and it stays green.",
    bad="def test_locks():\n    for _ in range(2):\n        increment()\n    assert count() == 2",
    good="def test_locks():\n    with ThreadPoolExecutor(2) as pool:\n"
    "        list(pool.map(increment, range(2)))\n    assert count() == 2",
)

RULES = (
    ASSERTION_NEVER_MADE,
    ASSERTIONS_OVER_NOTHING,
    ERROR_NOT_REQUIRED,
    PASSES_FOR_ANOTHER_REASON,
)
