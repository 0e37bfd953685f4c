"""Run the candidate's own tests, as they are and against mutants of the candidate's code.

A test that cannot fail passes on any code. So the candidate's tests must pass on the candidate's
tree, and fail when a contract name misbehaves. Their outcome is the one claim of the player that
is accepted, and the report says so.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from checker.sandbox.player.player import Player, PlayerLostError, Running

SUITE_SECONDS = 60.0
INI_NAME = ".messypr.ini"
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
        player: Callable[[tuple[Path, ...], Path], Player],
        scratch: Path,
    ) -> None:
        self._tree, self._package, self._tests = tree, package, tests
        self._player = player
        self._scratch = scratch
        self._numbers: Iterator[int] = itertools.count()

    def run(self) -> dict[str, str]:
        """Return the outcome of each of the candidate's tests, in a fresh player.

        Raises:
            PlayerLostError: the player died, hung, or claimed no outcomes at all.
        """
        return self._side_by_side([None])[0]

    def assert_they_catch(self, *mutants: Mutant) -> None:
        """Fail unless the tests pass as they are and every mutant makes one of them fail.

        Raises:
            AssertionError: they fail as they are, or pass with a mutant; the message says which.
            PlayerLostError: a player died, hung, or claimed no outcomes at all.
        """
        clean, *mutated = self._side_by_side([None, *mutants])
        assert clean, "the project has no tests left"  # noqa: S101  a hidden test's assertion
        failed = sorted(name for name, outcome in clean.items() if outcome != "passed")
        assert not failed, f"the project's own tests fail: {', '.join(failed)}"  # noqa: S101
        outcomes = zip(mutants, mutated, strict=True)
        survived = [mutant for mutant, found in outcomes if "failed" not in found.values()]
        assert not survived, (  # noqa: S101
            f"the tests stay green when {survived[0].path} misbehaves: {_first_words(survived[0])}"
        )

    def _side_by_side(self, mutants: Sequence[Mutant | None]) -> list[dict[str, str]]:
        """Return the outcomes of the tests with each mutant; every run has a player of its own."""
        with ExitStack() as stack:
            started = [self._start(mutant, stack) for mutant in mutants]
            return [_outcomes(running.result(seconds=SUITE_SECONDS)) for running in started]

    def _start(self, mutant: Mutant | None, stack: ExitStack) -> Running:
        number = next(self._numbers)
        root = self._copy(number, mutant)
        ini = root / INI_NAME
        ini.write_text(INI, "utf-8")
        player = self._player((root / self._package, root / self._tests), root)
        stack.callback(player.close)
        tests = str(root / self._tests)
        return player.suite(
            {
                "root": str(root),
                "tests": tests,
                "ini": str(ini),
                "seed": number,
                "first_failure": mutant is not None,  # one failing test is enough
            }
        )

    def _copy(self, number: int, mutant: Mutant | None) -> Path:
        root = self._scratch / f"tree-{number}"
        shutil.copytree(self._tree, root)
        if mutant is not None:
            with (root / mutant.path).open("a", encoding="utf-8") as module:
                module.write(f"\n\n{mutant.code}")
        return root


def _outcomes(claim: Any) -> dict[str, str]:
    if not isinstance(claim, dict):
        raise PlayerLostError("the candidate's tests gave no outcome that can be read")
    return {str(name): str(outcome) for name, outcome in claim.items()}


def _first_words(mutant: Mutant) -> str:
    return mutant.code.lstrip("# ").splitlines()[0]
