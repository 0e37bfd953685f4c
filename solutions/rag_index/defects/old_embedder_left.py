"""A copy of the old way to embed is left beside the new one."""

from __future__ import annotations

from pathlib import PurePosixPath

from checker.model.key import AddFile, Defect, FileCheck, Fix, Replacement
from checker.rules.hygiene import LEFTOVER_FILE
from checker.rules.rule import Severity
from solutions.rag_index.places import PACKAGE, SYNC_FOLDER

OLD = PACKAGE / "embedding_old.py"
TEXT = '''\
"""The old batches, in case the new ones do not work out."""

from __future__ import annotations

from collections.abc import Sequence


def batches_v1(texts: Sequence[str], most: int) -> list[Sequence[str]]:
    """Return the texts, some at a time."""
    return [texts[start : start + most] for start in range(0, len(texts), most)]
'''

DEFECT = Defect(
    slug="old-embedder-left",
    rule=LEFTOVER_FILE,
    severity=Severity.NIT,
    group="brings-a-file",
    changes=(AddFile(path=OLD, text=TEXT),),
    explanation="embedding_old.py is a leftover that nothing imports: git keeps the old code. "
    "Delete the file.",
    checks=(
        FileCheck(
            anchor=SYNC_FOLDER,
            absent=(OLD,),
            lacks=(b"batches_v1",),
            asks="no copy of the old batches is left",
        ),
    ),
    right_fixes=(
        Fix(name="deleted", replacements=(Replacement(path=OLD, old=TEXT, new=""),)),
        Fix(
            name="deleted, and ignored from now on",
            replacements=(
                Replacement(path=OLD, old=TEXT, new=""),
                Replacement(
                    path=PurePosixPath(".gitignore"),
                    old="*.sqlite3\n",
                    new="*.sqlite3\n*_old.py\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="moved as it is",
            replacements=(
                Replacement(path=OLD, old=TEXT, new=""),
                Replacement(path=PACKAGE / "batches.py", old="", new=TEXT),
            ),
        ),
    ),
)
