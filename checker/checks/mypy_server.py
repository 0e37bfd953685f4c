"""mypy with all libraries in memory: the work of a warm server.

What a tree holds is read and checked anew for each request, by mypy's own functions and in the
order of a fresh run, so that the findings are those of a fresh run. Kept is only what no tree can
change: the modules that are installed, and typeshed's. mypy's daemon keeps the tree's own modules
too, and then misses errors. Whatever a tree might change about libraries is refused, and so is a
tree that does not parse: a fresh run tells.

What it saves: a question takes 0.5 s instead of 4.5 s (12 trees against 6, on two cores at a load
of 15). A single grade gains nothing, since mypy runs beside hidden tests that wait: 11.6 s warm,
12.0 s with every tool run anew (``python -m benchmarks.grade 3``, the same machine). It pays where
many trees are checked: ``messypr prove`` and the admission of operators ask about every defect and
every site, some 170 trees a pack.

What it depends on: functions and attributes of ``mypy.build``, which mypy does not promise to keep;
``tests/checks/test_mypy_internals.py`` names all of them and says what to do when one has changed.
mypy is pinned, so that this happens only when somebody moves the pin.

Drop it when a fresh run with a primed cache takes about a second, when mypy's own daemon finds what
a fresh run finds, or when the internals of a new mypy cannot be followed in a day: delete this
module, ``module_graph`` and ``typecheck._work``. ``typecheck._fresh`` answers everything, slower.
"""

from __future__ import annotations

import contextlib
import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from mypy import build
from mypy.defaults import RECURSION_LIMIT
from mypy.error_formatter import OUTPUT_CHOICES
from mypy.errors import Errors
from mypy.find_sources import create_source_list
from mypy.fscache import FileSystemCache
from mypy.main import process_options
from mypy.modulefinder import BuildSource, BuildSourceSet, compute_search_paths
from mypy.options import Options
from mypy.util import read_py_file
from mypy.version import __version__

from checker.checks import module_graph

FORMAT = "json"
GC_THRESHOLDS = (
    200_000,
    30,
    30,
)  # mypy's own setting: it creates many objects and hardly any garbage


class UnsureError(Exception):
    """It is not certain that a fresh run would report the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LibraryState:
    """The libraries' modules as mypy sees them, and the names that they import or look for."""

    options: Options
    folders: tuple[str, ...]
    states: build.Graph
    names: frozenset[str]


def prepare(settings: dict[str, Any]) -> Callable[[dict[str, str]], list[str]]:
    """Load the libraries that a tree imports; return a function that checks other trees.

    The settings are the tree, the configuration, the folders to check and a cache to read.

    Raises:
        UnsureError: a library imports modules that the cache does not hold.
    """
    sys.setrecursionlimit(RECURSION_LIMIT)
    gc.set_threshold(*GC_THRESHOLDS)
    config, cache = Path("pyproject.toml").absolute(), Path("cache").absolute()
    config.write_bytes(_bytes(settings["config"]))
    shutil.copytree(settings["cache"], cache)  # mypy opens its cache databases for writing
    folders = tuple(settings["folders"])
    with _inside(settings["tree"]):
        states = _load(_options(config, cache, folders), folders)
        options = _options(config, Path(os.devnull), folders)
    shutil.rmtree(cache)
    libraries = LibraryState(
        options=options,
        folders=folders,
        states=states,
        names=frozenset(module_graph.wanted(states)),
    )
    return lambda tree: _findings(libraries, tree)


def _load(options: Options, folders: tuple[str, ...]) -> build.Graph:
    """Return the state of the libraries that the tree in this folder imports, all loaded."""
    files = FileSystemCache()
    sources = create_source_list(folders, options, files)
    manager = _manager(sources, options, files, [])
    graph = build.load_graph(sources, manager)
    _announce(manager, graph)
    own = {name for name, state in graph.items() if _is_own(state)}
    cycles = build.sorted_components(graph)
    manager.scc_by_id = {cycle.id: cycle for cycle in cycles}
    manager.scc_by_mod_id = {name: cycle for cycle in cycles for name in cycle.mod_ids}
    manager.top_order = [cycle.id for cycle in cycles]
    gc.disable()
    for cycle in cycles:
        if not cycle.mod_ids & own:
            _load_cycle(cycle, graph, manager)
    gc.enable()
    return {name: state for name, state in graph.items() if name not in own}


def _load_cycle(cycle: build.SCC, graph: build.Graph, manager: build.BuildManager) -> None:
    """Load modules that import each other from the cache.

    Raises:
        UnsureError: they are not there.
    """
    stale, _ = build.find_stale_sccs([cycle], graph, manager)
    if stale:
        raise UnsureError(f"not in the cache: {', '.join(sorted(cycle.mod_ids))}")
    build.process_fresh_modules(graph, sorted(cycle.mod_ids), manager)
    manager.done_sccs.add(cycle.id)


def _findings(libraries: LibraryState, tree: dict[str, str]) -> list[str]:
    """Return mypy's messages about a tree, one line of JSON each.

    Raises:
        UnsureError: a fresh run might say something else.
        CompileError: it does not parse.
    """
    found: list[str] = []
    with _inside(tree):
        files = FileSystemCache()
        folders = [folder for folder in libraries.folders if Path(folder).is_dir()]
        if not folders:
            raise UnsureError("the tree has no modules to check")
        sources = create_source_list(folders, libraries.options, files)
        roots = [source.base_dir for source in sources if source.base_dir]
        roots += [".", *libraries.options.mypy_path]
        if both := libraries.names & module_graph.importable(map(PurePosixPath, tree), roots):
            raise UnsureError(f"libraries also look for {', '.join(sorted(both))}")
        manager = _manager(sources, libraries.options, files, found)
        graph = build.load_graph(sources, manager, dict(libraries.states))
        own = graph.keys() - libraries.states.keys()
        if foreign := sorted(name for name in own if not _is_own(graph[name])):
            raise UnsureError(f"not loaded: {', '.join(foreign)}")
        graph = module_graph.reached(graph, own)
        manager.modules.update({name: state.tree for name, state in graph.items() if state.tree})
        _announce(manager, graph)
        for names in build.sorted_components_inner(graph, own, build.PRI_INDIRECT):
            build.process_stale_scc(graph, build.SCC(set(names)), manager)
    return found


def _manager(
    sources: list[BuildSource], options: Options, files: FileSystemCache, found: list[str]
) -> build.BuildManager:
    """Return the state of one run, created as ``build.build_inner`` creates it."""
    formatter = OUTPUT_CHOICES[FORMAT]
    errors = Errors(
        options,
        read_source=lambda path: read_py_file(path, files.read),
        error_formatter=formatter,
    )
    plugin, snapshot = build.load_plugins(options, errors, sys.stdout, [])
    options.process_error_codes(error_callback=build.build_error)
    return build.BuildManager(
        build.default_data_dir(),
        compute_search_paths(sources, options, build.default_data_dir(), None),
        ignore_prefix=str(Path.cwd()),
        source_set=BuildSourceSet(sources),
        reports=None,
        options=options,
        version_id=__version__,
        plugin=plugin,
        plugins_snapshot=snapshot,
        errors=errors,
        error_formatter=formatter,
        flush_errors=lambda _file, messages, _serious: found.extend(messages),
        fscache=files,
        stdout=sys.stdout,
        stderr=sys.stderr,
        metastore=build.create_metastore(options, parallel_worker=False),
    )


def _announce(manager: build.BuildManager, graph: build.Graph) -> None:
    for name, state in graph.items():
        manager.import_map[name] = state.dependencies_set


def _options(config: Path, cache: Path, folders: tuple[str, ...]) -> Options:
    arguments = ["--config-file", str(config), "--cache-dir", str(cache), "--output", FORMAT]
    return process_options([*arguments, "--", *folders], fscache=FileSystemCache())[1]


def _is_own(state: build.State) -> bool:
    return state.abspath is None or Path(state.abspath).is_relative_to(Path.cwd())


@contextlib.contextmanager
def _inside(tree: dict[str, str]) -> Iterator[None]:
    """Write a tree to a new folder and work in that folder for the block."""
    before, folder = Path.cwd(), Path("tree")
    for path, content in tree.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_bytes(content))
    os.chdir(folder)
    yield
    os.chdir(before)
    shutil.rmtree(folder)


def _bytes(content: str) -> bytes:
    return content.encode("latin-1")
