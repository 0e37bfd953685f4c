"""A test asserts in a loop over drafts of which there are none."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.assertions import ASSERTIONS_OVER_NOTHING
from checker.rules.rule import Severity
from solutions.helpdesk.places import TESTS

RUN = "    drafted = run(FakeApi(), tmp_path, tickets=0)\n"
LOOP = '    for draft in drafted.drafts:\n        assert draft.text == "ok"\n'

DEFECT = Defect(
    slug="loop-over-nothing",
    rule=ASSERTIONS_OVER_NOTHING,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=TESTS,
            clean="    drafted = run(FakeApi(), tmp_path, tickets=3)\n"
            "    assert [draft.ticket_id for draft in drafted.drafts] == "
            '["t-1", "t-2", "t-3"]\n',
            flawed=RUN,
        ),
    ),
    sites=(Site(path=TESTS, text="for number in range(1, tickets + 1):"),),
    explanation="With tickets=0 there are no drafts, so the loop with the assertion never runs "
    "and the test cannot fail. Add tickets and assert how many drafts there are.",
    checks=(HiddenTest(node_id="test_project_tests.py::test_a_queue_that_misbehaves_is_noticed"),),
    right_fixes=(
        Fix(
            name="all in one assertion",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=RUN + LOOP,
                    new="    drafted = run(FakeApi(), tmp_path, tickets=2)\n"
                    "    found = [(draft.ticket_id, draft.text) for draft in drafted.drafts]\n"
                    '    assert found == [("t-1", "ok"), ("t-2", "ok")]\n',
                ),
            ),
        ),
        Fix(
            name="compared number by number",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=RUN + LOOP,
                    new="    drafted = run(FakeApi(), tmp_path, tickets=4)\n"
                    "    assert len(drafted.drafts) == 4\n"
                    "    for number, draft in enumerate(drafted.drafts, 1):\n"
                    '        assert draft.ticket_id == f"t-{number}"\n'
                    '        assert draft.text == "ok"\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="tickets, and still nothing about how many drafts",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=RUN,
                    new="    drafted = run(FakeApi(), tmp_path, tickets=3)\n",
                ),
            ),
        ),
    ),
)
