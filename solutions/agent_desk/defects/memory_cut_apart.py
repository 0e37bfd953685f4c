"""The memory may begin with a tool's result whose call was cut off."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.mistral import HISTORY_CUT_APART
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
    checks=(HiddenTest(node_id="test_stream.py::test_memory_never_begins_with_a_tool"),),
    rubric=Rubric(
        what=(
            "history",
            "memory",
            "window",
            "memory_turns",
            "cut",
            "trim",
            "trimmed",
            "trimming",
            "truncated",
            "truncates",
            "start of the turns",
            "first turn",
            "_recent",
            "slice",
        ),
        why=(
            "tool result",
            "tool results",
            "tool message",
            "tool turn",
            "tool call",
            "orphan",
            "orphaned",
            "without its call",
            "without the call",
            "without the assistant",
            "400",
            "refuses",
            "rejects",
            "stuck",
            "message order",
            "begin with a tool",
            "starts with a tool",
            "between call and result",
        ),
        fix=(
            "start at a user",
            "user turn",
            "user message",
            "begin with a user",
            "from a user",
            "skip until",
            "whole exchange",
            "keep pairs",
            "keep together",
            "first user",
        ),
        paraphrases=(
            (
                "_recent can cut between a tool call and its result, then the history begins with "
                "a tool message and the API answers 400."
            ),
            "memory may start with an orphaned tool result",
            "The window has to start at a user turn, now that the turns contain tool calls.",
            (
                "Couldn't this cut off the assistant turn a tool result belongs to? Mistral "
                "refuses such a history."
            ),
            (
                "With memory_turns small, the first turn may be a tool result without its call; "
                "skip until the next user message."
            ),
            "When the history is cut, tool message can be first and API give error 400.",
        ),
        forbidden=(
            "off by one",
            "limit is ignored",
        ),
        near_misses=("A limit in tokens could follow one day.",),
    ),
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
