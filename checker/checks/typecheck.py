"""Run mypy with the pack's own configuration as it was dealt, and without suppressions."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import astuple
from pathlib import Path

from checker.checks.evidence import CheckEvidence, missing
from checker.checks.lint import LintFinding
from checker.checks.suppressions import blanked
from checker.errors import EnvironmentBrokenError
from checker.model.key import Check, Pack, TypeCheck
from checker.model.pack import Tree
from checker.packs import loading
from checker.sandbox.isolation import run_tool
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.warm.client import NoAnswerError, ServerCall
from checker.sandbox.warm.tools import NO_TOOLS, Tools
from checker.system import result_cache, trees
from checker.system.files import new_folder
from checker.system.result_cache import NO_CACHE, ResultCache
from checker.system.tools import versions

TIMEOUT_SECONDS = 180.0
WARM_TIMEOUT_SECONDS = 40.0
UNREADABLE = (ValueError, TypeError, LookupError, AttributeError)
ANSWERED = {0, 1, 2}  # 2: the candidate's file does not parse


def run(
    checks: Iterable[TypeCheck],
    tree: Tree,
    pack: Pack,
    cache: ResultCache = NO_CACHE,
    level: Isolation | None = None,
    *,
    tools: Tools = NO_TOOLS,
) -> dict[Check, CheckEvidence]:
    """Return for each check whether mypy reports its code in no file of the package."""
    checks = tuple(checks)
    if not checks:
        return {}
    try:
        found = _reused(
            blanked(tree), pack, cache, lambda silent: findings(silent, pack, level, tools=tools)
        )
    except EnvironmentBrokenError as error:
        return {
            check: CheckEvidence(holds=False, words=str(error), inconclusive=True)
            for check in checks
        }
    return {check: _evidence(check, tree, found) for check in checks}


def _reused(
    tree: Tree, pack: Pack, cache: ResultCache, find: Callable[[Tree], list[LintFinding]]
) -> list[LintFinding]:
    """Return the findings, from the cache if possible; only Python files and stubs matter."""
    read = {path: text for path, text in tree.items() if path.suffix in {".py", ".pyi"}}
    rows = cache.get_or_compute(
        ["mypy", pack.digest, trees.digest(read)],
        lambda: [list(astuple(finding)) for finding in find(tree)],
        worth_keeping=lambda _: True,
    )
    return [LintFinding(path=row[0], code=row[1], line=row[2], message=row[3]) for row in rows]


def findings(
    tree: Tree, pack: Pack, level: Isolation | None = None, *, tools: Tools = NO_TOOLS
) -> list[LintFinding]:
    """Return what mypy reports about the package and tests of a tree.

    A warm server is asked where its answer is certain to equal that of a fresh run; otherwise
    mypy is run again.

    Raises:
        EnvironmentBrokenError: mypy gave no answer that can be read.
    """
    cache = primed(pack, level)
    try:
        lines = tools.ask(_work(pack, cache), _packed(tree), seconds=WARM_TIMEOUT_SECONDS)
        return _read(lines)
    except (NoAnswerError, *UNREADABLE):
        return _fresh(tree, pack, cache, level)


def _fresh(tree: Tree, pack: Pack, cache: Path, level: Isolation | None) -> list[LintFinding]:
    with tempfile.TemporaryDirectory(prefix="messypr-mypy-") as scratch:
        folder, own_cache = Path(scratch, "tree"), Path(scratch, "cache")
        trees.write(tree, folder)
        shutil.copytree(cache, own_cache)  # no later run reads what a candidate's run writes
        return _run(folder, own_cache, pack, level)


def _work(pack: Pack, cache: Path) -> ServerCall:
    """Return the work of a server that has loaded all libraries that the reference imports."""
    return ServerCall(
        entry="checker.checks.mypy_server:prepare",
        about=str(cache),
        settings=lambda: {
            "config": (pack.pr.base / "pyproject.toml").read_bytes().decode("latin-1"),
            "tree": _packed(loading.reference_tree(pack)),
            "folders": [str(pack.pr.package), str(pack.pr.tests)],
            "cache": str(cache),
        },
        readable=(cache,),
        pays_from=2,  # starting it costs as much as one and a half fresh runs
    )


def _packed(tree: Tree) -> dict[str, str]:
    """Return a tree as a JSON value; of files other than Python only the names matter."""
    return {
        str(path): content.decode("latin-1") if path.suffix in {".py", ".pyi"} else ""
        for path, content in tree.items()
    }


def primed(pack: Pack, level: Isolation | None = None) -> Path:
    """Return a mypy cache of the base project, which is created on first use.

    Without it each run parses the SDK's 1,600 modules again: 7 s instead of 1. It is no
    ResultCache: mypy itself writes this folder, and reads single files of it.

    Raises:
        EnvironmentBrokenError: mypy gave no answer that can be read.
    """
    base = trees.read(pack.pr.base)
    place = _place_of(base)
    if place.is_dir():
        return place
    try:
        with new_folder(place) as cache:
            folder = trees.write(base, cache.with_name("tree"))
            _run(folder, cache, pack, level)
    except OSError:  # another process created it first
        if not place.is_dir():
            raise
    return place


def is_primed(pack: Pack) -> bool:
    """Return whether a pack's mypy cache is there, so that mypy is quick."""
    return _place_of(trees.read(pack.pr.base)).is_dir()


def _place_of(base: Tree) -> Path:
    tools = json.dumps(versions()) + trees.digest(base) + sys.prefix + installed_at()
    name = hashlib.sha256(tools.encode()).hexdigest()[:16]
    return result_cache.cache_home() / "mypy" / name


def installed_at() -> str:
    """Return when packages were last installed beside this one, in ns since the epoch.

    mypy reads of a cached library also what it looked for in vain: with another package installed
    the cache is stale.
    """
    places = {sysconfig.get_path(name) for name in ("purelib", "platlib")}
    return ",".join(str(Path(place).stat().st_mtime_ns) for place in sorted(places))


def _run(folder: Path, cache: Path, pack: Pack, level: Isolation | None) -> list[LintFinding]:
    # Beside the tree, since the sandbox may not show the folder of the pack.
    config = shutil.copyfile(pack.pr.base / "pyproject.toml", folder.parent / "pyproject.toml")
    command = [sys.executable, "-I", "-m", "mypy", "--config-file", str(config)]
    command += ["--cache-dir", str(cache), "--output", "json"]
    sources = [str(part) for part in (pack.pr.package, pack.pr.tests) if (folder / part).is_dir()]
    command += ["--", *sources]
    done = run_tool.run(
        command, cwd=folder, writable=folder.parent, seconds=TIMEOUT_SECONDS, level=level
    )
    if done.returncode not in ANSWERED or (done.returncode and not done.stdout.strip()):
        complaint = (done.stderr or done.stdout)[:200].strip()
        raise EnvironmentBrokenError(f"mypy ended with {done.returncode}: {complaint}")
    return _read(done.stdout.splitlines())


def _read(lines: Iterable[str]) -> list[LintFinding]:
    """Return the errors among mypy's messages, each a line of JSON."""
    found = [json.loads(line) for line in lines if line.startswith("{")]
    return sorted(
        LintFinding(
            path=each["file"], code=each["code"] or "", line=each["line"], message=each["message"]
        )
        for each in found
        if each["severity"] == "error"
    )


def _evidence(check: TypeCheck, tree: Tree, found: list[LintFinding]) -> CheckEvidence:
    if gone := missing(tree, check.anchor):
        return CheckEvidence(holds=False, words=gone)
    mine = [finding for finding in found if finding.code in {check.code, "syntax"}]
    if mine:
        first = mine[0]
        words = f"mypy [{first.code}] at {first.path}:{first.line}"
        return CheckEvidence(holds=False, words=words, said=first.message)
    return CheckEvidence(holds=True, words=f"mypy [{check.code}] is silent")
