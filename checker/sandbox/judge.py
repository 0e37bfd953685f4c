"""The judge's process: runs hidden tests and never imports candidate code.

``python -I -m checker.sandbox.judge LEVEL`` reads one job a line from standard input and answers
each with one line. It stays up between jobs, so that the SDK is imported once.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, TextIO

import pytest

from checker.sandbox.fixtures import Collected, Job, Judging, connected
from checker.sandbox.host import Host
from checker.sandbox.levels import Level
from checker.sandbox.player import CandidateError, PlayerLostError
from checker.sandbox.project_tests import ProjectTests
from checker.simulator import Network

INI = """\
[pytest]
addopts = --strict-markers --strict-config
filterwarnings = error
"""
# Whatever is collected as garbage here, a socket of the candidate's in the inline player for one,
# is no fault of a hidden test, and must not end the judge.
OFF = ("terminal", "cacheprovider", "unraisableexception", "threadexception")
QUIET = ("--noconftest", *(part for name in OFF for part in ("-p", f"no:{name}")))


def main() -> None:
    """Serve jobs until standard input ends."""
    questions = os.fdopen(os.dup(0), encoding="utf-8")  # pytest keeps standard input from tests
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a test prints is no answer
    level = Level(sys.argv[1])
    with Host(level) as host, Network() as network, tempfile.TemporaryDirectory() as folder:
        host.warm_up()
        ini = Path(folder, "judge.ini")
        ini.write_text(INI, "utf-8")
        while line := questions.readline():
            request = json.loads(line)
            match request["kind"]:
                case "suite":
                    _answer(answers, _suite(request, host, network))
                case "collect":
                    _answer(answers, _collect(request, ini))
                case _:
                    taking = _taking(questions, answers)
                    _answer(answers, _hidden(request, host, network, ini, taking))


def _answer(answers: TextIO, reply: dict[str, Any]) -> None:
    answers.write(json.dumps(reply) + "\n")
    answers.flush()


def _taking(questions: TextIO, answers: TextIO) -> Callable[[], str | None]:
    """Return what takes the next test off the list; whoever keeps it knows that the last is run."""

    def take() -> str | None:
        _answer(answers, {"take": True})
        line = questions.readline()
        return json.loads(line)["test"] if line else None

    return take


def _hidden(
    request: dict[str, Any],
    host: Host,
    network: Network,
    ini: Path,
    take: Callable[[], str | None],
) -> dict[str, Any]:
    job = Job(
        tests=Path(request["tests"]),
        tree=host.take_in(Path(request["tree"])),
        package=request["package"],
        own_tests=request["own_tests"],
        inline=request["inline"],
    )
    judging = Judging(job, host, network, take)
    _forget_all_but(job.tests)
    wanted = [f"{job.tests}/{each}" for each in request["node_ids"]]
    with tempfile.TemporaryDirectory(dir=host.scratch) as scratch:
        arguments = ["-c", str(ini), "--rootdir", str(job.tests), "--basetemp", f"{scratch}/t"]
        status = pytest.main([*QUIET, "--import-mode=importlib", *arguments, *wanted], [judging])
    return {
        "status": int(status),
        "results": [dataclasses.asdict(result) for result in judging.results.values()],
        "integrity": judging.integrity,
    }


def _forget_all_but(tests: Path) -> None:
    """Forget the hidden tests of other keys: pytest would take them where names are the same."""
    for name, module in [*sys.modules.items()]:
        file = getattr(module, "__file__", None)
        if name.startswith("test_") and file and not Path(file).is_relative_to(tests):
            del sys.modules[name]


def _collect(request: dict[str, Any], ini: Path) -> dict[str, Any]:
    collected = Collected()
    tests = request["tests"]
    _forget_all_but(Path(tests))
    arguments = ["-c", str(ini), "--rootdir", tests, "--collect-only", tests]
    pytest.main([*QUIET, "--import-mode=importlib", *arguments], [collected])
    return {"node_ids": collected.node_ids}


def _suite(request: dict[str, Any], host: Host, network: Network) -> dict[str, Any]:
    """Run a project's own tests on a tree and return the player's claim."""
    simulator = network.simulator()
    with tempfile.TemporaryDirectory(dir=host.scratch) as scratch:
        tests = ProjectTests(
            Path(request["tree"]),
            request["package"],
            request["own_tests"],
            lambda path, folder: connected(host, simulator, path, folder),
            Path(scratch),
        )
        try:
            return {"outcomes": tests.run()}
        except (CandidateError, PlayerLostError) as error:
            return {"outcomes": {}, "problem": str(error)}
        finally:
            simulator.close()


if __name__ == "__main__":
    main()
