"""The size of a batch goes on growing after it was sent: every later text goes alone."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.requests import REQUEST_PER_ITEM
from checker.rules.rule import Severity
from solutions.rag_index.places import EMBEDDING

FLAWED = "                batch = []\n"

DEFECT = Defect(
    slug="size-never-reset",
    rule=REQUEST_PER_ITEM,
    severity=Severity.MINOR,
    group="batching",
    changes=(Edit(path=EMBEDDING, clean="                batch, size = [], 0\n", flawed=FLAWED),),
    explanation="size is not reset to 0 when a batch is yielded: once embed_tokens is reached, "
    "every further text becomes a request of its own. Reset it together with the batch.",
    checks=(HiddenTest(node_id="test_embedding.py::test_requests_are_filled"),),
    right_fixes=(
        Fix(
            name="reset on a line of its own",
            replacements=(
                Replacement(path=EMBEDDING, old=FLAWED, new=FLAWED + "                size = 0\n"),
            ),
        ),
        Fix(
            name="counted anew each time",
            replacements=(
                Replacement(path=EMBEDDING, old="        size = 0\n", new=""),
                Replacement(
                    path=EMBEDDING,
                    old="            full = len(batch)",
                    new="            size = sum(len(each) // CHARS_A_TOKEN + 1 for each in batch)\n"
                    "            full = len(batch)",
                ),
                Replacement(path=EMBEDDING, old="            size += tokens\n", new=""),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="reset to what was just counted, of the old batch",
            replacements=(
                Replacement(
                    path=EMBEDDING,
                    old=FLAWED,
                    new="                batch, size = [], size - tokens\n",
                ),
            ),
        ),
    ),
)
