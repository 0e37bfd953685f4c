"""Questions about names that the naming defects of helpdesk ask of the syntax tree."""

from __future__ import annotations

import re

import libcst as cst
import libcst.matchers as m

# What follows the noun that a name is about: answers_of_others, answers_that_fit.
AFTER_THE_NOUN = {
    *("by", "for", "from", "in", "of", "on", "per", "to", "with", "about", "that", "which", "who")
}
TYPES = {"list", "tuple", "array", "sequence", "seq"}  # names do not say how a thing is typed


def words(name: str) -> set[str]:
    """Return the words of an identifier: ``past_answers`` is past and answers."""
    return set(re.findall(r"[a-z]+|[A-Z][a-z]*", name.replace("_", " ").lower()))


MANY = words(
    "similar past closest related nearest earlier context all found matching relevant known history"
    " best top retrieved background evidence prior previous alike selection selected few several"
    " some many others people data memory knowledge"
)


def means_many(name: str) -> bool:
    """Return whether a name says that there are several: a plural, or a word for a selection."""
    parts = re.findall(r"[a-z]+", name.lower())
    until = next((n for n, part in enumerate(parts) if part in AFTER_THE_NOUN and n), len(parts))
    if not parts or {*parts} & TYPES:
        return False
    head = parts[until - 1]
    return head in MANY or (head.endswith("s") and not head.endswith(("ss", "us", "is")))


def names_bound_to(module: cst.Module, attribute: str, *, divided: bool = False) -> list[str]:
    """Return the names that are assigned what ``x.attribute`` gives, called or in a calculation."""
    source = m.Attribute(attr=m.Name(attribute))
    calculated = m.BinaryOperation(left=source) | m.BinaryOperation(right=source)
    value: m.OneOf[m.BinaryOperation] | m.Call = calculated if divided else m.Call(func=source)
    found: list[str] = []
    for node in m.findall(module, m.Assign() | m.AnnAssign() | m.NamedExpr()):
        targets, given = _assignment(node)
        if given is not None and m.matches(given, value | m.Await(expression=value)):
            found.extend(name.value for name in targets if isinstance(name, cst.Name))
    return found


def _assignment(node: cst.CSTNode) -> tuple[list[cst.BaseExpression], cst.BaseExpression | None]:
    match node:
        case cst.Assign():
            return [each.target for each in node.targets], node.value
        case cst.AnnAssign() | cst.NamedExpr():
            return [node.target], node.value
        case _:
            return [], None


def functions_that_take(module: cst.Module, annotation: str) -> list[str]:
    """Return the names of functions with a parameter of this type."""
    parameter = m.Param(annotation=m.Annotation(annotation=m.Name(annotation)))
    taking = m.FunctionDef(params=m.Parameters(params=[m.ZeroOrMore(), parameter, m.ZeroOrMore()]))
    return [
        node.name.value for node in m.findall(module, taking) if isinstance(node, cst.FunctionDef)
    ]


def loop_names_over(module: cst.Module, attribute: str) -> list[str]:
    """Return the first name of every loop over something whose last part is ``attribute``."""
    found: list[str] = []
    for node in m.findall(module, m.For() | m.CompFor()):
        if not isinstance(node, cst.For | cst.CompFor) or not _ends_in(node.iter, attribute):
            continue
        target = node.target
        if isinstance(target, cst.Tuple) and target.elements:
            target = target.elements[0].value  # type: ignore[assignment]  # a key and a value
        if isinstance(target, cst.Name):
            found.append(target.value)
    return found


def _ends_in(iterated: cst.BaseExpression, attribute: str) -> bool:
    if isinstance(iterated, cst.Call) and isinstance(iterated.func, cst.Attribute):
        iterated = iterated.func.value
    return m.matches(iterated, m.Attribute(attr=m.Name(attribute)) | m.Name(attribute))
