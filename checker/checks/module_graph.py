"""Questions about mypy's graph of modules: what a tree and the libraries import."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from mypy.build import PRI_INDIRECT, Graph

STUBS = "-stubs"
PYTHON = {".py", ".pyi"}


def reached(graph: Graph, own: Iterable[str]) -> Graph:
    """Return the modules that a fresh run would load: those that are imported, directly or not."""
    found = {name: graph[name] for name in own}
    todo = [*found.values()]
    while todo:
        state = todo.pop()
        for name in (*state.dependencies, *(state.ancestors or ())):
            indirect = state.priorities.get(name) == PRI_INDIRECT
            if name not in found and name in graph and not indirect:
                found[name] = graph[name]
                todo.append(graph[name])
    return found


def wanted(states: Graph) -> Iterator[str]:
    """Yield the top-level names of modules that are loaded, imported, or missing in a library."""
    for name, state in states.items():
        for each in (name, *state.dependencies, *state.suppressed):
            yield each.partition(".")[0]


def importable(paths: Iterable[PurePosixPath], roots: Iterable[str]) -> set[str]:
    """Return the top-level names of the modules that these files can be, for these roots."""
    folders = {PurePosixPath(os.path.relpath(root)) for root in roots}
    below = [
        path.relative_to(folder)
        for path in paths
        for folder in folders
        if path.is_relative_to(folder)
    ]
    return {
        path.parts[0].partition(".")[0].removesuffix(STUBS)
        for path in below
        if len(path.parts) > 1 or path.suffix in PYTHON  # every folder can be a package
    }
