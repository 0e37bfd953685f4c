"""The log of a trial run is committed."""

from __future__ import annotations

from pathlib import PurePosixPath

from checker.model.key import AddFile, Defect, FileCheck, Fix, Replacement
from checker.rules.hygiene import LEFTOVER_FILE
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFT_QUEUE

LOG = PurePosixPath("draft_run.log")
TEXT = """\
INFO helpdesk.drafting: ticket 5f1c22ab: 412 tokens
INFO helpdesk.drafting: ticket 9a70d3e1: 388 tokens
INFO helpdesk.drafting: ticket 1b9e4c07: 530 tokens
3 drafted, 701 tokens written
"""

DEFECT = Defect(
    slug="leftover-log",
    rule=LEFTOVER_FILE,
    severity=Severity.NIT,
    changes=(AddFile(path=LOG, text=TEXT),),
    explanation="draft_run.log is the output of somebody's own run and does not belong in the "
    "repository. Delete it and ignore *.log.",
    checks=(
        FileCheck(
            anchor=DRAFT_QUEUE,
            absent=(LOG,),
            lacks=(b"ticket 9a70d3e1: 388 tokens",),
            asks="no log of a trial run is in the repository",
        ),
    ),
    right_fixes=(
        Fix(name="deleted", replacements=(Replacement(path=LOG, old=TEXT, new=""),)),
        Fix(
            name="deleted and ignored",
            replacements=(
                Replacement(path=LOG, old=TEXT, new=""),
                Replacement(
                    path=PurePosixPath(".gitignore"),
                    old="*.sqlite3\n",
                    new="*.sqlite3\n*.log\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="moved as it is",
            replacements=(
                Replacement(path=LOG, old=TEXT, new=""),
                Replacement(path=PurePosixPath("example.log"), old="", new=TEXT),
            ),
        ),
    ),
)
