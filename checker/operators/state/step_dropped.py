"""A call that is made for its effect is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator

import libcst as cst
import libcst.matchers as m

from checker.operators.mistral.usage_not_counted import USAGE
from checker.operators.operator import Case, Mutation, Operator, ParsedModule
from checker.operators.state.cleanup_dropped import undone
from checker.operators.syntax import dotted, last_name, one_line, orphans, small
from checker.rules import conditions
from checker.rules.rule import Severity

HARMLESS = {"print", "debug", "info", "warning", "error", "exception", "log"}
SQL = re.compile(r"(?:INSERT(?: OR \w+)? INTO|UPDATE|DELETE FROM) \w+")
SET_UP = {"__init__", "add_argument", "add_parser", "executescript", "basicConfig"}


def sites(source: ParsedModule) -> Iterator[Mutation]:
    """Find calls whose result is not used, and entries of dictionaries, with others next to them."""
    for line in source.each(cst.SimpleStatementLine):
        function, one = source.function(line), small(line)
        step = _step(one)
        if source.tests or function is None or not step or len(_doing(source.block(line))) < 2:
            continue
        if _bare(source.block(line), line):
            continue
        before_tools = any("tool_calls" in one_line(each) for each in source.after(line)[:1])
        if function.name.value != "__init__" and not (before_tools or orphans(function, line)):
            yield Mutation(swaps={line: cst.RemoveFromParent()}, names={"step": step})


def _step(one: cst.BaseSmallStatement | None) -> str:
    """Return what a statement does, "" if it is not only there for its effect."""
    if isinstance(one, cst.Assign) and m.matches(one.targets[0].target, m.Subscript()):
        return one_line(one.targets[0].target)
    done = one.value if isinstance(one, cst.Expr) else None
    call = done.expression if isinstance(done, cst.Await) else done
    if not isinstance(call, cst.Call) or last_name(call.func) in HARMLESS | SET_UP or undone(one):
        return ""
    name = dotted(call.func)
    if name.rpartition(".")[2] in {"execute", "executemany"}:
        return " ".join(SQL.findall(one_line(call))[:1])
    return "" if any(word in name.lower() for word in USAGE) else name


def _bare(block: tuple[cst.BaseStatement, ...], line: cst.BaseStatement) -> bool:
    """Return whether nothing would stand between a name and its return: a linter says so."""
    at = block.index(line)
    if not 0 < at < len(block) - 1:
        return False
    before, after = small(block[at - 1]), small(block[at + 1])
    return (
        isinstance(before, cst.Assign)
        and isinstance(after, cst.Return)
        and after.value is not None
        and one_line(before.targets[0].target) == one_line(after.value)
    )


def _doing(block: tuple[cst.BaseStatement, ...]) -> list[cst.BaseStatement]:
    text = m.SimpleStatementLine(body=[m.Expr(value=m.SimpleString())])
    return [each for each in block if not m.matches(each, text)]


OPERATOR = Operator(
    name="step-dropped",
    rule=conditions.MISSING_CALL,
    severity=Severity.BLOCKER,
    sites=sites,
    explanation="{function} leaves out a step: `{step}` is never done here, and what comes after relies on it. "
    "Put {step} back.",
    paraphrases=(
        "{step} is missing in {function}: what comes after relies on it.",
        "missing step, call {step}",
        "Where is {step}? It is never called here, so later code works with something that is lost.",
        "{function} forgets {step}, and whatever depends on it never happens.",
        "A step is left out: nothing is recorded here and the next call knows nothing of it.",
        "Please add {step} again, without {step} the result is lost.",
    ),
    near_misses=("The name {step} could be clearer.", "{function} needs a docstring."),
    cases=(
        Case(
            before="async def put(self, row):\n    self.rows.append(row)\n    await self.tell(row)\n    return row\n",
            after="async def put(self, row):\n    await self.tell(row)\n    return row\n",
            others=("async def put(self, row):\n    self.rows.append(row)\n    return row\n",),
        ),
        Case(
            before="def keep(self, key, row):\n    row.seen = True\n    self.rows[key] = row\n",
            after="def keep(self, key, row):\n    row.seen = True\n",
        ),
        Case(before="def put(self, row):\n    'Keep a row.'\n    self.rows.append(row)\n"),
    ),
)
