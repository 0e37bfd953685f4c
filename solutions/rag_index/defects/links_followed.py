"""Links lead the sync out of its folder."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.rule import Severity
from checker.rules.security import PATH_TRAVERSAL
from solutions.rag_index.places import SYNC

FLAWED = "        if path.suffix not in SUFFIXES:\n"

DEFECT = Defect(
    slug="links-followed",
    rule=PATH_TRAVERSAL,
    severity=Severity.BLOCKER,
    changes=(
        Edit(
            path=SYNC,
            clean="        if path.suffix not in SUFFIXES or not Path(os.path.realpath(path))"
            ".is_relative_to(root):\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=SYNC, text="    Links that lead out of the folder are not followed.\n"),),
    explanation="Nothing checks that a path stays below root: a symbolic link in the folder leads "
    "to any file that the process may read, and its text is indexed and sent to the API. Skip what "
    "does not resolve to a path below root.",
    checks=(HiddenTest(node_id="test_sync.py::test_links_do_not_lead_out_of_the_folder"),),
    right_fixes=(
        Fix(
            name="no links at all",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new="        if path.suffix not in SUFFIXES or path.is_symlink():\n",
                ),
            ),
        ),
        Fix(
            name="asked by a function",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new="        if path.suffix not in SUFFIXES or not _inside(path, root):\n",
                ),
                Replacement(
                    path=SYNC,
                    old="def _read_all(",
                    new="def _inside(path: Path, root: Path) -> bool:\n"
                    "    return root in path.resolve().parents\n\n\n"
                    "def _read_all(",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="not resolved",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new="        if path.suffix not in SUFFIXES or not path.is_relative_to(root):\n",
                ),
            ),
        ),
    ),
)
