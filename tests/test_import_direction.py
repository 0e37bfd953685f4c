"""Who may import whom; read from the syntax trees, so that nothing is run."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from graphlib import TopologicalSorter
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
STAGES = (
    {"errors", "progress", "rules"},
    {"model"},
    {
        *("challenge", "checks", "comparing", "dealing", "diffs", "gitenv", "history", "imports"),
        *(
            "library",
            "markers",
            "markup",
            "matching",
            "mess",
            "mixing",
            "operators",
            "overlaps",
            "planting",
        ),
        *("regressions", "remarks", "reuse", "review", "rounds", "sandbox", "scopes", "scoring"),
        *("simulator", "submission", "tools", "trees", "untidying"),
    },
    {"grade", "prove"},
    {"report"},
    {"page"},
)
PURE = {"errors", "rules", "model", "scopes", "matching", "scoring", "diffs", "markup", "report"}
IMPURE = {
    *("asyncio", "ctypes", "git", "glob", "importlib", "logging", "multiprocessing", "os"),
    *("random", "secrets", "select", "shutil", "signal", "socket", "subprocess", "sys"),
    *("tempfile", "threading", "time", "urllib.request"),
}
STARTS_PROCESSES = {
    "imports",  # tidies what packs are made of, before anybody is dealt anything
    "sandbox",  # the only place for candidate code, and for tools on it
}
RUNS_GIT = {
    "dealing",  # builds the repository
    "submission",  # reads what is handed in
    "rounds",  # keeps the state of a round
    "prove",  # looks at a dealt repository
    "comparing",  # reads what changed between two commits
    "page",  # lists the commits of a round
}
NAMES_ERRORS_OF_GIT = {"submission", "rounds", "page"}  # GitCommandError, which gitenv raises
DISTRIBUTIONS = {
    "gitpython": "git",
    "markdown-it-py": "markdown_it",
}  # where it is not imported by its own name


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A module of ours, with the full names of the modules that it imports."""

    name: str
    tree: ast.Module
    everywhere: frozenset[str]
    at_the_top: frozenset[str]

    @property
    def unit(self) -> str:
        """The folder or module of the library that it belongs to."""
        return self.name.partition(".")[2].partition(".")[0]

    @property
    def units(self) -> set[str]:
        """The parts of the library that it imports, but for its own."""
        mine = {name.split(".")[1] for name in self.everywhere if name.startswith("checker.")}
        return mine - {self.unit}

    def foreign(self, *allowed: str) -> list[str]:
        """Return the imports that are neither of the standard library nor allowed."""
        return sorted(
            name
            for name in self.everywhere
            if name.split(".")[0] not in sys.stdlib_module_names
            and not any(name == each or name.startswith(f"{each}.") for each in allowed)
        )


def sources(*patterns: str) -> list[Source]:
    return [read(path) for pattern in patterns for path in sorted(ROOT.glob(pattern))]


def read(path: Path) -> Source:
    parts = path.relative_to(ROOT).with_suffix("").parts
    tree = ast.parse(path.read_text("utf-8"))
    inner = {
        node
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    found = [
        (name, node in inner) for node in ast.walk(tree) for name in imported(node, parts[:-1])
    ]
    return Source(
        name=".".join(parts).removesuffix(".__init__"),
        tree=tree,
        everywhere=frozenset(name for name, _ in found),
        at_the_top=frozenset(name for name, within in found if not within),
    )


def imported(node: ast.AST, package: tuple[str, ...]) -> list[str]:
    """Return the modules that a statement imports: of ``from a import b`` ``a.b`` if it is one."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if not isinstance(node, ast.ImportFrom):
        return []
    above = package[: len(package) - node.level + 1] if node.level else ()
    base = ".".join([*above, *([node.module] if node.module else [])])
    folder = ROOT.joinpath(*base.split("."))
    return [
        f"{base}.{alias.name}"
        if (folder / alias.name).is_dir() or (folder / f"{alias.name}.py").is_file()
        else base
        for alias in node.names
    ]


def calls(module: Source) -> set[str]:
    return {ast.unparse(node.func) for node in ast.walk(module.tree) if isinstance(node, ast.Call)}


def faults(modules: Iterable[tuple[Source, Iterable[str]]]) -> dict[str, list[str]]:
    return {module.name: sorted(found) for module, found in modules if found}


LIBRARY = sources("checker/**/*.py")
INSIDE = [each for each in LIBRARY if each.name.startswith("checker.sandbox.inside")]
SCENES = sources("solutions/*/scenes.py")  # what several hidden tests of a pack play
PACKS = [
    each
    for each in sources("solutions/*/*.py", "solutions/*/defects/*.py")
    if each.name not in {scenes.name for scenes in SCENES}
]
HIDDEN_TESTS = [*SCENES, *sources("solutions/*/tests/*.py")]


def test_every_part_of_the_library_has_its_stage() -> None:
    staged = [unit for stage in STAGES for unit in stage]
    assert len(staged) == len(set(staged))
    assert {each.unit for each in LIBRARY} - {""} <= set(staged)


def test_nothing_imports_a_later_stage() -> None:
    order = {unit: number for number, stage in enumerate(STAGES) for unit in stage}
    later = [
        (each, {unit for unit in each.units if order[unit] > order[each.unit]})
        for each in LIBRARY
        if each.unit
    ]
    assert faults(later) == {}


def test_no_two_parts_import_each_other() -> None:
    graph: dict[str, set[str]] = {}
    for module in LIBRARY:
        graph.setdefault(module.unit, set()).update(module.units)
    order = [*TopologicalSorter(graph).static_order()]  # raises where there is a cycle
    assert order.index("model") < order.index("sandbox") < order.index("checks")


def test_the_library_knows_nothing_of_the_command_and_never_prints() -> None:
    above = {"cli", "click", "rich", "solutions", "tests", "benchmarks"}
    tops = [(each, {n.split(".")[0] for n in each.everywhere} & above) for each in LIBRARY]
    assert faults(tops) == {}
    library = [each for each in LIBRARY if each not in INSIDE]  # those are processes of their own
    assert faults((each, calls(each) & {"print", "input", "sys.exit"}) for each in library) == {}


def test_what_is_pure_reads_and_writes_nothing() -> None:
    pure = [each for each in LIBRARY if each.unit in PURE]
    assert {each.unit for each in pure} >= PURE - {"report"}
    assert faults((each, each.everywhere & IMPURE) for each in pure) == {}
    assert faults((each, each.units - PURE) for each in pure) == {}
    touching = {"open", "eval", "exec", "Path", "Path.cwd", "Path.home"}
    assert faults((each, calls(each) & touching) for each in pure) == {}


def test_only_the_model_says_path_and_only_as_a_type() -> None:
    tied = [
        each.name
        for each in LIBRARY
        if each.unit in PURE
        and any(isinstance(node, ast.Name) and node.id == "Path" for node in ast.walk(each.tree))
    ]
    assert tied == ["checker.model.key", "checker.model.pack"]


def test_processes_are_started_in_the_sandbox_alone() -> None:
    ways = {"subprocess", "multiprocessing", "pty"}
    others = [each for each in LIBRARY if each.unit not in STARTS_PROCESSES]
    assert faults((each, each.everywhere & ways) for each in others) == {}
    starts = ("os.fork", "os.exec", "os.spawn", "os.posix_spawn", "os.system", "os.popen")
    made = [(each, {c for c in calls(each) if c.startswith(starts)}) for each in LIBRARY]
    forking = {"checker.sandbox.inside", "checker.sandbox.warm"}
    assert {name.rpartition(".")[0] for name in faults(made)} == forking
    assert {each.name for each in others if "create_subprocess" in ast.unparse(each.tree)} == set()


def test_git_is_run_in_one_place_and_for_few() -> None:
    users = {e.unit for e in LIBRARY if any(n.split(".")[0] == "git" for n in e.everywhere)}
    assert users == {"gitenv", *NAMES_ERRORS_OF_GIT}
    beyond_errors = {e.unit for e in LIBRARY if "git" in e.everywhere}
    assert beyond_errors == {"gitenv"}
    assert {each.unit for each in LIBRARY if "gitenv" in each.units} == RUNS_GIT


def test_keys_import_the_model_and_the_rules_and_no_machinery() -> None:
    assert PACKS
    allowed = ("checker.model", "checker.rules", "libcst", "packaging")
    own = [(e, e.foreign(*allowed, ".".join(e.name.split(".")[:2]))) for e in PACKS]
    assert faults(own) == {}


def test_hidden_tests_import_the_player_and_the_simulator_besides() -> None:
    assert HIDDEN_TESTS
    machinery = (
        "checker.sandbox.player.player",
        "checker.sandbox.player.project_tests",
        "checker.simulator",
    )
    allowed = ("checker.model", "checker.rules", "libcst", "packaging", "pytest", *machinery)
    own = [(e, e.foreign(*allowed, ".".join(e.name.split(".")[:2]))) for e in HIDDEN_TESTS]
    assert faults(own) == {}


def test_what_runs_beside_the_candidate_is_the_standard_library_and_itself() -> None:
    assert INSIDE
    itself = "checker.sandbox.inside"  # written as ".": the rest of us is not on its path
    assert faults((each, each.foreign(itself, "mistralai", "pytest")) for each in INSIDE) == {}
    top = {"mistralai", "pytest"}
    assert faults((e, {n for n in e.at_the_top if n.split(".")[0] in top}) for e in INSIDE) == {}
    absolute = [
        each.name
        for each in INSIDE
        for node in ast.walk(each.tree)
        if isinstance(node, ast.ImportFrom) and not node.level and "checker" in (node.module or "")
    ]
    assert absolute == []


def test_the_simulator_stands_alone() -> None:
    mine = [each for each in LIBRARY if each.unit == "simulator"]
    assert mine
    alone = ("h11", "checker.errors", "checker.simulator")
    assert faults((each, each.foreign(*alone)) for each in mine) == {}


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {Requirement(each).name for each in project["dependencies"]}
    ours = ("checker", "cli", "prs", "solutions")
    allowed = (*ours, *(DISTRIBUTIONS.get(name, name) for name in declared))
    modules = [*LIBRARY, *PACKS, *HIDDEN_TESTS, *sources("cli/**/*.py")]
    assert faults((each, each.foreign(*allowed)) for each in modules) == {}
