"""The blocks of a module: in which of them two versions differ, and which are entered.

A block is the body of a function or a branch of a compound statement. Code in a block that is not
entered does not run, so only a test that enters the block can notice a change in it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from checker.parsing import parse

# The file is opened for each block: keeping it open would cost a descriptor per module and test.
RECORDER = """\
def _messypr_enters(block, seen=set(), os=__import__("os")):
    if block not in seen:
        seen.add(block)
        record = os.open({record!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(record, block.encode() + b"\\n")
        os.close(record)
"""

Statements: TypeAlias = Sequence[ast.stmt]


def with_recorder(source: str, module: str, record: Path) -> str:
    """Return a module that appends ``module`` and a block's name to a file on entering it.

    Each block is recorded only the first time.
    """
    tree = parse(source)
    parents = [node for node in ast.walk(tree) if _is_block(node)]
    blocks = [body for parent in parents for body in _bodies(parent) if body]
    names = [name(block) for block in blocks]
    for block, its_name in zip(blocks, names, strict=True):
        at = _documented(block)
        block[at:at] = parse(f"_messypr_enters({f'{module}:{its_name}'!r})").body
    at = _documented(tree.body)
    while at < len(tree.body) and _is_future(tree.body[at]):
        at += 1
    tree.body[at:at] = parse(RECORDER.format(record=str(record))).body
    return ast.unparse(ast.fix_missing_locations(tree)) + "\n"


def changed(old: str, new: str) -> frozenset[str] | None:
    """Return the names of the innermost blocks in which two versions of a module differ.

    None means that code differs which runs at import or is read without being run, such as a
    signature or a docstring. Imports that one of the two does not need are no difference.
    """
    before, after = parse(old), parse(new)
    if _rebound(before.body, after.body):
        return None
    found = set(_changed(_without_imports(before.body), _without_imports(after.body), None))
    named = frozenset(block for block in found if block is not None)
    return named if len(named) == len(found) else None


def name(block: Statements) -> str:
    """Return the name of a block in its module: the line and column where it begins."""
    return f"{block[0].lineno}:{block[0].col_offset}"


def _changed(old: Statements, new: Statements, here: str | None) -> Iterator[str | None]:
    """Return the blocks in which two lists of statements differ; ``here`` is their own block."""
    if len(old) != len(new):
        yield here
        return
    for before, after in zip(old, new, strict=True):
        if ast.dump(before) != ast.dump(after):
            yield from _changed_node(before, after, here)


def _changed_node(old: ast.AST, new: ast.AST, here: str | None) -> Iterator[str | None]:
    before, after = list(_bodies(old)), list(_bodies(new))
    handlers, others = _handlers(old), _handlers(new)
    if (
        _header(old) != _header(new)
        or [bool(body) for body in before] != [bool(body) for body in after]
        or len(handlers) != len(others)
    ):
        yield here
        return
    for one, other in zip(before, after, strict=True):
        yield from _changed(one, other, name(one) if one and _is_block(old) else here)
    for handler, its_other in zip(handlers, others, strict=True):
        yield from _changed_node(handler, its_other, here)


def _bodies(node: ast.AST) -> Iterator[list[ast.stmt]]:
    """Return the lists of statements of a node."""
    for field in ("body", "orelse", "finalbody"):
        body = getattr(node, field, None)
        if isinstance(body, list):
            yield body


def _handlers(node: ast.AST) -> list[ast.AST]:
    """Return the branches of a node that are nodes themselves."""
    return [*getattr(node, "handlers", ()), *getattr(node, "cases", ())]


def _is_block(node: ast.AST) -> bool:
    """Return whether the statements of a node may not run; those of a module or class do."""
    return not isinstance(node, ast.Module | ast.ClassDef)


def _header(node: ast.AST) -> tuple[object, ...]:
    """Return everything of a node except its statements, in a comparable form."""
    documented = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    docstring = ast.get_docstring(node, clean=False) if isinstance(node, documented) else None
    inner = {"orelse", "finalbody", "handlers", "cases"}
    fields = [
        (field, [*map(_dumped, value)] if isinstance(value, list) else _dumped(value))
        for field, value in ast.iter_fields(node)
        if field not in inner and not (field == "body" and isinstance(value, list))
    ]
    return type(node), docstring, fields


def _dumped(value: object) -> object:
    return ast.dump(value) if isinstance(value, ast.AST) else value


def _documented(body: Statements) -> int:
    """Return how many statements of a body are its docstring."""
    first = body[0] if body else None
    return int(isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant))


def _is_future(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__"


def _without_imports(body: Statements) -> list[ast.stmt]:
    return [each for each in body if not isinstance(each, ast.Import | ast.ImportFrom)]


def _rebound(old: Statements, new: Statements) -> bool:
    """Return whether an import changes the meaning of a name."""
    before, after = _bound(old), _bound(new)
    return any(before[each] != after[each] for each in before.keys() & after.keys())


def _bound(body: Statements) -> dict[str, tuple[object, ...]]:
    """Return what the imports of a body bind, by name."""
    return {
        alias.asname or alias.name: (
            getattr(statement, "module", None),
            getattr(statement, "level", 0),
            alias.name,
        )
        for statement in body
        if isinstance(statement, ast.Import | ast.ImportFrom)
        for alias in statement.names
    }
