"""A print of a debugging session is still there."""

from __future__ import annotations

import re

import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, HiddenTest, Modules, Replacement, StructureCheck
from checker.rules.hygiene import DEBUG_OUTPUT_LEFT
from checker.rules.rule import Severity
from solutions.llm_gateway.places import DRAIN, SHARING

STARTED = "        flight = self._flights[key] = Flight(asyncio.create_task(call))\n"
PRINTED = '        print("new flight", len(self._flights))\n'
COMMAND = "cli.py"


def nothing_prints_but_the_command(modules: Modules) -> bool:
    """Return whether no module of the library writes to the standard output."""
    library = {path: each for path, each in modules.items() if path.parts[0] == "src"}
    if SHARING not in library or not m.findall(library[SHARING], m.FunctionDef()):
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
    slug="print-left-behind",
    rule=DEBUG_OUTPUT_LEFT,
    severity=Severity.NIT,
    changes=(Edit(path=SHARING, clean=STARTED, flawed=f"{STARTED}{PRINTED}"),),
    explanation="A debugging print was left in: the library writes to the standard output of "
    "whoever uses it. Remove it, or log.",
    checks=(
        HiddenTest(node_id="test_privacy.py::test_nothing_is_printed"),
        StructureCheck(
            anchor=DRAIN,
            holds=nothing_prints_but_the_command,
            asks="no module but the command prints",
        ),
    ),
    right_fixes=(
        Fix(
            name="removed",
            replacements=(Replacement(path=SHARING, old=PRINTED, new=""),),
        ),
        Fix(
            name="logged",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=PRINTED,
                    new="        logging.getLogger(__name__).debug("
                    '"%d flights", len(self._flights))\n',
                ),
            ),
            imports=("import logging",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="to another stream",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=PRINTED,
                    new='        print("new flight", len(self._flights), file=sys.stderr)\n',
                ),
            ),
            imports=("import sys",),
        ),
    ),
)
