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
EXPECTED_ERROR_TOO_BROAD = Rule(
    code="TST931",
    name="expected-error-too-broad",
    category=Category.TESTS,
    summary="A test expects an error and takes any error for it.",
    why="A typo in the code under test raises something too, and the test is green.",
    bad="def test_refused():\n    with pytest.raises(Exception):\n        load(None)",
    good="def test_refused():\n    with pytest.raises(LoadError):\n        load(None)",
)
EXPECTATION_FROM_RESULT = Rule(
    code="TST932",
    name="expectation-taken-from-result",
    category=Category.TESTS,
    summary="A test compares a result with something that was made from it.",
    why="Both sides change together, so they are equal whatever the code does.",
    bad="def test_report():\n    report = run()\n    assert report == Report(done=report.done)",
    good='def test_report():\n    report = run()\n    assert report == Report(done=["a"])',
)
ASSERTION_TOO_WEAK = Rule(
    code="TST933",
    name="assertion-too-weak",
    category=Category.TESTS,
    summary="An assertion holds for right and wrong results alike.",
    why="A length is never negative, and at least two is also twenty: nothing is shown.",
    bad="def test_calls():\n    assert len(calls()) >= 0",
    good='def test_calls():\n    assert calls() == ["first", "second"]',
)

RULES = (
    ASSERTION_NEVER_MADE,
    ASSERTIONS_OVER_NOTHING,
    EXPECTED_ERROR_TOO_BROAD,
    EXPECTATION_FROM_RESULT,
    ASSERTION_TOO_WEAK,
)
