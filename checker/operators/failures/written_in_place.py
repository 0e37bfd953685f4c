"""A file is written in place, so that an error leaves half of it."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    dotted,
    expression,
    one_line,
    small,
)
from checker.rules import resources
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find a temporary path that replaces the real one at the end."""
    for function in source.each(cst.FunctionDef):
        body = list(function.body.body) if isinstance(function.body, cst.IndentedBlock) else []
        for line in body:
            made = small(line)
            if not isinstance(made, cst.Assign) or not m.matches(made.targets[0].target, m.Name()):
                continue
            partial = one_line(made.targets[0].target)
            ends = [s for s in body if _replaces(small(s), partial)]
            origin = (
                dotted(made.value).partition(".with_")[0]
                if isinstance(made.value, cst.Call)
                else ""
            )
            if ends and ".with_" in dotted(made.value) and origin:
                swap = cst.ensure_type(line, cst.SimpleStatementLine).with_changes(
                    body=[made.with_changes(value=expression(origin))]
                )
                yield Mutation(
                    swaps={line: swap, ends[0]: cst.RemoveFromParent()}, names={"path": origin}
                )


def _replaces(line: cst.BaseSmallStatement | None, partial: str) -> bool:
    text = one_line(line) if line is not None else ""
    return text.startswith((f"os.replace({partial},", f"{partial}.replace(", f"{partial}.rename("))


OPERATOR = Operator(
    name="written-in-place",
    rule=resources.NON_ATOMIC_WRITE,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} writes {path} in place: when it fails half way the old content is gone and the "
    "new one is half there. Write beside it and replace it at the end.",
    paraphrases=(
        "This writes {path} in place: a crash half way loses the old file. Write a temporary file and os.replace it.",
        "not atomic",
        "What if it fails in the middle? The old content is gone, the file is half written.",
        "The write is not atomic any more, readers can see a partial file.",
        "If it is interrupted, the old file is lost and the new one is corrupt.",
        "Please write to a temp file and rename, {path} is overwritten directly and may be left half written.",
    ),
    cases=(
        Case(
            before="def save(path, text):\n    part = path.with_suffix('.part')\n    part.write_text(text)\n    os.replace(part, path)\n",
            after="def save(path, text):\n    part = path\n    part.write_text(text)\n",
        ),
        Case(before="def save(path, text):\n    path.write_text(text)\n"),
    ),
)
