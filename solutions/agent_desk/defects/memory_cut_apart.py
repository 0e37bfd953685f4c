"""The memory may begin with a tool's result whose call was cut off."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.conversations import HISTORY_CUT_APART
from checker.rules.rule import Severity
from solutions.agent_desk.places import AGENT

FLAWED_1 = "    return turns[start:]\n"
FLAWED_2 = '    """Return the last turns, at most ``limit``."""\n'

DEFECT = Defect(
    slug="memory-cut-apart",
    rule=HISTORY_CUT_APART,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=AGENT,
            clean="    while start < len(turns) and turns[start].role is not Role.USER:\n"
            "        start += 1\n"
            "    return turns[start:]\n",
            flawed=FLAWED_1,
        ),
        Edit(
            path=AGENT,
            clean='    """Return the last turns, at most ``limit``, from something that a clerk said on.\n'
            "\n"
            "    The API refuses a tool's result without the call that asked for it.\n"
            '    """\n',
            flawed=FLAWED_2,
        ),
    ),
    explanation="The history is cut at any turn, so it can begin with a tool result whose "
    "assistant turn was cut off: the API refuses it with 400 and the session is stuck. "
    "Start at a turn of the user.",
    checks=(HiddenTest(node_id="test_memory.py::test_memory_never_begins_with_a_tool"),),
    right_fixes=(
        Fix(
            name="dropwhile",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED_1,
                    new="    shown = turns[start:]\n"
                    "    return list(dropwhile(lambda turn: turn.role is not Role.USER, shown))\n",
                ),
            ),
            imports=("from itertools import dropwhile",),
        ),
        Fix(
            name="the first question in the window",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED_1,
                    new="    questions = [n for n, turn in enumerate(turns) if n >= start and turn.role is Role.USER]\n"
                    "    return turns[questions[0] :] if questions else ()\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="one turn is skipped",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED_1,
                    new="    if turns[start:] and turns[start].role is Role.TOOL:\n"
                    "        start += 1\n"
                    "    return turns[start:]\n",
                ),
            ),
        ),
    ),
)
