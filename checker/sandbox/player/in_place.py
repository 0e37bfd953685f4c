"""Change a module so that nothing but its behaviour tells the change; pure.

A candidate's test that looks at the text of a module, its lines, its bytecode or the names of its
functions would pass on the candidate's tree and fail on every mutant, and so pass for one that
catches the fault. All of these differ here in every run, with a mutant and without one.
"""

from __future__ import annotations

import ast

from checker.parsing import parse

NOTHING = "_seen = None"
# Functions that a mutant puts into a class or a module are named after the place where they are.
NAMED_AFTER_THEIR_PLACE = """


def _settle(holder: dict, prefix: str) -> None:
    for name, value in list(holder.items()):
        code = getattr(value, "__code__", None)
        if code is not None and getattr(value, "__module__", None) == __name__:
            value.__name__ = name
            value.__qualname__ = prefix + name
            value.__code__ = code.replace(co_name=name)
        elif not prefix and isinstance(value, type) and value.__module__ == __name__:
            _settle(vars(value), f"{value.__qualname__}.")


_settle({name: each for name, each in globals().items() if isinstance(each, type)}, "")
del _settle
"""


def edited(source: bytes) -> bytes:
    """Return a module that does the same, with another text and another bytecode.

    One that does not parse is returned as it is: the tests say what is wrong with it.
    """
    try:
        text = source.decode()
        lines = text.split("\n")
        for row in sorted(_first_rows(parse(source), lines), reverse=True):
            indent = lines[row][: len(lines[row]) - len(lines[row].lstrip(" \t"))]
            lines.insert(row, f"{indent}{NOTHING}")
        changed = "\n".join(lines).encode()
        parse(changed)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return source
    return changed


def continued(source: bytes, code: str) -> bytes:
    """Return a module with code after it, whose functions are named after their places."""
    after = f"\n\n{code}{NAMED_AFTER_THEIR_PLACE}"
    return source + after.encode()


def _first_rows(tree: ast.Module, lines: list[str]) -> set[int]:
    """Return the rows of the first statements of functions, where these begin their lines."""
    found: set[int] = set()
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        documented = ast.get_docstring(node, clean=False) is not None
        body = node.body[1:] if documented else node.body
        if not body:
            continue
        first = body[0]
        decorators = getattr(first, "decorator_list", [])
        row = min([first.lineno, *(each.lineno for each in decorators)]) - 1
        if row < len(lines) and not lines[row][: first.col_offset].strip(" \t@"):
            found.add(row)
    return found
