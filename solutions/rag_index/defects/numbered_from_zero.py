"""The model is shown passages from [0] on, and its numbers are read as if they began with 1."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.mistral import NUMBERING_MISMATCH
from checker.rules.rule import Severity
from solutions.rag_index.places import ANSWERING

CLEAN = """\
            f"[{number}] {hit.chunk.text}" for number, hit in enumerate(passages, start=1)
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
    rubric=Rubric(
        what=(
            "off by one",
            "off-by-one",
            "numbered from 0",
            "numbered from zero",
            "numbering starts at 0",
            "starts at 0",
            "start at 0",
            "starts with 0",
            "counts from 0",
            "from zero",
            "zero-based",
            "0-based",
            "start=1",
            "enumerate",
        ),
        why=(
            "wrong passage",
            "wrong citation",
            "wrong document",
            "previous passage",
            "passage before",
            "neighbour",
            "neighbor",
            "shifted",
            "number - 1",
            "1-based",
            "counted from 1",
            "_citations expects",
            "_citations subtracts",
            "every citation",
            "off by one",
        ),
        fix=("start=1", "start at 1", "start with 1", "from 1", "begin with 1"),
        paraphrases=(
            "off by one: enumerate needs start=1",
            (
                "The prompt numbers passages from 0 while _citations subtracts 1, so every citation "
                "points to the previous passage."
            ),
            "Please pass start=1, the description says the model sees [1], [2], ...",
            "Shouldn't enumerate start at 1 here? _citations looks up number - 1.",
            "Citations are shifted by one: what the model calls [1] is the second passage.",
            (
                "The enumeration begin with zero but the citation count from 1, wrong document is "
                "cited."
            ),
        ),
        forbidden=("numbers that do not exist", "invented numbers"),
        near_misses=("Letters instead of numbers would be nicer.",),
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
                    new='            f"[{number}] {hit.chunk.text}"\n'
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
