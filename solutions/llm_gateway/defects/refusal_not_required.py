"""A test of refusal passes when nothing is refused."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.testing import EXPECTED_ERROR_NOT_REQUIRED
from solutions.llm_gateway.places import TESTS

CLEAN = """\
            with pytest.raises(ClosedError):
                await opened.ask(ask())
"""
FLAWED = """\
            try:
                await opened.ask(ask())
            except ClosedError as error:
                assert "closing" in str(error)
"""

DEFECT = Defect(
    slug="refusal-not-required",
    rule=EXPECTED_ERROR_NOT_REQUIRED,
    severity=Severity.MAJOR,
    changes=(Edit(path=TESTS, clean=CLEAN, flawed=FLAWED),),
    explanation="When ask raises nothing the except is skipped and the test passes: it never fails "
    "for a closed gateway that answers. Use pytest.raises.",
    checks=(
        HiddenTest(
            node_id="test_project_tests.py::test_asks_that_a_closed_gateway_takes_are_noticed"
        ),
    ),
    right_fixes=(
        Fix(
            name="raises, with the text",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new='            with pytest.raises(ClosedError, match="closing"):\n'
                    "                await opened.ask(ask())\n",
                ),
            ),
            imports=("import pytest",),
        ),
        Fix(
            name="an else that fails",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new=f"{FLAWED}            else:\n"
                    '                pytest.fail("a closed gateway has answered")\n',
                ),
            ),
            imports=("import pytest",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="any error of ours",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new=f"{FLAWED}            finally:\n"
                    "                assert opened.health().closing\n",
                ),
            ),
        ),
    ),
)
