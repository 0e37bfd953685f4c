"""The internals of mypy that the warm server uses are as they were when it was written.

Another mypy may change any of them. Then this says what changed; the server's docstring, in
``checker/checks/mypy_server.py``, says what it saves and when to drop it.
"""

from __future__ import annotations

import ast
import importlib
import inspect
from typing import Final

import pytest
from mypy import build
from mypy.version import __version__

from checker.checks import module_graph, mypy_server

WRITTEN_FOR: Final = "2.4.1"
ADVICE: Final = (
    f"mypy is {__version__}, checker/checks/mypy_server.py was written for {WRITTEN_FOR}: compare"
    " build.build_inner and build.process_graph of both, change the server, run"
    " tests/checks/test_mypy_server.py with its slow tests, and note the new version here"
)
FUNCTIONS: Final = {
    "mypy.build.build_error": ["msg"],
    "mypy.build.create_metastore": ["options", "parallel_worker"],
    "mypy.build.default_data_dir": [],
    "mypy.build.find_stale_sccs": ["sccs", "graph", "manager"],
    "mypy.build.load_graph": ["sources", "manager", "old_graph", "new_modules"],
    "mypy.build.load_plugins": ["options", "errors", "stdout", "extra_plugins"],
    "mypy.build.process_fresh_modules": ["graph", "modules", "manager"],
    "mypy.build.process_stale_scc": ["graph", "ascc", "manager"],
    "mypy.build.sorted_components": ["graph"],
    "mypy.build.sorted_components_inner": ["graph", "vertices", "pri_max"],
    "mypy.find_sources.create_source_list": ["paths", "options", "fscache", "allow_empty_dir"],
    "mypy.modulefinder.compute_search_paths": ["sources", "options", "data_dir", "alt_lib_path"],
    "mypy.util.read_py_file": ["path", "read"],
}
OTHERS: Final = {
    *("mypy.build.BuildManager", "mypy.build.Graph", "mypy.build.PRI_INDIRECT"),
    *("mypy.build.SCC", "mypy.build.State", "mypy.defaults.RECURSION_LIMIT"),
    *("mypy.error_formatter.OUTPUT_CHOICES", "mypy.errors.Errors", "mypy.fscache.FileSystemCache"),
    *("mypy.main.process_options", "mypy.modulefinder.BuildSource"),
    *("mypy.modulefinder.BuildSourceSet", "mypy.options.Options", "mypy.version.__version__"),
}
ATTRIBUTES: Final = {
    build.BuildManager: {
        *("done_sccs", "import_map", "modules", "scc_by_id", "scc_by_mod_id", "top_order"),
    },
    build.State: {
        *("abspath", "ancestors", "dependencies", "dependencies_set", "priorities", "suppressed"),
        "tree",
    },
    build.SCC: {"id", "mod_ids"},
}


def used() -> set[str]:
    """Return every name of mypy that the server's two modules import, or take from ``build``."""
    found: set[str] = set()
    for module in (mypy_server, module_graph):
        for node in ast.walk(ast.parse(inspect.getsource(module))):
            match node:
                case ast.ImportFrom(module=str(name), names=names) if name.startswith("mypy"):
                    found |= {f"{name}.{each.name}" for each in names}
                case ast.Attribute(value=ast.Name(id="build"), attr=attr):
                    found.add(f"mypy.build.{attr}")
    return found - {"mypy.build"}


def thing(name: str) -> object:
    module, _, attribute = name.rpartition(".")
    return getattr(importlib.import_module(module), attribute, None)


def test_the_server_was_written_for_this_mypy() -> None:
    assert __version__ == WRITTEN_FOR, ADVICE


def test_every_internal_that_the_server_uses_is_named_here() -> None:
    assert used() == {*FUNCTIONS, *OTHERS}


@pytest.mark.parametrize("name", sorted({*FUNCTIONS, *OTHERS}))
def test_the_internal_is_there(name: str) -> None:
    assert thing(name) is not None, f"mypy has no {name} any more; {ADVICE}"


@pytest.mark.parametrize(("name", "parameters"), FUNCTIONS.items(), ids=list(FUNCTIONS))
def test_the_internal_takes_what_it_took(name: str, parameters: list[str]) -> None:
    function = thing(name)
    assert callable(function), ADVICE
    assert list(inspect.signature(function).parameters) == parameters, f"{name}: {ADVICE}"


@pytest.mark.parametrize("kind", ATTRIBUTES, ids=lambda each: str(each.__name__))
def test_the_attributes_are_there(kind: type) -> None:
    missing = {name for name in ATTRIBUTES[kind] if not hasattr(kind, name)}
    assert not missing, f"{kind.__name__} has no {', '.join(sorted(missing))} any more; {ADVICE}"
