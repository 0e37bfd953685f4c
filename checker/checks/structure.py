"""Ask libcst about syntax trees, in a child that may crash: 4 KB of parentheses are enough."""

from __future__ import annotations

import json
import pkgutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

import libcst as cst

from checker.checks.evidence import IMPOSSIBLE, MAX_SOURCE_BYTES, CheckEvidence, missing
from checker.model.key import Check, Modules, Pack, StructureCheck
from checker.model.pack import Tree
from checker.packs import loading, private
from checker.parsing import parse
from checker.sandbox.isolation import run_tool
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.warm.client import NoAnswerError, ServerCall
from checker.sandbox.warm.tools import NO_TOOLS, Tools
from checker.system.result_cache import NO_CACHE, ResultCache

TIMEOUT_SECONDS = 60.0
WARM_TIMEOUT_SECONDS = 20.0
CHILD = "from checker.checks.structure import child; child()"


def run(
    checks: Iterable[StructureCheck],
    tree: Tree,
    pack: Pack,
    cache: ResultCache = NO_CACHE,
    level: Isolation | None = None,
    *,
    tools: Tools = NO_TOOLS,
) -> dict[Check, CheckEvidence]:
    """Return for each check whether its question holds.

    Questions are module-level functions: the child finds them by name.
    """
    evidence: dict[Check, CheckEvidence] = {}
    asked: list[StructureCheck] = []
    unreadable = _unreadable(tree)
    for check in checks:
        if gone := missing(tree, check.anchor) or unreadable:
            evidence[check] = CheckEvidence(holds=False, words=gone)
        else:
            asked.append(check)
    if asked:
        evidence.update(
            _answered(
                asked, tree, pack, cache, lambda request: _answers(request, pack, level, tools)
            )
        )
    return evidence


def child() -> None:
    """Answer one request from standard input; the entry point of the child process."""
    request = json.load(sys.stdin)
    for folder in request["keys"]:
        private.import_keys_from(Path(folder))
    json.dump(answers(request), sys.stdout)


def warm_work(pack: Pack) -> ServerCall:
    """Return the work of a server that has parsed the files that most trees of a pack share."""
    return ServerCall(
        entry="checker.checks.structure:warm",
        about=f"{pack.pr.slug} {pack.digest}",
        settings=lambda: [*_sources(loading.reference_tree(pack)).values()],
    )


def warm(settings: list[str]) -> Callable[[dict[str, Any]], list[bool]]:
    """Return the function that answers requests in the children of a warm server."""
    return partial(answers, known={text: cst.parse_module(text) for text in settings})


def answers(
    request: dict[str, Any], known: Mapping[str, cst.Module] = MappingProxyType({})
) -> list[bool]:
    """Return for each question of a request whether it holds; ``known`` maps parsed sources."""
    sources = {PurePosixPath(path): text for path, text in request["sources"].items()}
    modules = {path: known.get(text) or cst.parse_module(text) for path, text in sources.items()}
    questions = [pkgutil.resolve_name(name) for name in request["questions"]]
    return [holds(question, modules) for question in questions]


def holds(question: Callable[[Modules], bool], modules: Modules) -> bool:
    """Return whether a question holds; one that cannot be asked of this tree does not."""
    try:
        return question(modules)
    except IMPOSSIBLE:
        return False


def _answered(
    asked: list[StructureCheck],
    tree: Tree,
    pack: Pack,
    cache: ResultCache,
    answer: Callable[[dict[str, Any]], list[bool]],
) -> dict[Check, CheckEvidence]:
    request = {
        "questions": [f"{check.holds.__module__}:{check.holds.__qualname__}" for check in asked],
        "sources": _sources(tree),
    }
    found = cache.get_or_compute(["libcst", pack.digest, request], lambda: answer(request))
    if not found:
        words = "the syntax tree cannot be parsed"
        return {
            check: CheckEvidence(holds=False, words=words, inconclusive=True) for check in asked
        }
    return {
        check: CheckEvidence(holds=so, words=check.asks if so else f"not so: {check.asks}")
        for check, so in zip(asked, found, strict=True)
    }


def _answers(
    request: dict[str, Any], pack: Pack, level: Isolation | None, tools: Tools
) -> list[bool]:
    """Return the answers of a warm server's child, or those of a fresh one if it gives none."""
    count = len(request["questions"])
    modules = sorted({name.partition(":")[0] for name in request["questions"]})
    try:
        found = tools.ask(warm_work(pack), request, seconds=WARM_TIMEOUT_SECONDS, modules=modules)
    except NoAnswerError:
        return _in_child(request, level)
    if isinstance(found, list) and list(map(type, found)) == [bool] * count:
        return found
    return _in_child(request, level)


def _in_child(request: dict[str, Any], level: Isolation | None) -> list[bool]:
    """Return the answers of a fresh child, none if it was killed."""
    request = {**request, "keys": [*map(str, private.keys())]}
    with tempfile.TemporaryDirectory(prefix="messypr-tree-") as scratch:
        done = run_tool.run(
            [sys.executable, "-I", "-B", "-c", CHILD],
            cwd=Path(scratch),
            seconds=TIMEOUT_SECONDS,
            stdin=json.dumps(request).encode(),
            level=level,
        )
    return list(json.loads(done.stdout)) if done.returncode == 0 else []


def _sources(tree: Tree) -> dict[str, str]:
    return {str(path): tree[path].decode() for path in _python(tree)}


def _python(tree: Tree) -> list[PurePosixPath]:
    return sorted(path for path in tree if path.suffix == ".py")


def _unreadable(tree: Tree) -> str:
    """Return why the Python files cannot be given to the child, "" if they can."""
    for path in _python(tree):
        if len(tree[path]) > MAX_SOURCE_BYTES:
            return f"{path} is larger than {MAX_SOURCE_BYTES} bytes"
        try:
            parse(tree[path])
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            return f"{path} does not parse: {error}"[:200]
    return ""
