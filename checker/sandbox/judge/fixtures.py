"""The pytest plugin of the judge: the fixtures of hidden tests."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath

import pytest

from checker.errors import EnvironmentBrokenError
from checker.model.result import Outcome, TestResult
from checker.sandbox.isolation.folder import FolderPath
from checker.sandbox.judge.import_watch import NOT_IMPORTED, ImportWatch
from checker.sandbox.judge.telling import told
from checker.sandbox.player.host import Host, Session
from checker.sandbox.player.inline import InlinePlayer
from checker.sandbox.player.launch import SIMULATOR
from checker.sandbox.player.player import CandidateError, Player, PlayerLostError
from checker.sandbox.player.project_tests import ProjectTests
from checker.simulator import Behaviour, Network, Simulator

KEY = "test-key"
VECTOR_PLACES = 64
MARKER = "target(name): the contract name the test is about"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """The candidate's tree that hidden tests run on.

    ``package`` is its folder of packages, and ``packages`` are the names of those that the project
    has had before.
    """

    tree: Path
    package: str
    packages: tuple[str, ...]
    own_tests: str
    inline: bool = False
    patience: float = 1.0


def runs_own_tests(item: pytest.Item) -> bool:
    """Return whether a hidden test runs the candidate's own tests, which is slow."""
    return "project_tests" in getattr(item, "fixturenames", ())


class JudgePlugin:
    """Gives hidden tests their fixtures and keeps their results.

    ``take`` returns the node id of the next test to run.
    """

    def __init__(self, host: Host, network: Network, take: Callable[[], str | None]) -> None:
        self.host, self.network, self._take = host, network, take
        self.job: Job
        self._watch: ImportWatch
        self.results: dict[str, TestResult] = {}
        self.integrity: list[str] = []

    def begin(self, job: Job) -> None:
        """Run the tests that follow on another tree."""
        self.job, self.results, self.integrity = job, {}, []
        self._watch = ImportWatch(() if job.inline else job.packages)

    def run(self, by_name: Mapping[str, Sequence[pytest.Item]]) -> None:
        """Run the tests that ``take`` names, each with all of its parameters."""
        while (name := self._take()) is not None:
            for item in by_name[name]:
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=None)

    @pytest.fixture
    def folder(self) -> Iterator[FolderPath]:
        """A folder that players can write to, which nobody opens by path."""
        with self.host.room_on_disk() if self.job.inline else self.host.room() as lent:
            yield lent

    @pytest.fixture
    def mistral(self) -> Iterator[Simulator]:
        """A fresh Mistral API on loopback, with an empty log.

        Its model has no habits of its own: what one submission meets every other must meet too, and
        a hidden test scripts the rest. Its vectors are short, since tests compare them whole.
        """
        simulator = self.network.simulator()
        simulator.limits = replace(simulator.limits, dimensions=VECTOR_PLACES)
        simulator.behaviour = Behaviour(calls_tools="never", text_at_end=0)
        yield simulator
        simulator.close()

    @pytest.fixture
    def player(self, mistral: Simulator, folder: FolderPath) -> Iterator[Player]:
        """A fresh player whose client reaches ``mistral`` and nothing else."""
        if self._watch.hangs:
            raise PlayerLostError(NOT_IMPORTED)
        path = (self.job.tree / self.job.package,)
        made = (
            self._inline(path, folder, mistral)
            if self.job.inline
            else self._player(path, folder, mistral)
        )
        made.environ["MISTRAL_API_KEY"] = KEY
        yield made
        self._canary(made)
        made.close()
        self._watch.saw(made)

    @pytest.fixture
    def project_tests(self, mistral: Simulator) -> ProjectTests:
        """The candidate's own tests."""
        return ProjectTests(
            self.job.tree,
            self.job.package,
            self.job.own_tests,
            lambda path, folder: self._player(path, folder, mistral),
            self.host.room,
        )

    def pytest_configure(self, config: pytest.Config) -> None:
        """Register the markers of hidden tests, and switch pytest's tracebacks off."""
        config.addinivalue_line("markers", MARKER)
        config.option.tbstyle = "no"

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Iterator[None]:
        """Keep the worst phase of each test."""
        report = yield
        self._keep(item, call, report)  # type: ignore[arg-type]  # pluggy types no wrappers
        return report

    def _keep(
        self, item: pytest.Item, call: pytest.CallInfo[None], report: pytest.TestReport
    ) -> None:
        name = item.nodeid
        if report.when == "setup" and report.passed:
            return
        if name in self.results and (
            report.passed or self.results[name].outcome is not Outcome.PASSED
        ):
            return
        marker = item.get_closest_marker("target")
        error = call.excinfo.value if call.excinfo else None
        why = told(error)
        self.results[name] = TestResult(
            node_id=name,
            outcome=_outcome(report, error),
            message=why.words,
            said=why.said,
            target=str(marker.args[0]) if marker else "",
            broke=isinstance(error, PlayerLostError | EnvironmentBrokenError),
        )

    def _player(self, path: tuple[PurePath, ...], folder: FolderPath, mistral: Simulator) -> Player:
        return connected(self.host, mistral, path, folder, self.job.patience)

    def _inline(self, path: tuple[Path, ...], folder: FolderPath, mistral: Simulator) -> Player:
        return InlinePlayer(path, folder, mistral.urls)

    def _canary(self, player: Player) -> None:
        """Ask for a module that does not exist: a player that answers has been tampered with."""
        if not player.alive:
            return
        absent = f"a{secrets.token_hex(4)}:absent"
        try:
            player.call(absent, seconds=2)
        except CandidateError as error:
            if error.type != "ModuleNotFoundError":
                self.integrity.append(f"the canary call was answered with {error.type}")
        except PlayerLostError:
            return
        else:
            self.integrity.append("the player answered a call to a module that does not exist")


def connected(
    host: Host,
    mistral: Simulator,
    path: tuple[PurePath, ...],
    folder: FolderPath,
    patience: float = 1.0,
) -> Player:
    """Return a player whose client reaches a simulator and nothing else."""

    def connect(environ: Mapping[str, str]) -> Session:
        session = host.open(path=path, folder=folder, environ=environ, servers=mistral.urls)
        if session.listeners:
            mistral.serve_on(session.listeners, SIMULATOR)
        return session

    return Player(connect, folder, patience)


def _outcome(report: pytest.TestReport, error: BaseException | None) -> Outcome:
    if report.passed:
        return Outcome.PASSED
    if isinstance(error, EnvironmentBrokenError):
        return Outcome.ERROR
    return Outcome.FAILED  # a skipped test is not a pass
