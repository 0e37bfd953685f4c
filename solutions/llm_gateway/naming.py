"""Questions about names that the naming defects of llm_gateway ask of the syntax tree."""

from __future__ import annotations

import re

import libcst as cst
import libcst.matchers as m
from libcst.metadata import MetadataWrapper, ScopeProvider


def words(name: str) -> set[str]:
    """Return the words of an identifier: ``pause_ms`` is pause and ms."""
    return set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()))


def names_of_quotients(module: cst.Module, divisor: str) -> list[str]:
    """Return the names that are assigned something divided by ``divisor``."""
    value = m.BinaryOperation(operator=m.Divide(), right=m.Name(divisor))
    return names_given(module, value)


def names_given(module: cst.Module, value: m.BaseMatcherNode) -> list[str]:
    """Return the names that are assigned a value that looks like this."""
    return [name for name, given in assigned(module) if m.matches(given, value)]


def assigned(module: cst.Module) -> list[tuple[str, cst.BaseExpression]]:
    """Return the names that are assigned something, each with that."""
    found: list[tuple[str, cst.BaseExpression]] = []
    targets: list[cst.BaseExpression]
    for node in m.findall(module, m.Assign() | m.AnnAssign() | m.NamedExpr()):
        match node:
            case cst.Assign():
                targets, given = [each.target for each in node.targets], node.value
            case cst.AnnAssign(value=cst.BaseExpression() as given) | cst.NamedExpr(value=given):
                targets = [node.target]
            case _:
                continue
        found.extend((name.value, given) for name in targets if isinstance(name, cst.Name))
    return found


def names_nobody_gave(module: cst.Module) -> set[str]:
    """Return the names that are read and never given: a rename has forgotten them."""
    scopes = {each for each in MetadataWrapper(module).resolve(ScopeProvider).values() if each}
    read = {access for scope in scopes for access in scope.accesses if not access.referents}
    names = {access.node.value for access in read if isinstance(access.node, cst.Name)}
    return {name for name in names if not name.startswith("__")}


def functions_holding(module: cst.Module, inside: m.BaseMatcherNode) -> list[cst.FunctionDef]:
    """Return the functions in whose body something like this stands."""
    return [
        node
        for node in m.findall(module, m.FunctionDef())
        if isinstance(node, cst.FunctionDef) and m.findall(node.body, inside)
    ]
