"""A document that could not be read is taken for one that is gone, and removed."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.failures import FAILURE_RETURNED_AS_RESULT
from checker.rules.rule import Severity
from solutions.rag_index.places import SYNC

FLAWED = "        gone = sorted(known.keys() - {each.id for each in documents})\n"

DEFECT = Defect(
    slug="unreadable-is-gone",
    rule=FAILURE_RETURNED_AS_RESULT,
    severity=Severity.BLOCKER,
    changes=(
        Edit(
            path=SYNC,
            clean="        gone = sorted(known.keys() - {each.id for each in documents} "
            "- failures.keys())\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=SYNC, text="            failures[document_id] = str(error)\n"),),
    explanation="A file that cannot be read is not among documents, so it counts as gone and its "
    "document is removed from the index, although it should stay as it was. Leave failures out of "
    "what is removed.",
    checks=(HiddenTest(node_id="test_sync.py::test_what_cannot_be_read_is_kept"),),
    right_fixes=(
        Fix(
            name="what was seen, readable or not",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new="        seen = {each.id for each in documents} | set(failures)\n"
                    "        gone = sorted(each for each in known if each not in seen)\n",
                ),
            ),
        ),
        Fix(
            name="a function says what is gone",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new="        gone = _gone(known, documents, failures)\n",
                ),
                Replacement(
                    path=SYNC,
                    old="def _read_all(",
                    new="def _gone(\n"
                    "    known: Mapping[str, str], documents: list[Document], "
                    "failures: Mapping[str, str]\n"
                    ") -> list[str]:\n"
                    "    there = {*failures, *(each.id for each in documents)}\n"
                    "    return sorted(set(known) - there)\n\n\n"
                    "def _read_all(",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="nothing is removed once something fails",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new=FLAWED + "        gone = [] if failures else gone\n",
                ),
            ),
        ),
        Fix(
            name="only what was not changed is kept",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new="        there = {each.id for each in documents} | "
                    "{each.id for each in changed}\n"
                    "        gone = sorted(known.keys() - there)\n",
                ),
            ),
        ),
    ),
)
