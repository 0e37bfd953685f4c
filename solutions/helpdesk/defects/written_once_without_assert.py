"""A test compares what it expects and throws the comparison away."""

from __future__ import annotations

import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, HiddenTest, Modules, Replacement, StructureCheck
from checker.rules.assertions import ASSERTION_NEVER_MADE
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFT, TESTS

FLAWED = """\
    asyncio.run(scenario()) == ["first", "first"]
    len(api.requests) == 1
"""


def no_comparison_is_thrown_away(modules: Modules) -> bool:
    """Return whether no test holds a comparison as a statement."""
    tests = [module for path, module in modules.items() if path.parts[0] == TESTS.parts[0]]
    return not any(m.findall(module, m.Expr(value=m.Comparison())) for module in tests)


DEFECT = Defect(
    slug="written-once-without-assert",
    rule=ASSERTION_NEVER_MADE,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=TESTS,
            clean='    assert asyncio.run(scenario()) == ["first", "first"]\n'
            "    assert len(api.requests) == 1\n",
            flawed=FLAWED,
        ),
    ),
    explanation="The test compares without assert, so the comparison is thrown away and the test "
    "can never fail. Add assert to both lines.",
    checks=(
        HiddenTest(node_id="test_project_tests.py::test_a_draft_written_twice_is_noticed"),
        StructureCheck(
            anchor=DRAFT,
            holds=no_comparison_is_thrown_away,
            asks="no test throws a comparison away",
        ),
    ),
    right_fixes=(
        Fix(
            name="named first",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new="    texts = asyncio.run(scenario())\n"
                    '    assert texts == ["first"] * 2\n'
                    "    assert [*map(len, [api.requests])] == [1]\n",
                ),
            ),
        ),
        Fix(
            name="asserted inside the scenario",
            replacements=(
                Replacement(
                    path=TESTS,
                    old='            return [(await drafter.draft("t-1")).text for _ in range(2)]\n',
                    new='            texts = [(await drafter.draft("t-1")).text for _ in range(2)]\n'
                    '            assert texts == ["first", "first"]\n'
                    "            assert len(api.requests) == 1\n"
                    "            return texts\n",
                ),
                Replacement(path=TESTS, old=FLAWED, new="    assert asyncio.run(scenario())\n"),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a tuple is always true",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new="    texts = asyncio.run(scenario())\n"
                    "    assert [texts, len(api.requests)]\n",
                ),
            ),
        ),
        Fix(
            name="one of the two",
            replacements=(
                Replacement(
                    path=TESTS,
                    old=FLAWED,
                    new='    assert asyncio.run(scenario()) == ["first", "first"]\n',
                ),
            ),
        ),
    ),
)
