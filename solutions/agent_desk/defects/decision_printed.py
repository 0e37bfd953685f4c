"""A print from debugging is left in the library."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.hygiene import DEBUG_OUTPUT_LEFT
from checker.rules.rule import Severity
from solutions.agent_desk.places import APPROVALS

FLAWED = '        print(f"DEBUG {pending_id} -> {allow}")\n        decision.set_result(allow)\n'

DEFECT = Defect(
    slug="decision-printed",
    rule=DEBUG_OUTPUT_LEFT,
    severity=Severity.NIT,
    changes=(Edit(path=APPROVALS, clean="        decision.set_result(allow)\n", flawed=FLAWED),),
    explanation="A debugging print is left in decide: it writes into the middle of the streamed "
    "answer on the terminal. Remove it.",
    checks=(HiddenTest(node_id="test_approvals.py::test_nothing_is_printed"),),
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
