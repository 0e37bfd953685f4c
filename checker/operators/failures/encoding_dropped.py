"""The encoding of a text is the default of the machine."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    keyword,
    last_name,
    without,
)
from checker.rules import conventions
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``encoding=`` of files."""
    for call in source.each(cst.Call, m.Call(func=m.Attribute() | m.Name("open"))):
        kind = last_name(call.func)
        if kind in {"open", "read_text", "write_text"} and keyword(call, "encoding"):
            yield Mutation(swaps={call: without(call, "encoding")}, names={"call": kind})


OPERATOR = Operator(
    name="encoding-dropped",
    rule=conventions.UNSPECIFIED_ENCODING,
    severity=Severity.MINOR,
    sites=sites,
    explanation="{call} without an encoding uses the machine's: a file written on one machine is garbled or "
    'refused on another. Say encoding="utf-8".',
    paraphrases=(
        'No encoding given, so the platform\'s default is used; pass encoding="utf-8".',
        "missing encoding",
        "Which encoding is this? Without one it depends on the machine's locale.",
        "On Windows this breaks with non-ASCII text because the encoding is missing.",
        "The encoding is not specified, umlauts will be garbled on other machine.",
        'Please specify encoding="utf-8", the default encoding differs between platforms.',
    ),
    cases=(
        Case(
            before="def save(path, text):\n    path.write_text(text, encoding='utf-8')\n",
            after="def save(path, text):\n    path.write_text(text)\n",
        ),
        Case(before="def save(path, text):\n    path.write_bytes(text)\n"),
    ),
    lint="PLW1514",
)
