"""A handler catches every error as if it were the one that it expects."""

from __future__ import annotations

from collections.abc import Iterator

import libcst as cst

from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.syntax import (
    dotted,
)
from checker.rules import handlers
from checker.rules.rule import Severity


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find handlers of one special error that do not raise."""
    for handler in source.each(cst.ExceptHandler):
        kind = dotted(handler.type) if handler.type is not None else ""
        last = (
            len(cst.ensure_type(next(source.above(handler)), cst.Try).handlers) == 1
            if kind and isinstance(next(source.above(handler)), cst.Try)
            else False
        )
        if last and kind not in {"Exception", "BaseException", "asyncio.CancelledError"}:
            yield Mutation(
                swaps={handler.type or handler: cst.Name("Exception")}, names={"expected": kind}
            )


OPERATOR = Operator(
    name="handler-widened",
    rule=handlers.EXCEPTION_CLASS_TOO_BROAD,
    severity=Severity.MINOR,
    sites=sites,
    explanation="{function} catches every Exception where it can only deal with {expected}: bugs of our own "
    "are taken for that failure and hidden. Catch {expected} alone.",
    paraphrases=(
        "except Exception is too broad and hides bugs; catch {expected}.",
        "too broad, catch {expected}",
        "Why catch everything? Only {expected} is expected here, other bugs are masked.",
        "{function} swallows every exception, also programming errors.",
        "The broad except hides errors which are not {expected}.",
        "Please narrow this to {expected}: catching Exception masks bugs.",
    ),
    cases=(
        Case(
            before="def load():\n    try:\n        return read()\n    except KeyError:\n        return None\n",
            after="def load():\n    try:\n        return read()\n    except Exception:\n        return None\n",
        ),
        Case(
            before="def load():\n    try:\n        return read()\n    except Exception:\n        return None\n"
        ),
    ),
)
