"""Ask libcst about the syntax trees, in a child that may crash: 4 KB of parentheses are enough."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import libcst as cst

from checker.checks.evidence import LARGEST_SOURCE, Evidence, missing
from checker.model.key import Check, Defect, Modules, Pack, StructureCheck
from checker.model.pack import Tree
from checker.sandbox import process

SECONDS = 60.0
CHILD = "from checker.checks.structure import child; child()"


def ask(checks: Iterable[StructureCheck], tree: Tree, pack: Pack) -> dict[Check, Evidence]:
    """Return for each check whether its question holds."""
    evidence: dict[Check, Evidence] = {}
    asked: list[StructureCheck] = []
    unreadable = _unreadable(tree)
    for check in checks:
        if gone := missing(tree, check.anchor) or unreadable:
            evidence[check] = Evidence(holds=False, words=gone)
        else:
            asked.append(check)
    if asked:
        evidence.update(_in_child(asked, tree, pack))
    return evidence


def holds(check: StructureCheck, modules: Modules) -> bool:
    """Return whether a question holds; one that the tree makes impossible to ask does not."""
    try:
        return check.holds(modules)
    except (KeyError, AttributeError, IndexError, RecursionError):
        return False


def child() -> None:
    """Answer one request on standard input; the entry point of the child."""
    from checker import library  # noqa: PLC0415  the child alone needs the keys

    request = json.load(sys.stdin)
    tree = {PurePosixPath(path): text for path, text in request["sources"].items()}
    modules = {path: cst.parse_module(text) for path, text in tree.items()}
    checks = numbered(library.load(request["pack"]))
    json.dump([holds(checks[number], modules) for number in request["numbers"]], sys.stdout)


def numbered(pack: Pack) -> list[StructureCheck]:
    """Return all structure checks of a key, in its order: their place is their name."""
    return [check for defect in pack.key.defects for check in of(defect)]


def of(defect: Defect) -> list[StructureCheck]:
    """Return a defect's structure checks."""
    return [check for check in defect.checks if isinstance(check, StructureCheck)]


def _in_child(asked: list[StructureCheck], tree: Tree, pack: Pack) -> dict[Check, Evidence]:
    order = numbered(pack)
    request = {
        "pack": pack.pr.slug,
        "numbers": [order.index(check) for check in asked],
        "sources": {str(path): tree[path].decode() for path in _python(tree)},
    }
    done = process.run(
        [sys.executable, "-I", "-B", "-c", CHILD],
        cwd=Path("/"),
        seconds=SECONDS,
        stdin=json.dumps(request).encode(),
    )
    if done.returncode != 0:
        words = f"the syntax tree cannot be read (ended with {done.returncode})"
        return {check: Evidence(holds=False, words=words, broke=True) for check in asked}
    return {
        check: Evidence(holds=answer, words=check.asks if answer else f"not so: {check.asks}")
        for check, answer in zip(asked, json.loads(done.stdout), strict=True)
    }


def _python(tree: Tree) -> list[PurePosixPath]:
    return sorted(path for path in tree if path.suffix == ".py")


def _unreadable(tree: Tree) -> str:
    """Return why a Python file is not worth handing to the child, "" if all are."""
    for path in _python(tree):
        if len(tree[path]) > LARGEST_SOURCE:
            return f"{path} is larger than {LARGEST_SOURCE} bytes"
        try:
            ast.parse(tree[path])
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            return f"{path} does not parse: {error}"[:200]
    return ""
