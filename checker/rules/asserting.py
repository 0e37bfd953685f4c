"""Rules about tests that are content with too little."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

WEAK_ASSERTION = Rule(
    code="TST950",
    name="weak-assertion",
    category=Category.TESTS,
    summary="A test asserts that there is something, not what it is.",
    why="Any wrong result passes.",
    bad="def test_total():\n    assert total(ROWS) is not None",
    good="def test_total():\n    assert total(ROWS) == 7",
)
SKIPPED_TEST = Rule(
    code="TST951",
    name="skipped-test",
    category=Category.TESTS,
    summary="A test is skipped instead of mended.",
    why="What it guards is guarded by nothing.",
    bad=('@pytest.mark.skip(reason="flaky")\ndef test_total():\n    assert total(ROWS) == 7'),
    good="def test_total():\n    assert total(ROWS) == 7",
)
ANY_ERROR_PASSES = Rule(
    code="TST952",
    name="any-error-passes",
    category=Category.TESTS,
    summary="A test of a failure is content with any error.",
    why="A mistake in the test itself passes for the failure that is promised.",
    bad="def test_refusal():\n    with pytest.raises(Exception):\n        take(-1)",
    good="def test_refusal():\n    with pytest.raises(ValueError):\n        take(-1)",
)

RULES = (
    WEAK_ASSERTION,
    SKIPPED_TEST,
    ANY_ERROR_PASSES,
)
