"""A key leaves out something that the value depends on."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    expression,
    one_line,
)
from checker.rules import state
from checker.rules.rule import Severity

WORDS = ("key", "fingerprint", "digest")


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``key = (a, b)``, once for each part but the first."""
    for line in source.each(cst.Assign):
        named = any(word in one_line(line.targets[0].target).lower() for word in WORDS)
        if named and isinstance(line.value, cst.Tuple) and len(line.value.elements) > 1:
            yield from _less(line.value)
    for answer in source.each(cst.Return):
        function = source.function(answer)
        named = function is not None and any(word in function.name.value.lower() for word in WORDS)
        if named and isinstance(answer.value, cst.Tuple) and len(answer.value.elements) > 1:
            yield from _less(answer.value)


def _less(key: cst.Tuple) -> Iterator[Mutation]:
    texts = [one_line(each.value) for each in key.elements]
    for position, lost in enumerate(texts):
        rest = [text for at, text in enumerate(texts) if at != position]
        swap = expression(f"({', '.join(rest)}{',' if len(rest) == 1 else ''})")
        yield Mutation(swaps={key: swap}, names={"lost": lost})


OPERATOR = Operator(
    name="key-incomplete",
    rule=state.INCOMPLETE_KEY,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="{lost} is not part of the key: two requests that differ in it share one entry, and the second "
    "gets the answer of the first. Put {lost} into the key.",
    paraphrases=(
        "The cache key does not include {lost}: requests that differ in it collide and get the wrong answer.",
        "{lost} missing from the key",
        "Shouldn't {lost} be in the key? Two different requests share one entry.",
        "The key is incomplete without {lost}, entries get mixed up.",
        "Two calls with different {lost} have the same key and the second gets the answer of other.",
        "Please add {lost} to the key: the key ignores it and entries collide.",
    ),
    cases=(
        Case(
            before="def ask(self, model, text):\n    key = (model, text)\n    return self.known[key]\n",
            after="def ask(self, model, text):\n    key = (text,)\n    return self.known[key]\n",
            others=(
                "def ask(self, model, text):\n    key = (model,)\n    return self.known[key]\n",
            ),
        ),
        Case(
            before="def ask(self, model, text):\n    pair = (model, text)\n    return self.known[pair]\n"
        ),
    ),
)
