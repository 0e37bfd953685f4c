"""An answer that was cut short is treated as complete."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    one_line,
    only,
    small,
)
from checker.rules import answers
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``if ...finish... != "stop": raise``."""
    for guard in source.each(cst.If):
        raised = small(only(guard.body))
        asked = "finish" in one_line(guard.test) and "!=" in one_line(guard.test)
        if asked and guard.orelse is None and isinstance(raised, cst.Raise):
            yield Mutation(
                swaps={guard: cst.RemoveFromParent()}, names={"condition": one_line(guard.test)}
            )


OPERATOR = Operator(
    name="finish-reason-ignored",
    rule=answers.IGNORED_FINISH_REASON,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} never looks at finish_reason: an answer that was cut short by max_tokens or an "
    "error passes for a whole one. Refuse it when `{condition}`.",
    paraphrases=(
        "finish_reason is not checked, so a truncated answer passes for a complete one.",
        "check finish_reason",
        'What if the model stops with "length"? The text is cut short and we take it as complete.',
        "{function} ignores the finish reason and accepts incomplete answers.",
        "The answer may be truncated because of max_tokens, but finish reason is ignored.",
        'Please raise when finish_reason is not "stop": the answer may be half.',
    ),
    cases=(
        Case(
            before="def text(choice):\n    if choice.finish_reason != 'stop':\n        raise AnswerError('early')\n    return choice.text\n",
            after="def text(choice):\n    return choice.text\n",
        ),
        Case(
            before="def text(choice):\n    if choice.finish_reason == 'stop':\n        return choice.text\n    return ''\n"
        ),
    ),
)
