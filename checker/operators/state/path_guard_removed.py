"""A path from outside may point anywhere."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
    only,
    small,
)
from checker.rules import security
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``if not path.is_relative_to(root): raise``."""
    for guard in source.each(cst.If):
        if ".is_relative_to(" in one_line(guard.test) and isinstance(
            small(only(guard.body)), cst.Raise
        ):
            yield Mutation(
                swaps={guard: cst.RemoveFromParent()}, names={"condition": one_line(guard.test)}
            )


OPERATOR = Operator(
    name="path-guard-removed",
    rule=security.PATH_TRAVERSAL,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="{function} opens whatever path it is given: `../` leads out of the folder, and anybody reads any "
    "file. Refuse it when `{condition}`.",
    paraphrases=(
        "Path traversal: {function} does not check is_relative_to, so ../ reads arbitrary files.",
        "path traversal, check is_relative_to",
        "What if the name holds '..'? It leads outside the folder and anybody reads any file.",
        "The path is not checked any more, an attacker can escape the folder.",
        "A path from user can go outside the folder, it is a security hole.",
        "Please refuse paths outside of the root: traversal with .. is possible.",
    ),
    cases=(
        Case(
            before="def load(root, name):\n    path = (root / name).resolve()\n    if not path.is_relative_to(root):\n        raise ValueError('no')\n    return path.read_text()\n",
            after="def load(root, name):\n    path = (root / name).resolve()\n    return path.read_text()\n",
        ),
        Case(
            before="def load(root, path):\n    if not path.exists():\n        raise ValueError('no')\n    return path.read_text()\n"
        ),
    ),
)
