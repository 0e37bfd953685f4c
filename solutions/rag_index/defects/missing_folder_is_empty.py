"""A folder that is not there is taken for an empty one: the index is emptied."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.failures import FAILURE_AS_RESULT
from checker.rules.rule import Severity
from solutions.rag_index.places import CONTRIBUTING, SYNC

CHECK = """\
    if not root.is_dir():
        raise DocumentError(f"there is no folder {folder.name}")
"""
ROOT = "    root = folder.resolve()\n"

DEFECT = Defect(
    slug="missing-folder-is-empty",
    rule=FAILURE_AS_RESULT,
    severity=Severity.BLOCKER,
    changes=(Edit(path=SYNC, clean=ROOT + CHECK, flawed=ROOT),),
    sites=(Site(path=CONTRIBUTING, text="and never because something could not be read"),),
    explanation="When the folder does not exist, rglob finds nothing: sync takes it for an empty "
    "folder and removes every document from the index. Raise an error if it is no folder.",
    checks=(HiddenTest(node_id="test_sync.py::test_a_folder_that_is_not_there_empties_nothing"),),
    rubric=Rubric(
        what=(
            "folder does not exist",
            "folder doesn't exist",
            "missing folder",
            "folder is missing",
            "folder that is not there",
            "folder is not there",
            "no such folder",
            "wrong folder",
            "wrong path",
            "directory does not exist",
            "missing directory",
            "not mounted",
            "is_dir",
            "typo in the path",
        ),
        why=(
            "empties the index",
            "empty the index",
            "whole index",
            "entire index",
            "removes every",
            "removes all",
            "deletes all",
            "everything is removed",
            "everything is deleted",
            "wipes",
            "wiped",
            "taken for empty",
            "rglob finds nothing",
            "rglob yields nothing",
            "data loss",
        ),
        fix=(
            "raise",
            "is_dir",
            "check that the folder exists",
            "check if the folder exists",
            "refuse",
            "documenterror",
        ),
        paraphrases=(
            "a missing folder wipes the index",
            (
                "If the folder does not exist rglob yields nothing, and then every document counts as "
                "gone and is deleted."
            ),
            (
                "Please raise DocumentError unless root.is_dir(), a typo in the path must not empty "
                "the index."
            ),
            (
                "What happens when the share is not mounted and the folder is missing? I think the "
                "entire index is removed."
            ),
            (
                "There is no check that the folder exists before everything that is not in it is "
                "deleted."
            ),
            "With a wrong path the folder is not existing and all the index will be wiped.",
        ),
        forbidden=("links are followed", "outside of the folder"),
        near_misses=("folder could be a string as well.",),
    ),
    right_fixes=(
        Fix(
            name="resolved strictly",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=ROOT,
                    new="    try:\n"
                    "        root = folder.resolve(strict=True)\n"
                    "    except OSError as error:\n"
                    '        raise DocumentError("the folder cannot be found") from error\n',
                ),
            ),
        ),
        Fix(
            name="asked before the thread starts",
            replacements=(
                Replacement(
                    path=SYNC,
                    old="        documents, failures = await asyncio.to_thread("
                    "_read_all, folder)\n",
                    new="        if not await asyncio.to_thread(folder.is_dir):\n"
                    '            raise DocumentError("that is no folder")\n'
                    "        documents, failures = await asyncio.to_thread("
                    "_read_all, folder)\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="made when it is missing",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=ROOT,
                    new=ROOT + "    root.mkdir(parents=True, exist_ok=True)\n",
                ),
            ),
        ),
        Fix(
            name="nothing is returned, and so everything is gone",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=ROOT,
                    new=ROOT + "    if not root.is_dir():\n        return documents, failures\n",
                ),
            ),
        ),
    ),
)
