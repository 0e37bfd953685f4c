"""The judge's process: runs hidden tests and never imports candidate code.

``python -I -m checker.sandbox.judge LEVEL [inline]`` reads one job a line from standard input and
answers each with one line. It stays up between jobs, so that the SDK is imported once and the
hidden tests of a pack are collected once.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from checker.packs import private
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.judge.fixtures import Job, JudgePlugin, connected, runs_own_tests
from checker.sandbox.judge.telling import told
from checker.sandbox.player.host import Host
from checker.sandbox.player.player import CandidateError, PlayerLostError
from checker.sandbox.player.project_tests import ProjectTests
from checker.simulator import Network

INI = """\
[pytest]
addopts = --strict-markers --strict-config
filterwarnings = error
"""
# An object that is collected as garbage here, such as a candidate's socket in the inline player, is
# no fault of a hidden test and must not end the judge. The judge has its own temporary folders.
OFF = ("terminal", "cacheprovider", "unraisableexception", "threadexception", "tmpdir")
QUIET = ("--noconftest", *(part for name in OFF for part in ("-p", f"no:{name}")))
WENT_WELL = (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED, pytest.ExitCode.NO_TESTS_COLLECTED)

Message = dict[str, Any]


class JobPipe:
    """The pipe of questions and answers, one line each."""

    def __init__(self) -> None:
        # pytest hides standard input from tests, and nothing that a test prints can be an answer.
        self._questions = os.fdopen(os.dup(0), encoding="utf-8")
        self._answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)

    def next(self) -> Message | None:
        """Return the next question, or None at the end of the input."""
        line = self._questions.readline()
        return json.loads(line) if line else None

    def answer(self, reply: Message) -> None:
        """Answer the last question that was read."""
        self._answers.write(json.dumps(reply) + "\n")
        self._answers.flush()

    def take(self) -> str | None:
        """Return the next test of the queue; the call also reports that the last one has run."""
        self.answer({"take": True})
        told = self.next()
        return told["test"] if told else None


def main() -> None:
    """Serve jobs until standard input ends."""
    desk = JobPipe()
    level, *how = sys.argv[1:]
    with (
        Host(Isolation(level)) as host,
        Network() as network,
        tempfile.TemporaryDirectory() as folder,
    ):
        if "inline" not in how:
            host.warm_up()
        ini = Path(folder, "judge.ini")
        ini.write_text(INI, "utf-8")
        request = desk.next()
        while request is not None:
            if request["kind"] == "suite":
                desk.answer(_suite(request, host, network))
                request = desk.next()
            else:
                request = _serve_pack(desk, request, host, network, ini)


def _serve_pack(
    desk: JobPipe, request: Message, host: Host, network: Network, ini: Path
) -> Message | None:
    """Answer a question about hidden tests, and the following ones about the same tests.

    Returns:
        The first question about other tests, or None.
    """
    tests = Path(request["tests"])
    _forget_hidden_tests()
    private.import_keys_from(tests.parents[1])  # also where the key is not installed
    serving = TestServer(desk, request, JudgePlugin(host, network, desk.take))
    arguments = ["-c", str(ini), "--rootdir", str(tests), "--import-mode=importlib", str(tests)]
    status = pytest.main([*QUIET, *arguments], [serving, serving.judging])
    if status in WENT_WELL:
        return serving.request
    desk.answer({"status": int(status), "problem": serving.problem})
    return desk.next()


def _forget_hidden_tests() -> None:
    """Forget the modules of hidden tests: pytest would reuse a module of the same name."""
    for name in [name for name in sys.modules if name.startswith("test_")]:
        del sys.modules[name]


class TestServer:
    """Answers questions about the hidden tests that pytest has collected."""

    def __init__(self, desk: JobPipe, request: Message, judging: JudgePlugin) -> None:
        self._desk, self.judging = desk, judging
        self.request: Message | None = request
        self._tests = Path(request["tests"])
        self._state = _state(self._tests)
        self.problem = ""

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Note the first file of hidden tests that cannot be collected, and why."""
        if report.failed and not self.problem:
            lines = [line.removeprefix("E").strip() for line in report.longreprtext.splitlines()]
            self.problem = f"{report.nodeid}: {lines[-1] if lines else 'cannot be collected'}"

    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Serve until a question is about other tests, or these were changed."""
        if session.testsfailed:
            return None  # pytest says itself that something cannot be collected
        by_name = _by_name(session.items)
        while self.request is not None and self._is_mine(self.request):
            self._desk.answer(self._reply(self.request, session.items, by_name))
            self.request = self._desk.next()
        return True

    def _is_mine(self, request: Message) -> bool:
        if request["kind"] == "suite":
            return True
        return request["tests"] == str(self._tests) and _state(self._tests) == self._state

    def _reply(
        self, request: Message, items: list[pytest.Item], by_name: dict[str, list[pytest.Item]]
    ) -> Message:
        judging = self.judging
        match request["kind"]:
            case "suite":
                return _suite(request, judging.host, judging.network)
            case "collect":
                return {"node_ids": [each.nodeid for each in items if not runs_own_tests(each)]}
        if unknown := [name for name in request["node_ids"] if name not in by_name]:
            return {"unknown": unknown, "known": [*by_name]}
        judging.begin(_job(request, judging.host))
        judging.run(by_name)
        return {
            "results": [dataclasses.asdict(result) for result in judging.results.values()],
            "integrity": judging.integrity,
        }


def _job(request: Message, host: Host) -> Job:
    return Job(
        tree=host.take_in(Path(request["tree"])),
        package=request["package"],
        packages=tuple(request["packages"]),
        own_tests=request["own_tests"],
        inline=request["inline"],
        patience=request["patience"],
    )


def _state(tests: Path) -> list[tuple[str, int, int]]:
    """Return the state of the files of hidden tests; it differs once one of them was changed."""
    files = [(str(path), path.stat()) for path in tests.rglob("*.py")]
    return sorted((name, found.st_mtime_ns, found.st_size) for name, found in files)


def _by_name(items: list[pytest.Item]) -> dict[str, list[pytest.Item]]:
    """Return tests by their node ids, and by each prefix of a node id that names several tests."""
    found: dict[str, list[pytest.Item]] = {}
    for item in items:
        parts = item.nodeid.partition("[")[0].split("::")
        names = {"::".join(parts[: count + 1]) for count in range(len(parts))}
        for name in {item.nodeid, *names}:
            found.setdefault(name, []).append(item)
    return found


def _suite(request: Message, host: Host, network: Network) -> Message:
    """Run a project's own tests on a tree and return the player's claim."""
    simulator = network.simulator()
    tests = ProjectTests(
        Path(request["tree"]),
        request["package"],
        request["own_tests"],
        lambda path, folder: connected(host, simulator, path, folder),
        host.room,
    )
    try:
        return {"outcomes": tests.run()}
    except (CandidateError, PlayerLostError) as error:
        return {"outcomes": {}, "problem": told(error).words, "said": told(error).said}
    finally:
        simulator.close()


if __name__ == "__main__":
    main()
