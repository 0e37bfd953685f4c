"""A test's assertions hold whatever is embedded again."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.assertions import ASSERTION_TOO_WEAK
from checker.rules.rule import Severity
from solutions.rag_index.places import TESTS

FLAWED = """\
    assert len(report.updated) >= 0
    assert "Lunch is at one" in api.embedded
"""

DEFECT = Defect(
    slug="at-least-something",
    rule=ASSERTION_TOO_WEAK,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=TESTS,
            clean='    assert report.updated == ("lunch.md",)\n'
            '    assert sorted(api.embedded) == ["30 days of leave", "Lunch is at noon", '
            '"Lunch is at one"]\n',
            flawed=FLAWED,
        ),
    ),
    explanation="These assertions are too weak: a length is never negative, and the changed text "
    "is embedded even if all others are again. Assert exactly what was updated and embedded.",
    checks=(HiddenTest(node_id="test_project_tests.py::test_needless_embedding_is_noticed"),),
    right_fixes=(
        Fix(
            name="counted",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new='    assert [*report.updated] == ["lunch.md"]\n'
                    "    assert len(api.embedded) == 3\n"
                    '    assert api.embedded[-1] == "Lunch is at one"\n',
                ),
            ),
        ),
        Fix(
            name="an API of its own for the second run",
            replacements=(
                Replacement(
                    path=TESTS,
                    old='    report = sync(api, tmp_path, lunch="Lunch is at one")\n',
                    new="    second = Api()\n"
                    '    report = sync(second, tmp_path, lunch="Lunch is at one")\n',
                ),
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new='    assert (report.updated, second.embedded) == (("lunch.md",), '
                    '["Lunch is at one"])\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="at least one",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new="    assert len(report.updated) >= 1\n"
                    '    assert "Lunch is at one" in api.embedded\n',
                ),
            ),
        ),
        Fix(
            name="only the report",
            replacements=(
                Replacement(
                    path=TESTS, old=FLAWED, new='    assert report.updated == ("lunch.md",)\n'
                ),
            ),
        ),
    ),
)
