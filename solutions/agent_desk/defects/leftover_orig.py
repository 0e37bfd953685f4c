"""The backup of a merge tool is committed."""

from __future__ import annotations

from pathlib import PurePosixPath

from checker.model.key import AddFile, Defect, FileCheck, Fix, Replacement
from checker.rules.hygiene import LEFTOVER_FILE
from checker.rules.rule import Severity
from solutions.agent_desk.places import TOOLBOX

ORIG = PurePosixPath("src/agentdesk/tools.py.orig")
GITIGNORE = PurePosixPath(".gitignore")
TEXT = """\
TOOLS = {
    "read": lambda office, name: office.claims.document(name),
    # TODO pay!!
}
"""


DEFECT = Defect(
    slug="leftover-orig",
    rule=LEFTOVER_FILE,
    severity=Severity.NIT,
    group="beside-the-code",
    changes=(AddFile(path=ORIG, text=TEXT),),
    explanation="tools.py.orig is a leftover of a merge tool: nobody needs it and it grows stale. "
    "Remove it and ignore *.orig.",
    checks=(
        FileCheck(
            anchor=TOOLBOX,
            absent=(ORIG,),
            lacks=(b"# TODO pay!!", b"lambda office, name: office.claims.document(name)"),
            asks="the backup of the merge tool is gone",
        ),
    ),
    right_fixes=(
        Fix(
            name="deleted",
            replacements=(Replacement(path=ORIG, old=TEXT, new=""),),
        ),
        Fix(
            name="deleted and ignored",
            replacements=(
                Replacement(path=ORIG, old=TEXT, new=""),
                Replacement(path=GITIGNORE, old=".venv/\n", new=".venv/\n*.orig\n"),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="renamed",
            replacements=(
                Replacement(path=ORIG, old=TEXT, new=""),
                Replacement(path=ORIG.with_name("tools_old.py.orig"), old="", new=TEXT),
            ),
        ),
    ),
)
