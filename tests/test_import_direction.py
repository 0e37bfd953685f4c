"""Who may import whom; read from the syntax trees, so that nothing is run."""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
# The stages of the data, first to last: a room of the library imports earlier stages alone.
STAGES = (
    {"errors", "parsing", "progress"},
    {"rules"},
    {"model"},
    {"system", "diffs", "simulator"},
    {"packs", "markup", "review", "pytest_plugin"},
    {"sandbox"},
    {"operators"},
    {"dealing"},
    {"submission"},
    {"rounds"},
    {"checks", "matching"},
    {"kinds"},
    {"grading"},
    {"prove", "authoring"},
    {"report", "exams"},
    {"learning", "defence"},
    {"settling", "adjudication"},
    {"page"},
)
# What follows names modules, or folders with all below them, without "checker." before it.
WITH_ROOMS_OF_THEIR_OWN = ("sandbox", "simulator")  # whose folders must not import in a circle
PURE = (
    *(
        "errors",
        "parsing",
        "rules",
        "model",
        "matching",
        "grading.scored",
        "grading.scoring",
        "diffs",
        "markup",
        "report",
    ),
    *("dealing.overlaps", "dealing.quota", "dealing.ranking"),
    *("learning.values", "learning.recording", "learning.progress", "learning.trends"),
    *("learning.as_html", "learning.as_csv", "learning.intervals"),
    *(
        "defence.values",
        "defence.templates",
        "defence.formula",
        "defence.drawing",
        "defence.judging",
    ),
    *("defence.about_round", "defence.repairing"),
    "settling",
    *("adjudication.values", "adjudication.appeals", "adjudication.lines"),
    *("adjudication.applying", "adjudication.keeping", "adjudication.prompting"),
)
ONE_AT_A_TIME = {"parsing": {"threading"}}  # a lock, for the sake of CPython; nothing is read
IMPURE = {
    *("asyncio", "ctypes", "git", "glob", "importlib", "logging", "multiprocessing", "os"),
    *("random", "secrets", "select", "shutil", "signal", "socket", "subprocess", "sys"),
    *("tempfile", "threading", "time", "urllib.request"),
}
STARTS_PROCESSES = (
    "dealing.import_block",  # tidies what packs are made of, before anybody is dealt anything
    *("sandbox.client.judge", "sandbox.isolation", "sandbox.player.host", "sandbox.warm.client"),
    "adjudication.running",  # a second judge, which somebody chose as any other program
)
RUNS_GIT = (
    "dealing.build",  # builds the repository
    "dealing.tag",  # says in it what a clone must know
    *("submission.private_copy", "submission.objects", "submission.reviewing"),  # what is handed in
    *("rounds.folder", "rounds.handing_in", "rounds.state", "rounds.work"),  # a round's state
    *("rounds.markers", "rounds.pending"),  # what a candidate has done so far
    "prove.drawn",  # looks at a dealt repository
    "prove.touched",  # what changed in the checkout of messypr itself
    *("page.commits", "page.comparing", "page.material"),  # what changed between two commits
)
NAMES_ERRORS_OF_GIT = (  # GitCommandError, which system.git raises
    *(
        "submission.private_copy",
        "submission.objects",
        "submission.reviewing",
        "submission.printable",
    ),
    *("rounds.folder", "rounds.handing_in", "rounds.work", "page.answering", "page.material"),
    "prove.touched",
)
# These rooms handle what a player, its tests or tools may have touched, and open it by descriptor
# through sandbox.isolation.beneath. What else they open by path nobody untrusted can write to.
HANDLE_FOREIGN_FILES = ("sandbox", "checks", "submission", "rounds", "grading")
OPENS_BY_PATH = {
    *("open", "read_text", "read_bytes", "write_text", "write_bytes", "copytree", "copyfile"),
    *("copy", "copy2", "move", "rmtree", "iterdir", "glob", "rglob", "symlink_to", "scandir"),
}
OPENED_BY_PATH: dict[str, set[str]] = {
    "sandbox.isolation.beneath": {"open", "scandir"},  # the one place: relative to a descriptor
    "sandbox.isolation.folder": {"open", "read_bytes", "write_bytes"},  # its own methods
    # Methods of a FolderPath, which are these, and of what else is so named.
    "sandbox.player.project_tests": {"write_bytes", "write_text"},
    "rounds.markers": {"read_bytes"},
    "sandbox.judge.fixtures": {"open"},  # opens a session of the host
    "submission.reading": {"copy"},  # git fetches
    # Folders of our own, in which nobody untrusted lives: before a player starts, or beside it.
    "sandbox.player.launch": {"copyfile", "iterdir", "write_text"},
    "sandbox.player.import_path": {"symlink_to"},
    "sandbox.player.host": {"open", "read_text", "copytree", "rmtree"},  # its log, and the trees
    "sandbox.judge.__main__": {"rglob", "write_text"},  # hidden tests, and pytest's settings
    "sandbox.probe": {"write_text"},
    "submission.private_copy": {"write_text"},  # git's settings
    "grading.judge_file": {"read_bytes"},  # the key's author's
    "checks.typecheck": {"copyfile", "copytree", "read_bytes"},  # the pack's, and mypy's own cache
    "checks.mypy_server": {"copytree", "rmtree", "write_bytes"},  # in a child that sees no more
    "sandbox.warm.server": {"rmtree"},  # what that child wrote: rmtree opens by descriptor itself
    # A round is its owner's, on the owner's machine; what is read there is read by read_named.
    "rounds.drafts": {"glob"},
    "rounds.event_log": {"open"},
    "rounds.folder": {"glob", "open", "rmtree"},
    "rounds.work": {"copy2"},
}
BESIDE_FOLDERS = {"os", "io", "pathlib", "shutil", "tempfile", "glob", "fileinput", "linecache"}
# Folders of tests that are no room of the library: the other top-level folders, and data.
TESTED_BESIDE_THE_LIBRARY = (
    *("attacks", "benchmarks", "calibration", "cli", "docs", "golden", "prs"),
)
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
    def inner(self) -> str:
        """Its name within the library."""
        return self.name.partition(".")[2]

    @property
    def room(self) -> str:
        """The folder or module of the library that it belongs to."""
        return self.inner.partition(".")[0]

    @property
    def ours(self) -> set[str]:
        """The modules of the library that it imports, by their names within it."""
        return {n.partition(".")[2] for n in self.everywhere if n.startswith("checker.")}

    @property
    def rooms(self) -> set[str]:
        """The rooms of the library that it imports, but for its own."""
        return {name.partition(".")[0] for name in self.ours} - {self.room}

    def is_in(self, places: Iterable[str]) -> bool:
        """Return whether it is one of some modules, or below one of some folders."""
        return any(within(self.inner, place) for place in places)

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


def within(name: str, place: str) -> bool:
    return name == place or name.startswith(f"{place}.")


def faults(modules: Iterable[tuple[Source, Iterable[str]]]) -> dict[str, list[str]]:
    return {module.name: sorted(found) for module, found in modules if found}


@cache
def library() -> list[Source]:
    return sources("checker/**/*.py")


@cache
def inside() -> list[Source]:
    return [each for each in library() if each.name.startswith("checker.sandbox.inside")]


@cache
def keys() -> list[Source]:
    """Return what packs are made of, but for what several hidden tests of a pack play."""
    found = sources("solutions/*/*.py", "solutions/*/defects/*.py")
    return [each for each in found if not each.name.endswith(".scenes")]


@cache
def hidden_tests() -> list[Source]:
    return sources("solutions/*/scenes.py", "solutions/*/tests/*.py")


def test_every_room_of_the_library_has_its_stage() -> None:
    staged = [room for stage in STAGES for room in stage]
    assert len(staged) == len(set(staged))
    assert {each.room for each in library()} - {""} == set(staged)


def test_a_room_imports_earlier_stages_alone() -> None:
    order = {room: number for number, stage in enumerate(STAGES) for room in stage}
    later = [
        (each, {room for room in each.rooms if order[room] >= order[each.room]})
        for each in library()
        if each.room
    ]
    assert faults(later) == {}


@pytest.mark.parametrize("room", WITH_ROOMS_OF_THEIR_OWN)
def test_no_two_folders_of_a_large_room_import_each_other(room: str) -> None:
    graph: dict[str, set[str]] = {}
    for module in library():
        if module.room == room and module.inner != room:
            mine = folder_of(module.inner)
            others = {folder_of(n) for n in module.ours if n.startswith(f"{room}.")}
            graph.setdefault(mine, set()).update(others - {mine})
    assert len(graph) > 2
    assert [*TopologicalSorter(graph).static_order()]  # raises where there is a circle


def folder_of(name: str) -> str:
    return ".".join(name.split(".")[:2])


def test_the_places_that_are_named_are_there() -> None:
    for place in (*PURE, *STARTS_PROCESSES, *RUNS_GIT, *NAMES_ERRORS_OF_GIT):
        assert any(each.is_in([place]) for each in library()), place


def test_the_library_knows_nothing_of_the_command_and_never_prints() -> None:
    above = {"cli", "click", "rich", "solutions", "tests", "benchmarks"}
    tops = [(each, {n.split(".")[0] for n in each.everywhere} & above) for each in library()]
    assert faults(tops) == {}
    within_it = [e for e in library() if e not in inside()]  # those are processes of their own
    printing = [(each, calls(each) & {"print", "input", "sys.exit"}) for each in within_it]
    assert faults(printing) == {}


def test_what_is_pure_reads_and_writes_nothing() -> None:
    pure = [each for each in library() if each.is_in(PURE)]
    free = {each: each.everywhere - ONE_AT_A_TIME.get(each.inner, set()) for each in pure}
    assert faults((each, free[each] & IMPURE) for each in pure) == {}
    impure = [
        (each, {n for n in each.ours if not any(within(n, place) for place in PURE)})
        for each in pure
    ]
    assert faults(impure) == {}
    touching = {"open", "eval", "exec", "Path", "Path.cwd", "Path.home"}
    assert faults((each, calls(each) & touching) for each in pure) == {}


def test_only_the_model_says_path_and_only_as_a_type() -> None:
    tied = [
        each.name
        for each in library()
        if each.is_in(PURE)
        and any(isinstance(node, ast.Name) and node.id == "Path" for node in ast.walk(each.tree))
    ]
    assert tied == ["checker.model.key", "checker.model.pack"]


def test_processes_are_started_in_few_places() -> None:
    ways = {"subprocess", "multiprocessing", "pty"}
    others = [each for each in library() if not each.is_in(STARTS_PROCESSES)]
    assert faults((each, each.everywhere & ways) for each in others) == {}
    for place in STARTS_PROCESSES:
        assert any(each.is_in([place]) and each.everywhere & ways for each in library()), place
    starts = ("os.fork", "os.exec", "os.spawn", "os.posix_spawn", "os.system", "os.popen")
    made = [(each, {c for c in calls(each) if c.startswith(starts)}) for each in library()]
    forking = {"checker.sandbox.inside", "checker.sandbox.warm"}
    assert {name.rpartition(".")[0] for name in faults(made)} == forking
    assert {each.name for each in others if "create_subprocess" in ast.unparse(each.tree)} == set()


def test_git_is_run_in_one_place_and_for_few() -> None:
    foreign = {e.inner for e in library() if any(n.split(".")[0] == "git" for n in e.everywhere)}
    assert foreign == {"system.git", *NAMES_ERRORS_OF_GIT}
    assert {each.inner for each in library() if "git" in each.everywhere} == {"system.git"}
    assert {each.inner for each in library() if "system.git" in each.ours} == set(RUNS_GIT)


def test_keys_import_the_model_and_the_rules_and_no_machinery() -> None:
    assert keys()
    allowed = ("checker.model", "checker.rules", "libcst", "packaging")
    own = [(e, e.foreign(*allowed, ".".join(e.name.split(".")[:2]))) for e in keys()]
    assert faults(own) == {}


def test_hidden_tests_import_the_player_and_the_simulator_besides() -> None:
    assert hidden_tests()
    machinery = (
        "checker.sandbox.player",
        "checker.simulator",
    )
    allowed = ("checker.model", "checker.rules", "libcst", "packaging", "pytest", *machinery)
    own = [(e, e.foreign(*allowed, ".".join(e.name.split(".")[:2]))) for e in hidden_tests()]
    assert faults(own) == {}


def test_files_that_somebody_untrusted_wrote_are_opened_in_one_place() -> None:
    handling = [
        each
        for each in library()
        if each.is_in(HANDLE_FOREIGN_FILES) and each not in inside()  # those are the player's own
    ]
    opened = {each.inner: last_names(each) & OPENS_BY_PATH for each in handling}
    assert {name: found for name, found in opened.items() if found} == OPENED_BY_PATH


def last_names(module: Source) -> set[str]:
    """Return the last names of all that a module calls, but for methods of a FolderPath."""
    return {name.rpartition(".")[2] for name in calls(module)}


def test_hidden_tests_see_files_through_the_players_folder_alone() -> None:
    assert faults((e, e.everywhere & BESIDE_FOLDERS) for e in hidden_tests()) == {}
    assert (
        faults((e, calls(e) & {"open", "__import__", "eval", "exec"}) for e in hidden_tests()) == {}
    )


def test_what_runs_beside_the_candidate_is_the_standard_library_and_itself() -> None:
    assert inside()
    itself = "checker.sandbox.inside"  # written as ".": the rest of us is not on its path
    assert faults((each, each.foreign(itself, "mistralai", "pytest")) for each in inside()) == {}
    top = {"mistralai", "pytest"}
    assert faults((e, {n for n in e.at_the_top if n.split(".")[0] in top}) for e in inside()) == {}
    absolute = [
        each.name
        for each in inside()
        for node in ast.walk(each.tree)
        if isinstance(node, ast.ImportFrom) and not node.level and "checker" in (node.module or "")
    ]
    assert absolute == []


def test_the_simulator_stands_alone() -> None:
    mine = [each for each in library() if each.room == "simulator"]
    assert mine
    alone = ("h11", "checker.errors", "checker.simulator")
    # To lead clients of the same process here it has to change the SDK's own table of hosts.
    sdk = {"simulator.reach": ("mistralai",)}
    assert faults((each, each.foreign(*alone, *sdk.get(each.inner, ()))) for each in mine) == {}


def test_what_is_imported_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {Requirement(each).name for each in project["dependencies"]}
    ours = ("checker", "cli", "prs", "solutions")
    allowed = (*ours, *(DISTRIBUTIONS.get(name, name) for name in declared))
    modules = [*library(), *keys(), *hidden_tests(), *sources("cli/**/*.py")]
    assert faults((each, each.foreign(*allowed)) for each in modules) == {}


def test_the_folders_of_tests_mirror_the_code() -> None:
    staged = {room for stage in STAGES for room in stage}
    folders = {f.name for f in (ROOT / "tests").iterdir() if any(f.rglob("*.py"))}
    assert folders - staged - {*TESTED_BESIDE_THE_LIBRARY} == set()
    beside = {path.stem.removeprefix("test_") for path in (ROOT / "tests").glob("test_*.py")}
    files = {path.stem for path in (ROOT / "checker").glob("*.py")}
    assert beside - files - {"constraints", "design", "documentation", "import_direction"} == set()


def test_the_folders_of_the_commands_tests_mirror_the_command() -> None:
    tested = {f.name for f in (ROOT / "tests" / "cli").iterdir() if any(f.glob("test_*.py"))}
    assert tested <= {f.name for f in (ROOT / "cli").iterdir() if f.is_dir()}


def test_tests_import_the_room_that_they_are_named_after() -> None:
    modules = {each.name: each for each in sources("tests/**/*.py")}
    strangers = []
    for name, module in modules.items():
        room, _, file = name.removeprefix("tests.").rpartition(".")
        beside = room.partition(".")[0] in {"", "page", *TESTED_BESIDE_THE_LIBRARY}
        if file.startswith("test_") and not beside:
            helpers = {f"tests.{room}.conftest", *module.everywhere} & {*modules}
            used = module.everywhere.union(*(modules[each].everywhere for each in helpers))
            if not any(within(each, f"checker.{room}") for each in used):
                strangers.append(name)
    assert strangers == []  # the page's tests serve it by the command
