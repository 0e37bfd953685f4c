"""Faults in how a test is set up, beside its assertions."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

EXPECTED_ERROR_TOO_BROAD = Rule(
    code="TST007",
    name="expected-error-too-broad",
    category=Category.TESTS,
    summary="A test expects an error and takes any error for it.",
    why="A typo in the code under test raises something too, and the test is green.",
    bad="def test_refused():\n    with pytest.raises(Exception):\n        load(None)",
    good="def test_refused():\n    with pytest.raises(LoadError):\n        load(None)",
    also=(
        "pytest.raises(Exception)",
        "any error makes the test pass",
        "too broad raises",
        "TypeError would pass as well",
        "match= missing",
        "PT011",
        "B017",
    ),
    unlike=(
        ("expected-error-not-required", "no error is required at all."),
        ("assertion-too-weak", "it is an assertion, no expected error."),
    ),
    link="https://docs.astral.sh/ruff/rules/assert-raises-exception/",
    formerly=(
        "TST931",
        "TST952",
        "any-error-passes",
    ),
)
EXPECTED_ERROR_NOT_REQUIRED = Rule(
    code="TST006",
    name="expected-error-not-required",
    category=Category.TESTS,
    summary="A test catches the error that it expects and passes without it as well.",
    why="Nothing fails when nothing is raised: the one thing that the test is about is not tested.",
    bad=(
        "def test_refuses():\n    try:\n        divide(1, 0)\n"
        '    except ZeroDivisionError as error:\n        assert "zero" in str(error)'
    ),
    good=(
        'def test_refuses():\n    with pytest.raises(ZeroDivisionError, match="zero"):\n'
        "        divide(1, 0)"
    ),
    also=(
        "try/except in a test without fail",
        "passes when nothing is raised",
        "use pytest.raises",
        "error is optional in the test",
        "except branch only",
        "PT017",
    ),
    unlike=(("expected-error-too-broad", "an error is required, but any will do."),),
    link="https://docs.pytest.org/en/stable/how-to/assert.html#assertions-about-expected-exceptions",
    formerly=("TST941",),
)
PASSES_FOR_ANOTHER_REASON = Rule(
    code="TST008",
    name="passes-for-another-reason",
    category=Category.TESTS,
    summary="A test passes because of something else than what its name says.",
    why="What it is named after can be deleted, and it stays green.",
    bad="def test_locks():\n    for _ in range(2):\n        increment()\n    assert count() == 2",
    good=(
        "def test_locks():\n    with ThreadPoolExecutor(2) as pool:\n"
        "        list(pool.map(increment, range(2)))\n    assert count() == 2"
    ),
    also=(
        "does not test what its name says",
        "cache answers instead",
        "test is sequential but claims concurrency",
        "passes without the feature",
        "false positive test",
        "wrong setup hides it",
    ),
    siblings=("assertion-too-weak",),
    unlike=(
        ("assertion-too-weak", "the assertion holds for anything."),
        ("expectation-taken-from-result", "it compares the result with itself."),
    ),
    link="https://docs.pytest.org/en/stable/explanation/goodpractices.html",
    formerly=("TST942",),
)
SKIPPED_TEST = Rule(
    code="TST009",
    name="skipped-test",
    category=Category.TESTS,
    summary="A test is skipped instead of mended.",
    why="What it guards is guarded by nothing.",
    bad='@pytest.mark.skip(reason="flaky")\ndef test_total():\n    assert total(ROWS) == 7',
    good="def test_total():\n    assert total(ROWS) == 7",
    also=(
        "pytest.mark.skip",
        "test disabled",
        "xfail without reason",
        "skipped instead of fixed",
        "test no longer runs",
        "skip marker left in",
    ),
    unlike=(("checks-loosened", "a linter or type checker is turned off."),),
    link="https://docs.pytest.org/en/stable/how-to/skipping.html",
    formerly=("TST951",),
)
RULES = (
    EXPECTED_ERROR_TOO_BROAD,
    EXPECTED_ERROR_NOT_REQUIRED,
    PASSES_FOR_ANOTHER_REASON,
    SKIPPED_TEST,
)
