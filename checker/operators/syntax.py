"""Small questions and answers about syntax that operators share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import libcst as cst
import libcst.matchers as m
from libcst.helpers import get_full_name_for_node

Node = TypeVar("Node", bound=cst.CSTNode)
_EMPTY = cst.Module([])


def code(node: cst.CSTNode) -> str:
    """Return the text of a node."""
    return _EMPTY.code_for_node(node).strip()


def one_line(node: cst.CSTNode) -> str:
    """Return the text of a node on one line."""
    return " ".join(code(node).split())


def dotted(node: cst.CSTNode) -> str:
    """Return ``a.b.c`` of a name or an attribute, or of what is called; "" for anything else."""
    return get_full_name_for_node(node) or ""


def last_name(node: cst.CSTNode) -> str:
    """Return the last name of ``a.b.c``."""
    return dotted(node).rpartition(".")[2]


def called(node: cst.CSTNode, *names: str) -> bool:
    """Return whether a node calls one of some functions."""
    return isinstance(node, cst.Call) and dotted(node.func) in names


def expression(text: str) -> cst.BaseExpression:
    """Return an expression."""
    return cst.parse_expression(text)


def statement(text: str) -> cst.BaseStatement | cst.SimpleStatementLine:
    """Return a statement."""
    return cst.parse_statement(text)


def only(block: cst.BaseSuite) -> cst.BaseStatement | None:
    """Return the statement of a block that has just one."""
    body = block.body if isinstance(block, cst.IndentedBlock) else ()
    return body[0] if len(body) == 1 else None


def small(node: cst.CSTNode | None) -> cst.BaseSmallStatement | None:
    """Return the one small statement of a line."""
    if isinstance(node, cst.SimpleStatementLine) and len(node.body) == 1:
        return node.body[0]
    return None


def keyword(call: cst.Call, name: str) -> cst.Arg | None:
    """Return an argument that is passed by name."""
    return next((a for a in call.args if a.keyword and a.keyword.value == name), None)


def arguments(args: Iterable[cst.Arg]) -> list[cst.Arg]:
    """Return arguments without a comma after the last of them."""
    listed = list(args)
    if listed:
        listed[-1] = listed[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
    return listed


def without(call: cst.Call, name: str) -> cst.Call:
    """Return a call without one of its keywords."""
    kept = [a for a in call.args if not (a.keyword and a.keyword.value == name)]
    return call.with_changes(args=arguments(kept))


def positional(call: cst.Call) -> bool:
    """Return whether all arguments are passed by position, none with a star."""
    return not any(each.keyword or each.star for each in call.args)


def unwrapped(block: cst.With | cst.Try) -> cst.FlattenSentinel[cst.BaseStatement]:
    """Return the statements of a ``with`` or ``try`` in its place."""
    body = list(block.body.body) if isinstance(block.body, cst.IndentedBlock) else []
    first = body[0].with_changes(leading_lines=block.leading_lines) if body else None
    statements: Sequence[cst.BaseStatement] = [first, *body[1:]] if first is not None else []
    return cst.FlattenSentinel(statements)


def uses(node: cst.CSTNode, name: str) -> int:
    """Return how often a name is mentioned."""
    return len(m.findall(node, m.Name(name)))


def awaits(node: cst.CSTNode) -> bool:
    """Return whether a node contains an ``await``."""
    waiting = (
        m.Await() | m.With(asynchronous=m.Asynchronous()) | m.For(asynchronous=m.Asynchronous())
    )
    return bool(m.findall(node, waiting))


def orphans(function: cst.FunctionDef, part: cst.CSTNode) -> bool:
    """Return whether a function binds a name that only one part of it uses."""
    names = _bound(function) - _bound(part)
    everywhere, here = _variables(function), _variables(part)
    return any(everywhere.count(name) - here.count(name) <= 1 for name in names & set(here))


def _bound(node: cst.CSTNode) -> set[str]:
    """Return the names that are assigned to, or bound by ``as``."""
    targets = [
        *(each.target for each in _each(node, cst.AssignTarget)),
        *(each.name for each in _each(node, cst.AsName)),
    ]
    return {each.value for each in targets if isinstance(each, cst.Name)}


def _variables(node: cst.CSTNode) -> list[str]:
    """Return the names in a node that are no attributes and no keywords."""
    others = {id(each.attr) for each in _each(node, cst.Attribute)}
    others |= {id(each.keyword) for each in _each(node, cst.Arg)}
    return [each.value for each in _each(node, cst.Name) if id(each) not in others]


def _each(node: cst.CSTNode, kind: type[Node]) -> Iterator[Node]:
    """Yield the nodes of a kind in another, itself included."""
    if isinstance(node, kind):
        yield node
    for child in node.children:
        yield from _each(child, kind)
