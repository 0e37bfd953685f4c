"""A real page of the handbook, with people's data, is committed."""

from __future__ import annotations

from pathlib import PurePosixPath

from checker.model.key import AddFile, Defect, FileCheck, Fix, Replacement
from checker.rules.hygiene import PERSONAL_DATA_COMMITTED
from checker.rules.rule import Severity
from solutions.rag_index.places import SYNC_FOLDER

PAGE = PurePosixPath("tests/oncall_page.md")
PEOPLE = (b"+33 6 39 98 41 07", b"+49 151 5550 0413", b"marisol.quintana")
TEXT = """\
# On call (exported from the intranet, 2026-02-27)

| who | private phone | mail |
| --- | --- | --- |
| Marisol Quintana | +33 6 39 98 41 07 | marisol.quintana@example.com |
| Henrik Aasen | +49 151 5550 0413 | henrik.aasen@example.com |

Henrik is on sick leave until May: call Marisol first.
"""

DEFECT = Defect(
    slug="real-page-committed",
    rule=PERSONAL_DATA_COMMITTED,
    severity=Severity.BLOCKER,
    group="brings-a-file",
    changes=(AddFile(path=PAGE, text=TEXT),),
    explanation="A real page of the handbook is committed, with names, private phone numbers and "
    "somebody's sick leave: personal data that stays in the history. Remove it and rewrite the "
    "branch; test with made-up text.",
    checks=(
        FileCheck(
            anchor=SYNC_FOLDER,
            lacks=PEOPLE,
            asks="no file of the repository has the people of the real handbook",
        ),
    ),
    right_fixes=(
        Fix(name="deleted", replacements=(Replacement(path=PAGE, old=TEXT, new=""),)),
        Fix(
            name="a page about nobody",
            replacements=(
                Replacement(
                    path=PAGE,
                    old=TEXT,
                    new="# On call\n\nWhoever is on call this week is called first.\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="moved as it is",
            replacements=(
                Replacement(path=PAGE, old=TEXT, new=""),
                Replacement(path=PurePosixPath("tests/example_page.md"), old="", new=TEXT),
            ),
        ),
        Fix(
            name="only the names are taken out",
            replacements=(
                Replacement(
                    path=PAGE,
                    old=TEXT,
                    new=TEXT.replace("Marisol Quintana", "A.").replace("Henrik Aasen", "B."),
                ),
            ),
        ),
    ),
)
