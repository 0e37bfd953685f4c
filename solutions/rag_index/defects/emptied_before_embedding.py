"""A document's passages are deleted before there are vectors for the new ones."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.resources import DELETED_BEFORE_REPLACED
from checker.rules.rule import Severity
from solutions.rag_index.places import CONTRIBUTING, SYNC

REMOVED = "            await self._index.store.remove([document.id])\n"
SPLIT = "            chunks = split(document, self._index.settings.chunk_chars)\n"
VECTORS = "            vectors = await self._vectors(chunks)\n"

DEFECT = Defect(
    slug="emptied-before-embedding",
    rule=DELETED_BEFORE_REPLACED,
    severity=Severity.BLOCKER,
    group="updating",
    changes=(Edit(path=SYNC, clean=SPLIT, flawed=REMOVED + SPLIT),),
    sites=(Site(path=CONTRIBUTING, text="Nothing is taken out of it before what replaces it is"),),
    explanation="The document is removed before its new passages have vectors: when the API fails, "
    "or until it answers, nothing of the document is in the index. replace swaps them in one "
    "transaction, so drop the remove.",
    checks=(HiddenTest(node_id="test_update.py::test_a_failed_update_keeps_what_was_there"),),
    right_fixes=(
        Fix(
            name="passages as a list, and no removal",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=REMOVED + SPLIT,
                    new="            chunks = [*split(document, self._index.settings.chunk_chars)]\n",
                ),
            ),
        ),
        Fix(
            name="nothing but replace",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=REMOVED + SPLIT + VECTORS,
                    new="            longest = self._index.settings.chunk_chars\n"
                    "            chunks = split(document, longest)\n" + VECTORS,
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="removed once the vectors are there",
            replacements=(
                Replacement(path=SYNC, old=REMOVED, new=""),
                Replacement(path=SYNC, old=VECTORS, new=VECTORS + REMOVED),
            ),
        ),
        Fix(
            name="after the cut, still before the vectors",
            replacements=(
                Replacement(path=SYNC, old=REMOVED, new=""),
                Replacement(path=SYNC, old=SPLIT, new=SPLIT + REMOVED),
            ),
        ),
    ),
)
