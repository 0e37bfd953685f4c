"""A print from debugging is left in the library."""

from __future__ import annotations

import re

import libcst.matchers as m

from checker.model.key import (
    Defect,
    Edit,
    Fix,
    HiddenTest,
    Modules,
    Replacement,
    StructureCheck,
)
from checker.rules.hygiene import DEBUG_OUTPUT_LEFT
from checker.rules.rule import Severity
from solutions.agent_desk.places import APPROVALS, DECIDE

FLAWED = '        print(f"DEBUG {pending_id} -> {allow}")\n        decision.set_result(allow)\n'
COMMAND = "cli.py"


def nothing_prints_but_the_command(modules: Modules) -> bool:
    """Return whether no module of the library writes to the terminal."""
    library = {path: each for path, each in modules.items() if path.parts[0] == "src"}
    if APPROVALS not in library or not m.findall(library[APPROVALS], m.FunctionDef()):
        return False
    stream = m.Name("stdout") | m.Name("stderr") | m.Name("__stdout__") | m.Name("__stderr__")
    name = m.Name("print") | m.Name("pprint") | m.Name("pp")
    writing = m.Call(
        func=name | m.Attribute(attr=name) | m.Attribute(value=m.Attribute(attr=stream))
    )
    return not any(
        m.findall(module, writing) or m.findall(module, m.Comment(value=m.MatchIfTrue(_a_print)))
        for path, module in library.items()
        if path.name != COMMAND
    )


def _a_print(comment: str) -> bool:
    """Return whether a comment would print if it were none."""
    return re.match(r"#[# ]*p?print\(", comment) is not None


DEFECT = Defect(
    slug="decision-printed",
    rule=DEBUG_OUTPUT_LEFT,
    severity=Severity.NIT,
    changes=(Edit(path=APPROVALS, clean="        decision.set_result(allow)\n", flawed=FLAWED),),
    explanation="A debugging print is left in decide: it writes into the middle of the streamed "
    "answer on the terminal. Remove it.",
    checks=(
        HiddenTest(node_id="test_approvals.py::test_nothing_is_printed"),
        StructureCheck(
            anchor=DECIDE,
            holds=nothing_prints_but_the_command,
            asks="no module but the command prints, also not in a comment",
        ),
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
