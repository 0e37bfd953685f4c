"""Find the function or class around a line of Python."""

from __future__ import annotations

import ast
from functools import lru_cache

from checker.model.place import Lines
from checker.parsing import parse

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


@lru_cache(maxsize=64)
def scopes(source: str) -> tuple[tuple[str, Lines], ...]:
    """Return the qualified name and lines of every definition, outer ones first.

    A source that does not parse has none.
    """
    try:
        tree = parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    found: list[tuple[str, Lines]] = []
    stack: list[tuple[ast.AST, str]] = [(tree, "")]
    while stack:
        node, prefix = stack.pop(0)
        for child in ast.iter_child_nodes(node):
            if isinstance(child, Definition):
                name = f"{prefix}{child.name}"
                first = min([child.lineno, *(d.lineno for d in child.decorator_list)])
                found.append((name, Lines(first=first, last=child.end_lineno or first)))
                stack.append((child, f"{name}."))
            else:
                stack.append((child, prefix))
    return tuple(found)


def scope_at(source: str, line: int) -> str:
    """Return the qualified name of the innermost definition around a line, "" for none."""
    around = [
        (len(lines), name) for name, lines in scopes(source) if lines.first <= line <= lines.last
    ]
    return min(around)[1] if around else ""
