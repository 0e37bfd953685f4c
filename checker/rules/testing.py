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
    formerly=("TST951",),
)
RULES = (
    EXPECTED_ERROR_TOO_BROAD,
    EXPECTED_ERROR_NOT_REQUIRED,
    PASSES_FOR_ANOTHER_REASON,
    SKIPPED_TEST,
)
