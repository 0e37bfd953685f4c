"""Code that was replaced stays as a comment."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    dotted,
    one_line,
    small,
)
from checker.rules import hygiene
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find assignments of calls in functions of some length."""
    for line in source.each(cst.SimpleStatementLine):
        made, function = small(line), source.function(line)
        if (
            not isinstance(made, cst.Assign)
            or not isinstance(made.value, cst.Call)
            or function is None
        ):
            continue
        text = one_line(line)
        if len(source.block(line)) >= 4 and len(text) < 70 and not line.leading_lines:
            old = f"# {one_line(made.targets[0].target)} = {dotted(made.value.func)}()"
            comment = cst.EmptyLine(comment=cst.Comment(old))
            yield Mutation(
                swaps={line: line.with_changes(leading_lines=[comment])},
                names={"code": old.lstrip("# ")},
            )


OPERATOR = Operator(
    name="commented-out-code",
    rule=hygiene.COMMENTED_OUT_CODE,
    severity=Severity.NIT,
    sites=sites,
    explanation="`{code}` is left as a comment: nobody knows whether it is to come back, and it is not kept up with "
    "the code around it. Delete it; git remembers.",
    paraphrases=(
        "Commented-out code: please delete it, git remembers.",
        "remove commented out code",
        "Is this old code still needed? If not, remove the comment.",
        "This leftover is just noise, git has the history: delete the commented code.",
        "Dead code in a comment, it should be removed.",
        "Please drop the commented-out line, it is confusing.",
    ),
    cases=(
        Case(
            before="def go(a):\n    b = read(a)\n    c = parse(b)\n    d = sort(c)\n    return d\n",
            after="def go(a):\n    # b = read()\n    b = read(a)\n    c = parse(b)\n    d = sort(c)\n    return d\n",
            others=(
                "def go(a):\n    b = read(a)\n    # c = parse()\n    c = parse(b)\n    d = sort(c)\n    return d\n",
                "def go(a):\n    b = read(a)\n    c = parse(b)\n    # d = sort()\n    d = sort(c)\n    return d\n",
            ),
        ),
        Case(before="def go(a):\n    b = read(a)\n    return b\n"),
    ),
    lint="ERA001",
)
