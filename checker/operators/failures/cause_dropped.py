"""An error is raised without its cause."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import (
    Case,
    Mutation,
    Operator,
    ParsedModule,
    Swap,
    _SwapTransformer,
)
from checker.operators.syntax import (
    one_line,
    uses,
)
from checker.rules import handlers
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find ``raise Error(...) from error``."""
    for line in source.each(cst.Raise):
        if line.cause is None or one_line(line.cause.item) == "None":
            continue
        cause = one_line(line.cause.item)
        names = {"cause": cause, "error": one_line(line.exc) if line.exc else "it"}
        swaps: dict[cst.CSTNode, Swap] = {
            line: line.with_changes(cause=cst.From(item=cst.Name("None")))
        }
        handler = source.nearest(line, cst.ExceptHandler)
        if handler is not None and handler.name is not None and uses(handler.body, cause) == 1:
            body = handler.body.visit(_SwapTransformer(swaps))
            swaps = {handler: handler.with_changes(name=None, body=body)}
        yield Mutation(swaps=swaps, names=names)


OPERATOR = Operator(
    name="cause-dropped",
    rule=handlers.LOST_EXCEPTION_CAUSE,
    severity=Severity.MINOR,
    sites=sites,
    explanation="`from None` throws away what really went wrong: whoever reads the traceback of {function} "
    "does not see the cause. Raise it `from {cause}`.",
    paraphrases=(
        "`from None` hides the original exception, the cause is lost in the traceback; use `from {cause}`.",
        "from None loses the cause",
        "Why suppress the cause here? It makes debugging hard, chain it with `from {cause}`.",
        "The original error is hidden, so nobody sees what went wrong.",
        "With from None the root cause is lost for debugging.",
        "Please raise from {cause} so that the traceback shows the cause, not from None.",
    ),
    cases=(
        Case(
            before="def load():\n    try:\n        read()\n    except OSError as error:\n        raise LoadError('no') from error\n",
            after="def load():\n    try:\n        read()\n    except OSError:\n        raise LoadError('no') from None\n",
        ),
        Case(before="def load():\n    raise LoadError('no') from None\n"),
    ),
)
