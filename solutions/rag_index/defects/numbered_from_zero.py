"""The model is shown passages from [0] on, and its numbers are read as if they began with 1."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.prompts import NUMBERING_MISMATCH
from checker.rules.rule import Severity
from solutions.rag_index.places import ANSWERING

CLEAN = """\
            f"[{number}] {_plain(hit.chunk.text)}" for number, hit in enumerate(passages, start=1)
"""
FLAWED = CLEAN.replace(", start=1", "")

DEFECT = Defect(
    slug="numbered-from-zero",
    rule=NUMBERING_MISMATCH,
    severity=Severity.BLOCKER,
    changes=(Edit(path=ANSWERING, clean=CLEAN, flawed=FLAWED),),
    sites=(Site(path=ANSWERING, text="passages[number - 1].chunk"),),
    explanation="The passages are numbered from 0 in the prompt, but _citations takes the numbers "
    "as counted from 1: every citation points to the passage before the one that was meant. "
    "Enumerate from start=1.",
    checks=(
        HiddenTest(node_id="test_answers.py::test_a_number_stands_for_the_passage_that_has_it"),
    ),
    right_fixes=(
        Fix(
            name="one more in the text",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=FLAWED,
                    new=FLAWED.replace("[{number}]", "[{number + 1}]"),
                ),
            ),
        ),
        Fix(
            name="zipped with its numbers",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=FLAWED,
                    new='            f"[{number}] {_plain(hit.chunk.text)}"\n'
                    "            for number, hit in zip(range(1, len(passages) + 1), passages, "
                    "strict=True)\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="from two",
            replacements=(
                Replacement(path=ANSWERING, old=FLAWED, new=CLEAN.replace("start=1", "start=2")),
            ),
        ),
        Fix(
            name="in the other order",
            replacements=(
                Replacement(
                    path=ANSWERING,
                    old=FLAWED,
                    new=FLAWED.replace("enumerate(passages)", "enumerate(passages[::-1], 1)"),
                ),
            ),
        ),
    ),
)
