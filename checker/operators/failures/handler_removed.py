"""A failure that was handled is not caught any more."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule, Swap
from checker.operators.syntax import one_line, only, orphans, small, unwrapped
from checker.rules import handlers
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find handlers of a named failure; those that answer a model belong to another operator."""
    for block in source.each(cst.Try):
        for handler in block.handlers:
            answer = small(only(handler.body))
            told = isinstance(answer, cst.Return) and isinstance(answer.value, cst.FormattedString)
            function = source.function(handler)
            alone = function is not None and orphans(function, handler)
            if source.tests or handler.type is None or block.orelse or told or alone:
                continue
            rest = [each for each in block.handlers if each is not handler]
            kept = bool(rest or block.finalbody)
            swap: Swap = block.with_changes(handlers=rest) if kept else unwrapped(block)
            yield Mutation(swaps={block: swap}, names={"failure": one_line(handler.type)})


OPERATOR = Operator(
    name="handler-removed",
    rule=handlers.UNHANDLED_FAILURE,
    severity=Severity.MAJOR,
    sites=sites,
    explanation="{function} does not handle {failure} any more: it escapes as it is to callers who do not expect it. "
    "Catch it here.",
    paraphrases=(
        "{failure} is not caught here any more and escapes to callers who do not expect it.",
        "no handler, catch {failure}",
        "What happens on {failure}? Nothing catches it, so callers get a raw traceback.",
        "{function} promises its own error in the docstring, but {failure} propagates as it is.",
        "The handler is missing: the failure is never translated and the callers crash.",
        "Please catch {failure} again, it is not handled and ends everything.",
    ),
    near_misses=("Log the {failure} with more detail.", "The try block is too long."),
    cases=(
        Case(
            before="def ask(q):\n    try:\n        return send(q)\n    except OSError as error:\n        raise AskError('down') from error\n",
            after="def ask(q):\n    return send(q)\n",
        ),
        Case(
            before="def ask(q):\n    try:\n        return send(q)\n    except KeyError:\n        return 1\n    except OSError:\n        return 2\n",
            after="def ask(q):\n    try:\n        return send(q)\n    except OSError:\n        return 2\n",
            others=(
                "def ask(q):\n    try:\n        return send(q)\n    except KeyError:\n        return 1\n",
            ),
        ),
        Case(
            before="def ask(q):\n    try:\n        return send(q)\n    finally:\n        close(q)\n"
        ),
    ),
)
