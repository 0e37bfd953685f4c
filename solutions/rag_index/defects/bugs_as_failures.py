"""Whatever is raised counts as a document's failure, a broken database too."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.failures import EXCEPTION_TOO_BROAD
from checker.rules.rule import Severity
from solutions.rag_index.places import SYNC

FLAWED = "            if isinstance(result, Exception):\n"

DEFECT = Defect(
    slug="bugs-as-failures",
    rule=EXCEPTION_TOO_BROAD,
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
    rubric=Rubric(
        what=(
            "exception is too broad",
            "too broad",
            "too wide",
            "too general",
            "every exception",
            "any exception",
            "all exceptions",
            "isinstance(result, exception)",
            "isinstance result exception",
            "catches everything",
            "ragindexerror",
        ),
        why=(
            "bug",
            "bugs",
            "programming error",
            "full disk",
            "broken database",
            "database error",
            "sqlite error",
            "sqlite3.error",
            "hides",
            "hidden",
            "masks",
            "masked",
            "run goes on",
            "unexpected",
            "typeerror",
        ),
        fix=(
            "ragindexerror",
            "narrow",
            "only expected",
            "raise the rest",
            "re-raise",
            "reraise",
            "raise everything else",
        ),
        paraphrases=(
            "too broad, should be RagIndexError",
            (
                "isinstance(result, Exception) also takes bugs and database errors for failures of a "
                "document."
            ),
            (
                "The docstring says that a broken database ends the run, but any exception is put "
                "into failures here."
            ),
            "Shouldn't only RagIndexError count as a failure, and everything else be raised?",
            "A TypeError in our own code is masked as a bad document; please narrow this.",
            "It takes all the exceptions, also the bugs are hidden in failures.",
        ),
        forbidden=("cancellederror is swallowed", "failures are lost"),
        near_misses=("isinstance in a loop is slow.",),
    ),
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
