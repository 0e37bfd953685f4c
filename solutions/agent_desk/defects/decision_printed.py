"""A print from debugging is left in the library."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.hygiene import DEBUGGING_LEFT
from checker.rules.rule import Severity
from solutions.agent_desk.places import APPROVALS

FLAWED = '        print(f"DEBUG {pending_id} -> {allow}")\n        decision.set_result(allow)\n'

DEFECT = Defect(
    slug="decision-printed",
    rule=DEBUGGING_LEFT,
    severity=Severity.NIT,
    changes=(Edit(path=APPROVALS, clean="        decision.set_result(allow)\n", flawed=FLAWED),),
    explanation="A debugging print is left in decide: it writes into the middle of the streamed "
    "answer on the terminal. Remove it.",
    checks=(HiddenTest(node_id="test_approvals.py::test_nothing_is_printed"),),
    rubric=Rubric(
        what=(
            "print",
            "debug",
            "debugging",
            "debug output",
            "print statement",
        ),
        why=(
            "left",
            "left over",
            "leftover",
            "left behind",
            "forgotten",
            "terminal",
            "stdout",
            "output",
            "noise",
            "debugging",
            "library",
            "should not be",
            "in the middle",
        ),
        fix=(
            "remove",
            "delete",
            "drop",
            "logger",
            "logging",
            "use logging",
        ),
        paraphrases=(
            "Leftover debug print, please remove it.",
            "debug print left in",
            (
                "This print was probably forgotten, it writes to the terminal in the middle of the "
                "answer."
            ),
            "Could you remove the print or use logging? It looks like debugging.",
            "A library should not print to stdout: drop the debug output.",
            "There is a print for debug which is forgotten here.",
        ),
        forbidden=(
            "print blocks",
            "print is slow",
        ),
        near_misses=("decide could return the pending action.",),
    ),
    right_fixes=(
        Fix(
            name="removed",
            replacements=(
                Replacement(
                    path=APPROVALS, old='        print(f"DEBUG {pending_id} -> {allow}")\n', new=""
                ),
            ),
        ),
        Fix(
            name="a log message",
            replacements=(
                Replacement(
                    path=APPROVALS,
                    old='        print(f"DEBUG {pending_id} -> {allow}")\n',
                    new='        logging.getLogger(__name__).debug("%s is decided", pending_id)\n',
                ),
            ),
            imports=("import logging",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a shorter print",
            replacements=(
                Replacement(
                    path=APPROVALS,
                    old='print(f"DEBUG {pending_id} -> {allow}")',
                    new='print("decided", allow)',
                ),
            ),
        ),
    ),
)
