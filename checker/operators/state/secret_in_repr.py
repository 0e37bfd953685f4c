"""A secret is shown wherever its object is printed."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    called,
    keyword,
    one_line,
    without,
)
from checker.rules import security
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``field(repr=False)``."""
    for line in source.each(cst.AnnAssign):
        made = line.value
        if isinstance(made, cst.Call) and called(made, "field", "dataclasses.field"):
            hidden = keyword(made, "repr")
            if hidden is not None and one_line(hidden.value) == "False":
                swap = line.with_changes(value=without(made, "repr"))
                if len(made.args) == 1:
                    swap = line.with_changes(value=None, equal=cst.MaybeSentinel.DEFAULT)
                yield Mutation(swaps={line: swap}, names={"secret": one_line(line.target)})


OPERATOR = Operator(
    name="secret-in-repr",
    rule=security.SECRET_IN_REPR,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="{secret} is part of the repr: it stands in every log line and traceback that shows the object. "
    "Keep it out with field(repr=False).",
    paraphrases=(
        "{secret} is in the repr now and will leak into logs; use field(repr=False).",
        "repr leaks {secret}",
        "Shouldn't {secret} be hidden from the repr? It shows up in every traceback.",
        "The repr exposes {secret}, whoever logs the object prints the secret.",
        "The secret is visible when the object is printed, its repr is not hidden.",
        "Please exclude {secret} from repr, it would be logged.",
    ),
    cases=(
        Case(
            before="@dataclass\nclass S:\n    api_key: str = field(repr=False)\n    name: str\n",
            after="@dataclass\nclass S:\n    api_key: str\n    name: str\n",
        ),
        Case(before="@dataclass\nclass S:\n    names: list = field(default_factory=list)\n"),
    ),
)
