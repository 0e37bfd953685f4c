"""A test compares a report with one that was made from it."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.assertions import EXPECTATION_TAKEN_FROM_RESULT
from checker.rules.rule import Severity
from solutions.rag_index.places import TESTS

FLAWED = """\
    report = sync(Api(), tmp_path)
    assert report == SyncReport(updated=(), removed=report.removed, failures={})
"""

DEFECT = Defect(
    slug="expected-from-the-report",
    rule=EXPECTATION_TAKEN_FROM_RESULT,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=TESTS,
            clean='    assert sync(Api(), tmp_path).removed == ("lunch.md",)\n',
            flawed=FLAWED,
        ),
    ),
    explanation="The expected value of removed is taken from the report itself, so it is compared with "
    "itself and the test can never fail. Write down the literal lunch.md.",
    checks=(
        HiddenTest(node_id="test_project_tests.py::test_a_wrong_report_of_what_is_gone_is_noticed"),
    ),
    right_fixes=(
        Fix(
            name="the whole report",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new="    report = sync(Api(), tmp_path)\n"
                    '    assert report == SyncReport(updated=(), removed=("lunch.md",), '
                    "failures={})\n",
                ),
            ),
        ),
        Fix(
            name="field by field",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new="    report = sync(Api(), tmp_path)\n"
                    "    [removed] = report.removed\n"
                    '    assert removed == "lunch.md"\n'
                    "    assert not report.updated\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="something was removed",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new="    report = sync(Api(), tmp_path)\n    assert report.removed\n",
                ),
            ),
        ),
        Fix(
            name="by way of a variable",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new="    report = sync(Api(), tmp_path)\n"
                    "    expected = report.removed\n"
                    "    assert report == SyncReport(updated=(), removed=expected, failures={})\n",
                ),
            ),
        ),
    ),
)
