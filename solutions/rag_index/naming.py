"""Questions about names that the naming defects of rag_index ask of the syntax tree."""

from __future__ import annotations

import builtins
import re

import libcst as cst
import libcst.matchers as m

BUILTINS = {name for name in dir(builtins) if name.islower() and not name.startswith("_")}


def words(name: str) -> set[str]:
    """Return the words of an identifier: ``tokens_left`` is tokens and left."""
    return set(re.findall(r"[a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower()))


# What follows the noun that a name is about: hits_from_cache, hits_that_fit.
AFTER_THE_NOUN = words("by for from in of on per to with about that which who")
TYPES = words("list tuple array sequence seq")  # they say how a thing is typed, not what it is
MANY = words(
    "chosen kept taken found shown fit fits best top closest nearest relevant similar all few"
    " several some others rest selection choice context evidence"
)
ADJECTIVE = ("able", "ible", "ing", "ed")  # usable, fitting, selected
SELECTED = words("within below under")  # within_room


def means_many(name: str) -> bool:
    """Return whether a name says that there are several: a plural, or a word for a selection."""
    parts = re.findall(r"[a-z]+", name.lower())
    if not parts or {*parts} & TYPES:
        return False
    if len(parts) > 1 and parts[0] in SELECTED:
        return True
    until = next((n for n, part in enumerate(parts) if part in AFTER_THE_NOUN and n), len(parts))
    head = parts[until - 1]
    plural = head.endswith("s") and not head.endswith(("ss", "us", "is"))
    return plural or head in MANY or head.endswith(ADJECTIVE)


def assigned(tree: cst.CSTNode, value: m.BaseMatcherNode) -> list[str]:
    """Return the plain names below a node that are assigned something that fits."""
    names: list[str] = []
    for node in m.findall(tree, m.Assign() | m.AnnAssign()):
        match node:
            case cst.Assign():
                targets, given = [each.target for each in node.targets], node.value
            case cst.AnnAssign(value=cst.BaseExpression() as given):
                targets = [node.target]
            case _:
                continue
        if m.matches(given, value):
            names += [target.value for target in targets if isinstance(target, cst.Name)]
    return names


def annotated_as_lists(tree: cst.CSTNode, element: str) -> list[str]:
    """Return the names below a node that are declared as ``list[element]``."""
    wanted = m.Subscript(
        value=m.Name("list"),
        slice=[m.SubscriptElement(slice=m.Index(value=m.Name(element)))],
    )
    found = m.findall(tree, m.AnnAssign(annotation=m.Annotation(annotation=wanted)))
    return [
        node.target.value
        for node in found
        if isinstance(node, cst.AnnAssign) and isinstance(node.target, cst.Name)
    ]


def returned_as_lists(tree: cst.CSTNode, element: str) -> list[str]:
    """Return the names that functions below a node return as several of ``element``."""
    several = m.Annotation(
        annotation=m.Subscript(
            slice=[m.SubscriptElement(slice=m.Index(value=m.Name(element))), m.ZeroOrMore()]
        )
    )
    returned = [
        node.value
        for function in m.findall(tree, m.FunctionDef(returns=several))
        for node in m.findall(function, m.Return())
        if isinstance(node, cst.Return)
    ]
    return [value.value for value in returned if isinstance(value, cst.Name)]


def bound_by_loops(tree: cst.CSTNode) -> list[list[str]]:
    """Return the names that each loop and each comprehension below a node binds."""
    return [
        [name.value for name in m.findall(node.target, m.Name()) if isinstance(name, cst.Name)]
        for node in m.findall(tree, m.For() | m.CompFor())
        if isinstance(node, cst.For | cst.CompFor)
    ]
