"""A test expects any error at all."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.rule import Severity
from checker.rules.testing import EXPECTED_ERROR_TOO_BROAD
from solutions.rag_index.places import ANSWERING, TESTS

FLAWED = "    with pytest.raises(Exception):\n"

DEFECT = Defect(
    slug="any-error-will-do",
    rule=EXPECTED_ERROR_TOO_BROAD,
    severity=Severity.MAJOR,
    changes=(Edit(path=TESTS, clean="    with pytest.raises(NoAnswerError):\n", flawed=FLAWED),),
    sites=(Site(path=ANSWERING, text='raise NoAnswerError("the model gave no whole answer")'),),
    explanation="pytest.raises(Exception) takes any error for the expected one: a TypeError in "
    "ask makes this test green. Expect NoAnswerError.",
    checks=(HiddenTest(node_id="test_project_tests.py::test_another_error_is_noticed"),),
    right_fixes=(
        Fix(
            name="caught and looked at",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new='    with pytest.raises(NoAnswerError, match="no whole answer"):\n',
                ),
            ),
            imports=("from rag_index.errors import NoAnswerError",),
        ),
        Fix(
            name="the base class of all that is expected",
            replacements=(
                Replacement(path=TESTS, old=FLAWED, new="    with pytest.raises(RagIndexError):\n"),
            ),
            imports=("from rag_index.errors import RagIndexError",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="some errors out of many",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new="    with pytest.raises((NoAnswerError, TypeError, ValueError)):\n",
                ),
            ),
            imports=("from rag_index.errors import NoAnswerError",),
        ),
        Fix(
            name="any text",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new='    with pytest.raises(Exception, match=".*"):\n',
                ),
            ),
        ),
    ),
)
