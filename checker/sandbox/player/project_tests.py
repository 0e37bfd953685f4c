"""Run the candidate's own tests, as they are and against mutants of the candidate's code.

A test that cannot fail passes on any code. So the candidate's tests must pass on the candidate's
tree, and fail when a contract name misbehaves. Their outcome is the one claim of the player that
is accepted, and the report says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath
from typing import Any

from checker.model.pack import Tree
from checker.sandbox.isolation.folder import FolderPath
from checker.sandbox.player import in_place
from checker.sandbox.player.player import Player, PlayerLostError, Running
from checker.system import trees

SUITE_SECONDS = 60.0
SEED = 1  # of the order of tests: the same in every run, since another would tell the runs apart
INI_NAME = "pytest.ini"
INI = """\
[pytest]
addopts = --strict-markers
filterwarnings = error
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """Code that makes a contract name misbehave: appended to the module that defines it."""

    path: PurePosixPath
    code: str


class ProjectTests:
    """The candidate's own tests on the candidate's tree."""

    def __init__(
        self,
        tree: Path,
        package: str,
        tests: str,
        player: Callable[[tuple[PurePath, ...], FolderPath], Player],
        room: Callable[[], AbstractContextManager[FolderPath]],
    ) -> None:
        self._tree, self._package, self._tests = tree, package, tests
        self._player = player
        self._room = room

    def run(self) -> dict[str, str]:
        """Return the outcome of each of the candidate's tests, in a fresh player.

        Raises:
            PlayerLostError: the player died, hung, or claimed no outcomes at all.
        """
        return self._side_by_side([trees.read(self._tree)], first_failure=False)[0]

    def assert_they_catch(self, *mutants: Mutant) -> None:
        """Fail unless the tests pass as they are and every mutant makes one of them fail.

        The runs differ in behaviour alone: in each of them, the modules that any mutant changes
        have been edited without effect, so that a test that looks at their text fails in all.

        Raises:
            AssertionError: they fail as they are, or pass with a mutant; the message says which.
            PlayerLostError: a player died, hung, or claimed no outcomes at all.
        """
        tree = trees.read(self._tree)
        touched = {each.path for each in mutants}
        edited = {path: in_place.edited(tree.get(path, b"")) for path in sorted(touched)}
        same, *changed = (_with(tree, edited, each) for each in (None, *mutants))
        clean, *mutated = self._side_by_side([same, *changed], first_failure=True)
        assert clean, "the project has no tests left"  # noqa: S101  a hidden test's assertion
        failed = sorted(name for name, outcome in clean.items() if outcome != "passed")
        assert not failed, f"the project's own tests fail: {', '.join(failed)}"  # noqa: S101
        outcomes = zip(mutants, mutated, strict=True)
        survived = [mutant for mutant, found in outcomes if "failed" not in found.values()]
        assert not survived, (  # noqa: S101
            f"the tests stay green when {survived[0].path} misbehaves: {_first_words(survived[0])}"
        )

    def _side_by_side(self, laid: Sequence[Tree], *, first_failure: bool) -> list[dict[str, str]]:
        """Return the outcomes of the tests on each tree; every run has a player of its own.

        All trees are written before any player is there, each into a room of its own.
        """
        with ExitStack() as stack:
            rooms = [self._written(tree, stack.enter_context(self._room())) for tree in laid]
            started = [self._start(room, stack, first_failure=first_failure) for room in rooms]
            return [_outcomes(running.result(seconds=SUITE_SECONDS)) for running in started]

    def _start(self, room: FolderPath, stack: ExitStack, *, first_failure: bool) -> Running:
        root = PurePath(str(room))
        player = self._player((root / self._package, root / self._tests), room)
        stack.callback(player.close)
        return player.suite(
            {
                "root": str(root),
                "tests": str(root / self._tests),
                "ini": str(root / INI_NAME),
                "seed": SEED,
                "first_failure": first_failure,
            }
        )

    def _written(self, tree: Tree, room: FolderPath) -> FolderPath:
        for folder in sorted({path.parent for path in tree}):
            (room / folder).mkdir(parents=True, exist_ok=True)
        for path, content in tree.items():
            (room / path).write_bytes(content)
        (room / INI_NAME).write_text(INI)
        return room


def _with(tree: Tree, edited: Tree, mutant: Mutant | None) -> Tree:
    """Return a tree with edited modules, in one of which a contract name misbehaves."""
    codes = {mutant.path: mutant.code} if mutant is not None else {}
    continued = {
        path: in_place.continued(source, codes.get(path, "")) for path, source in edited.items()
    }
    return {**tree, **continued}


def _outcomes(claim: Any) -> dict[str, str]:
    if not isinstance(claim, dict):
        raise PlayerLostError("the candidate's tests gave no outcome that can be read")
    return {str(name): str(outcome) for name, outcome in claim.items()}


def _first_words(mutant: Mutant) -> str:
    return mutant.code.lstrip("# ").splitlines()[0]
