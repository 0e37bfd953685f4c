"""Parse Python source into a syntax tree, in any number of threads."""

from __future__ import annotations

import ast
from threading import Lock

# CPython 3.11 keeps one count of how deep it is in a tree for all threads (gh-95185). A collection
# of garbage in the middle may let a second thread begin to parse: then both may end in
# "SystemError: AST constructor recursion depth mismatch".
_ONE_AT_A_TIME = Lock()


def parse(source: str | bytes) -> ast.Module:
    """Return the syntax tree of a module.

    Raises:
        SyntaxError: the source is not Python.
        ValueError: it holds null bytes.
        RecursionError: it is nested too deeply.
        MemoryError: likewise; the parser says so of deep nesting too.
    """
    with _ONE_AT_A_TIME:
        return ast.parse(source)  # noqa: TID251  # the one place
