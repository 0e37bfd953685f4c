"""A folder that is not there is taken for an empty one: the index is emptied."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.failures import FAILURE_RETURNED_AS_RESULT
from checker.rules.rule import Severity
from solutions.rag_index.places import CONTRIBUTING, SYNC

FLAWED = '    for path in sorted(root.rglob("*")):\n'
ROOT = "    root = folder.resolve()\n"

DEFECT = Defect(
    slug="missing-folder-is-empty",
    rule=FAILURE_RETURNED_AS_RESULT,
    severity=Severity.BLOCKER,
    changes=(
        Edit(path=SYNC, clean="    for path in sorted(sources.below(root)):\n", flawed=FLAWED),
    ),
    sites=(Site(path=CONTRIBUTING, text="and never because something could not be read"),),
    explanation="When the folder does not exist, rglob finds nothing: sync takes it for an empty "
    "folder and removes every document from the index. Raise an error if it is no folder, or use "
    "sources.below, which does.",
    checks=(HiddenTest(node_id="test_sync.py::test_a_folder_that_is_not_there_empties_nothing"),),
    right_fixes=(
        Fix(
            name="the walk that raises",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new="    for path in sorted(sources.below(root)):\n",
                ),
            ),
        ),
        Fix(
            name="resolved strictly, and asked what it is",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=ROOT,
                    new="    try:\n"
                    "        root = folder.resolve(strict=True)\n"
                    "    except OSError as error:\n"
                    '        raise DocumentError("the folder cannot be found") from error\n'
                    "    if not root.is_dir():\n"
                    '        raise DocumentError("that is no folder")\n',
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
