"""The names of a pack's hidden tests, read from their files without running anything."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

from checker.errors import PackError, did_you_mean
from checker.model.key import HiddenTest, Pack
from checker.parsing import parse


def defined(pack: Pack) -> frozenset[str]:
    """Return the hidden tests that the files of a pack define, such as ``test_a.py::test_b``.

    A test with parameters is one name, without them.

    Raises:
        PackError: a file is no Python; the message names it and its line.
    """
    folder = pack.key.tests
    return frozenset(
        f"{file.relative_to(folder).as_posix()}::{name}"
        for file in sorted(folder.rglob("test_*.py"))
        for name in _tests(_parsed(file, _label(pack)), "")
    )


def missing(pack: Pack, name: str, known: Iterable[str]) -> str:
    """Return the message about a hidden test that is not there: who names it, and what to do.

    ``known`` are the node ids that there are; their parameters are of no interest.
    """
    files = [
        f"defects/{each.slug.replace('-', '_')}.py"
        for each in pack.key.defects
        if HiddenTest(node_id=name) in each.checks
    ]
    where = ", ".join(files) or "operators.lock.json"
    plain = dict.fromkeys(each.partition("[")[0] for each in known if "::" in each)
    hint = did_you_mean(name.partition("[")[0], plain, most=2) or "; write it, or name another one"
    label = _label(pack)
    return f"solutions/{pack.pr.slug}/{where}: there is no hidden test {name} in {label}{hint}"


def _label(pack: Pack) -> str:
    return f"solutions/{pack.pr.slug}/{pack.key.tests.name}"


def _parsed(file: Path, label: str) -> ast.Module:
    try:
        return parse(file.read_bytes())
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or 1
        reason = getattr(error, "msg", "") or str(error)
        raise PackError(f"{label}/{file.name}:{line}: {reason}: mend this line") from error


def _tests(inside: ast.AST, prefix: str) -> Iterator[str]:
    """Yield the tests of a module or class, those in its conditions included."""
    for node in ast.iter_child_nodes(inside):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                if name.startswith("test"):
                    yield prefix + name
            case ast.ClassDef(name=name):
                if name.startswith("Test"):
                    yield from _tests(node, f"{prefix}{name}::")
            case ast.ImportFrom(names=names):
                lent = (each.asname or each.name for each in names)
                yield from (name for name in lent if name.startswith("test"))
            case ast.If() | ast.Try() | ast.With():
                yield from _tests(node, prefix)
