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
    EXPECTED_ERROR_TOO_BROAD,
    EXPECTATION_FROM_RESULT,
    ASSERTION_TOO_WEAK,
    ERROR_NOT_REQUIRED,
    PASSES_FOR_ANOTHER_REASON,
    ASSERTION_NEVER_REACHED,
    EXPECTATION_FROM_CODE,
)
