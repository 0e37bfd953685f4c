"""The model can pay true cents."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.conventions import BOOL_AS_INT
from checker.rules.rule import Severity
from solutions.agent_desk.places import TOOLS

FLAWED = "            if not isinstance(values[name], kind):\n"

DEFECT = Defect(
    slug="true-is-a-cent",
    rule=BOOL_AS_INT,
    severity=Severity.MINOR,
    changes=(
        Edit(
            path=TOOLS,
            clean="            if type(values[name]) is not kind:  # isinstance would let true pass for 1\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=TOOLS, text='parameters={**claim, "cents": int},'),),
    explanation="isinstance(True, int) holds, because bool is a subclass of int: the arguments "
    '{"cents": true} pass the validation and one cent is paid. Compare the exact type.',
    checks=(HiddenTest(node_id="test_payments.py::test_an_amount_is_a_whole_number"),),
    rubric=Rubric(
        what=(
            "bool",
            "true",
            "boolean",
            "booleans",
            "isinstance",
        ),
        why=(
            "subclass of int",
            "is an int",
            "counts as int",
            "passes for int",
            "passes as int",
            "passes the validation",
            "accepted",
            "one cent",
            "1 cent",
            "int check",
            "as integer",
            "validates",
        ),
        fix=(
            "exact type",
            "type()",
            "type is",
            "exclude bool",
            "reject bool",
            "check for bool",
            "isinstance bool",
            "type(value)",
            "refuse bool",
        ),
        paraphrases=(
            (
                'bool is a subclass of int, so {"cents": true} is accepted and pays one cent; '
                "compare the exact type."
            ),
            "isinstance lets True pass for an int",
            "Reject bool explicitly, isinstance(True, int) is true.",
            "Shouldn't booleans be refused? true passes the validation as an integer.",
            (
                "The arguments are promised to be validated strictly, but a boolean counts as int "
                "here."
            ),
            "With isinstance the value true is accepted as integer, bool must be excluded.",
        ),
        forbidden=(
            "isinstance is slow",
            "type() is wrong",
            "use isinstance",
        ),
        near_misses=("The error names the argument, good.",),
    ),
    right_fixes=(
        Fix(
            name="bool is asked about",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old=FLAWED,
                    new="            if not isinstance(values[name], kind) or isinstance(values[name], bool):\n",
                ),
            ),
        ),
        Fix(
            name="the exact type by name",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old=FLAWED,
                    new="            if values[name].__class__ is not kind:\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="true but not false",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old=FLAWED,
                    new="            if not isinstance(values[name], kind) or values[name] is False:\n",
                ),
            ),
        ),
    ),
)
