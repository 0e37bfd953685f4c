"""A test asserts in a loop over drafts of which there are none."""

from __future__ import annotations

from checker.model.key import (
    Defect,
    Edit,
    Fix,
    HiddenTest,
    Replacement,
    Rubric,
    Site,
)
from checker.rules.rule import Severity
from checker.rules.testing import ASSERTIONS_OVER_NOTHING
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
    rubric=Rubric(
        what=(
            "tickets zero",
            "tickets=0",
            ("zero|no|empty|without tickets|drafts|queue|list|elements|ticket|draft|iterations"),
            "empty list|loop|queue|drafts|run|result|drafted",
            (
                "loop not|never|empty|nothing|zero|over|body "
                "run|runs|entered|executed|empty|nothing|executes"
            ),
            (
                "assert|assertion|assertions not|never|no "
                "run|runs|executed|reached|happen|evaluated|entered|execute"
            ),
            "nothing|not checked|tested|asserted|verified|to check|in list|drafted",
            "test|it|this always|never|not|cannot pass|fail|green|check|assert|test|verify",
            "check|assert|test|verify|prove|tests|asserts nothing",
            "not check|test|assert anything|something",
            "body never",
            "vacuous|vacuously|trivially",
            "drafts empty",
            "queue empty",
            "no draft|ticket",
        ),
        why=(
            "always pass|green|succeed|succeeds|passes|true",
            "never|not fail|run|enter|entered|executed|reached|red",
            "nothing",
            "not fail|run|check|executed|reached|entered|prove",
            "empty",
            "vacuous|vacuously|trivially",
            "zero",
            "pass even|without",
            "meaningless|worthless|useless",
            "no draft|drafts|ticket|tickets|assertion",
        ),
        fix=(
            "tickets 3|1|2",
            "tickets=3",
            "add|use|make|create|with|give|at least tickets|some|one|ticket|several|more",
            "assert|check number|len|count|how_many|that|there|draft|drafts",
            "assert drafts|length|len|not empty",
            "some tickets",
            "more than zero",
            "positive|nonzero",
        ),
        paraphrases=(
            (
                "With tickets=0 the loop is never entered, so this test asserts nothing and"
                " always passes."
            ),
            "loop over an empty list, no assertion runs",
            "There are no tickets in this test: the for loop has nothing to check.",
            "Should this be tickets=3, with an assert on the number of drafts?",
            "The test can't fail, as no draft is ever made.",
            "The queue is empty here so the assertion is never executed.",
            "The run has no tickets, so the assertion inside the for is never reached.",
            "Vacuous: with an empty queue this passes whatever the code does.",
        ),
        forbidden=(
            "too many tickets",
            "slow test",
        ),
        near_misses=(
            "Use pytest.mark.parametrize instead of a loop in the test.",
            "Three tickets would be enough here, the test is slow.",
        ),
    ),
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
