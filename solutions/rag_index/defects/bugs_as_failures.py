"""Whatever is raised counts as a document's failure, a broken database too."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.handlers import EXCEPTION_CLASS_TOO_BROAD
from checker.rules.rule import Severity
from solutions.rag_index.places import SYNC

FLAWED = "            if isinstance(result, Exception):\n"

DEFECT = Defect(
    slug="bugs-as-failures",
    rule=EXCEPTION_CLASS_TOO_BROAD,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=SYNC,
            clean="            if isinstance(result, RagIndexError):\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=SYNC, text="index expects counts as a failure: a broken database ends"),),
    explanation="Every Exception counts as the failure of a document: a full disk or a bug in our "
    "code is reported as if the document were bad, and the run goes on. Only RagIndexError is "
    "expected.",
    checks=(HiddenTest(node_id="test_sync.py::test_a_broken_database_ends_the_run"),),
    right_fixes=(
        Fix(
            name="the unexpected first",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new="            if isinstance(result, BaseException) and not isinstance("
                    "result, RagIndexError):\n"
                    "                raise result\n"
                    "            if isinstance(result, RagIndexError):\n",
                ),
            ),
            imports=("from rag_index.errors import RagIndexError",),
        ),
        Fix(
            name="the classes that are meant",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new="            if isinstance(result, EXPECTED):\n",
                ),
                Replacement(
                    path=SYNC,
                    old='SUFFIXES = {".md", ".txt"}\n',
                    new='SUFFIXES = {".md", ".txt"}\nEXPECTED = (BusyError, EmbeddingError)\n',
                ),
            ),
            imports=("from rag_index.errors import EmbeddingError",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="bugs are raised, the database is not",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new="            if isinstance(result, RagIndexError | sqlite3.Error):\n",
                ),
            ),
            imports=("import sqlite3",),
        ),
    ),
)
