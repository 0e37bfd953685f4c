"""A print of a debugging session is still there."""

from __future__ import annotations

import libcst.matchers as m

from checker.model.key import Defect, Edit, Fix, Modules, Replacement, StructureCheck
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
    stdout = m.Attribute(attr=m.Name("stdout") | m.Name("stderr"))
    writing = m.Call(func=m.Name("print") | m.Name("pprint") | m.Attribute(value=stdout))
    return not any(
        m.findall(module, writing) for path, module in library.items() if path.name != COMMAND
    )


DEFECT = Defect(
    slug="print-left-behind",
    rule=DEBUG_OUTPUT_LEFT,
    severity=Severity.NIT,
    changes=(Edit(path=SHARING, clean=STARTED, flawed=f"{STARTED}{PRINTED}"),),
    explanation="A debugging print was left in: the library writes to the standard output of "
    "whoever uses it. Remove it, or log.",
    checks=(
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
