"""memory_turns = 0 shows the model the whole conversation."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.rule import Severity
from checker.rules.validation import NEGATIVE_ZERO_SLICE
from solutions.agent_desk.places import AGENT, SETTINGS

FLAWED = "    turns = turns[-limit:]\n    start = 0\n"

DEFECT = Defect(
    slug="no-memory-is-all-memory",
    rule=NEGATIVE_ZERO_SLICE,
    severity=Severity.MINOR,
    changes=(Edit(path=AGENT, clean="    start = max(len(turns) - limit, 0)\n", flawed=FLAWED),),
    sites=(
        Site(
            path=SETTINGS,
            text="memory_turns: int = 20  # earlier turns that the model is shown; 0 is none",
        ),
    ),
    explanation="turns[-limit:] with a limit of 0 is turns[0:], the whole history: memory_turns=0 "
    "shows the model everything instead of nothing. Count the start from the front.",
    checks=(HiddenTest(node_id="test_stream.py::test_no_memory_is_no_memory"),),
    right_fixes=(
        Fix(
            name="asked beforehand",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="    turns = turns[-limit:] if limit > 0 else ()\n    start = 0\n",
                ),
            ),
        ),
        Fix(
            name="from the front",
            replacements=(
                Replacement(
                    path=AGENT, old=FLAWED, new="    start = len(turns) - min(limit, len(turns))\n"
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="none instead of zero",
            replacements=(
                Replacement(path=AGENT, old="turns[-limit:]", new="turns[-limit or None :]"),
            ),
        ),
    ),
)
