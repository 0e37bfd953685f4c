"""The log of a trial run is committed."""

from __future__ import annotations

from pathlib import PurePosixPath

from checker.model.key import AddFile, Defect, FileCheck, Fix, Replacement, Rubric
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
    rubric=Rubric(
        what=(
            (
                "log|file|output|draft_run.log & "
                "commit|committed|repo|repository|git|remove|delete|accident|accidentally|belong|gitignore|leftover|checked|forgotten|debug|artifact|artefact|not|mistake"
            ),
            (
                "leftover|left|stray|accidental|temporary|generated|junk "
                "file|log|output|run|artifact|over"
            ),
            "remove|delete log|file|this|draft_run.log|it",
            (
                "not belong|commit|committed|checked|in|needed "
                "repo|repository|git|here|version|pr|in"
            ),
            "log file",
            "commit|committed log|accident|accidentally|mistake|output",
            "run output|log",
            "program printed|print|output|wrote & machine|run|local|your",
            "add|added|commit by|in mistake|accident|accidentally|error",
            "this file here|needed|for",
            "artifact|artefact",
            "gitignore|git_ignore",
        ),
        why=(
            "accident|accidentally|mistake|unintended|unintentional",
            "not belong|in|part|needed|commit|version|source",
            "repo|repository|git|version_control|vcs",
            "local|own|your run|machine|output",
            "leftover|left_over|stray|junk|noise|artifact|artefact|generated|clutter|debug",
            "ticket numbers|ids|data",
            "output of|run",
            "log file",
            "commit|committed|checked",
        ),
        fix=(
            "remove|delete|drop",
            "gitignore|ignore|git_ignore",
            "git rm",
            "take out|it out",
            "left out",
        ),
        paraphrases=(
            "This log file was committed by accident, please delete it.",
            "leftover log file",
            "draft_run.log does not belong in the repository, add *.log to .gitignore.",
            "Shouldn't this log be left out of the repository?",
            "Output of a local run should not be checked in.",
            "The log must be removed of the repo.",
            "Somebody's run left this file behind, it should not be in git.",
            "Please add *.log to .gitignore and drop this one.",
        ),
        forbidden=(
            "log level",
            "log format",
            "rotate",
        ),
        near_misses=(
            "The log should also say which model was used.",
            "Log lines need a timestamp.",
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
