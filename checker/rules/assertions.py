"""Faults in what a test asserts."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

ASSERTION_NEVER_MADE = Rule(
    code="TST001",
    name="assertion-never-made",
    category=Category.TESTS,
    summary="A test computes what it wants to assert and throws it away.",
    why="It passes whatever the code does.",
    bad="def test_total():\n    total([1, 2]) == 3",
    good="def test_total():\n    assert total([1, 2]) == 3",
    also=(
        "missing assert",
        "comparison without assert",
        "test asserts nothing",
        "result of == is thrown away",
        "B015",
        "expression statement in a test",
    ),
    siblings=("assertion-never-reached",),
    unlike=(
        ("assertion-never-reached", "there is an assert that is not run."),
        ("assertions-over-nothing", "there are asserts in an empty loop."),
    ),
    link="https://docs.astral.sh/ruff/rules/useless-comparison/",
    formerly=("TST901",),
)
ASSERTIONS_OVER_NOTHING = Rule(
    code="TST004",
    name="assertions-over-nothing",
    category=Category.TESTS,
    summary="A test asserts inside a loop that never runs.",
    why="No item, no assertion: it passes whatever the code does.",
    bad="def test_all_valid():\n    for item in load([]):\n        assert item.valid",
    good=(
        "def test_all_valid():\n    items = load([1, 2])\n    assert len(items) == 2\n"
        "    assert all(item.valid for item in items)"
    ),
    also=(
        "loop over an empty list",
        "assertion in a loop that never runs",
        "vacuous test",
        "no drafts to check",
        "passes with nothing",
        "zero items",
    ),
    siblings=("assertion-never-reached",),
    unlike=(
        ("assertion-never-reached", "it is no loop."),
        ("assertion-too-weak", "it runs, and holds for anything."),
    ),
    link="https://docs.pytest.org/en/stable/how-to/assert.html",
    formerly=("TST902",),
)
ASSERTION_TOO_WEAK = Rule(
    code="TST003",
    name="assertion-too-weak",
    category=Category.TESTS,
    summary="An assertion holds for right and wrong results alike.",
    why="A length is never negative, and at least two is also twenty: nothing is shown.",
    bad="def test_calls():\n    assert len(calls()) >= 0",
    good='def test_calls():\n    assert calls() == ["first", "second"]',
    also=(
        "assert is not None only",
        "len >= 0 is always true",
        "weak assertion",
        "tautology",
        "would pass with a wrong value",
        "only checks that there is something",
        "assert exact values",
        "in instead of ==",
    ),
    siblings=(
        "expectation-taken-from-result",
        "passes-for-another-reason",
    ),
    unlike=(
        ("expectation-taken-from-result", "it compares the result with itself."),
        ("expected-error-too-broad", "what is too weak is the expected error."),
        ("assertions-over-nothing", "it never runs."),
    ),
    link="https://docs.pytest.org/en/stable/how-to/assert.html",
    formerly=(
        "TST933",
        "TST950",
        "weak-assertion",
    ),
)
ASSERTION_NEVER_REACHED = Rule(
    code="TST002",
    name="assertion-never-reached",
    category=Category.TESTS,
    summary="An assertion stands where the test never gets to.",
    why="Inside pytest.raises everything after the line that raises is skipped.",
    bad=(
        "def test_refused():\n    with pytest.raises(ValueError):\n        pay(-1)\n"
        "        assert paid() == 0"
    ),
    good=(
        "def test_refused():\n    with pytest.raises(ValueError):\n        pay(-1)\n"
        "    assert paid() == 0"
    ),
    also=(
        "assert after the raise inside pytest.raises",
        "dead assertion",
        "unreachable assert",
        "assertion belongs outside the with block",
        "never executed",
        "PT012",
    ),
    siblings=(
        "assertion-never-made",
        "assertions-over-nothing",
    ),
    unlike=(
        ("assertion-never-made", "there is no assert."),
        ("assertions-over-nothing", "it is in a loop over nothing."),
    ),
    link="https://docs.astral.sh/ruff/rules/pytest-raises-with-multiple-statements/",
    formerly=("TST960",),
)
EXPECTATION_TAKEN_FROM_RESULT = Rule(
    code="TST005",
    name="expectation-taken-from-result",
    category=Category.TESTS,
    summary="A test compares a result with something that was made from it.",
    why="Both sides change together, so they are equal whatever the code does.",
    bad="def test_report():\n    report = run()\n    assert report == Report(done=report.done)",
    good='def test_report():\n    report = run()\n    assert report == Report(done=["a"])',
    also=(
        "compares the result with itself",
        "expected value computed by the code under test",
        "circular test",
        "tautological test",
        "expected taken from the report",
        "can never fail",
        "self-fulfilling",
    ),
    siblings=("assertion-too-weak",),
    unlike=(("assertion-too-weak", "it compares with something fixed, and holds anyway."),),
    link="https://docs.pytest.org/en/stable/how-to/assert.html",
    formerly=(
        "TST932",
        "TST961",
        "expectation-from-code-under-test",
    ),
)
RULES = (
    ASSERTION_NEVER_MADE,
    ASSERTIONS_OVER_NOTHING,
    ASSERTION_TOO_WEAK,
    ASSERTION_NEVER_REACHED,
    EXPECTATION_TAKEN_FROM_RESULT,
)
