"""What a static tool could do that a hostile file took over, and that it finds what it should."""

from __future__ import annotations

import json
import os
import socket
import sys
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from checker.checks import lint
from checker.errors import EnvironmentBrokenError
from checker.sandbox.inside import landlock
from checker.sandbox.isolation import bubblewrap, levels, run_tool
from checker.sandbox.isolation import landlocked as confined
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.probe import probe_tool
from checker.system import trees
from tests.sandbox.conftest import levels as levels_here

LEVELS = levels_here()
KEPT_IN = [level for level in LEVELS if level is not Isolation.BASIC]
at_every_level = pytest.mark.parametrize("level", LEVELS)
where_kept_in = pytest.mark.parametrize("level", KEPT_IN)
APP = PurePosixPath("src/helpdesk/app.py")
SHADOWING = b"def f(id: int) -> int:\n    return id\n"
STAND_IN = """\
import ctypes, json, os, socket, subprocess, sys, threading

given = json.load(sys.stdin)
libc = ctypes.CDLL(None, use_errno=True)

def refused(number):
    if number < 0:
        raise OSError(ctypes.get_errno(), "")

def run_thread():
    thread = threading.Thread(target=lambda: None)
    thread.start()
    thread.join()

could = {}
for name, attempt in given["tries"].items():
    try:
        exec(attempt)
        could[name] = ""
    except BaseException as error:
        could[name] = type(error).__name__
json.dump(could, sys.stdout)
"""
ALLOWED = {
    "import the standard library": "import sqlite3, ssl, decimal",
    "import what is installed": "import libcst",
    "import messypr": "import checker.model.scopes",
    "read the tree": "open('source.py').read()",
    "write beside it": "open('made', 'w').write('x'); os.rename('made', 'moved')",
    "make folders": "os.makedirs('deep/er'); os.listdir('deep')",
    "write to nowhere": "open(os.devnull, 'w').write('x')",
    "start a thread": "run_thread()",
}
OUTSIDE, TRACE = "write outside", "trace a process"  # one that is traced does not end by itself
KEPT_FROM = {
    "read a secret": "open(given['secret']).read()",
    "list the home folder": "os.listdir(os.path.dirname(given['secret']))",
    "read the password hashes": "open('/etc/shadow').read()",
    "read a file through a link": "os.symlink(given['secret'], 'l'); open('l').read()",
    OUTSIDE: "open(given['outside'], 'w').write('x')",
    "change what is installed": "open(json.__file__, 'a')",
    "change messypr": "open(given['ours'], 'a')",
    "reach a server": "socket.create_connection(('127.0.0.1', given['port']), 1)",
    "listen": "socket.create_server(('127.0.0.1', 0))",
    "send a datagram": "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
    "open a local socket": "socket.socket(socket.AF_UNIX)",
    "fork": "os._exit(0) if os.fork() == 0 else None",
    "start a program": "subprocess.run(['/bin/true'], check=True)",
    "make namespaces": "refused(libc.unshare(0x10000000))",
    TRACE: "refused(libc.ptrace(0, 0, 0, 0))",
    "signal the judge": "os.kill(given['judge'], 0)",
}


@pytest.fixture
def bystander() -> Iterator[int]:
    """Yield the port of a server on loopback that is none of a tool's business."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a file in the home folder of whoever grades."""
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    file = tmp_path / "home" / ".netrc"
    file.write_text("password s3cret", "utf-8")
    return file


def stood_in(
    level: Isolation | None, tree: Path, tries: dict[str, str], **given: Any
) -> dict[str, str]:
    """Return by what each try failed, "" where it did not."""
    tree.mkdir()
    (tree / "source.py").write_text("x = 1\n", "utf-8")
    done = run_tool.run(
        [sys.executable, "-I", "-B", "-c", STAND_IN],
        cwd=tree,
        seconds=60,
        stdin=json.dumps({"tries": tries, **given}).encode(),
        level=level,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


@at_every_level
def test_a_tool_can_do_what_tools_do(level: Isolation, tmp_path: Path) -> None:
    done = stood_in(level, tmp_path / "tree", ALLOWED)
    assert done == dict.fromkeys(ALLOWED, "")
    assert (tmp_path / "tree" / "moved").read_text("utf-8") == "x"


def taken_over(level: Isolation | None, folder: Path, secret: Path, port: int) -> set[str]:
    """Return what a tool could do that was taken over."""
    outside = folder / "outside"
    done = stood_in(
        level,
        folder / "tree",
        {
            name: each
            for name, each in KEPT_FROM.items()
            if level is not Isolation.BASIC or name != TRACE
        },
        secret=str(secret),
        outside=str(outside),
        ours=run_tool.__file__,
        port=port,
        judge=os.getpid(),
    )
    could = {name for name, failed in done.items() if not failed}
    return could if outside.exists() else could - {OUTSIDE}  # inside it may be a /tmp of its own


@where_kept_in
def test_a_tool_that_was_taken_over_gets_nowhere(
    level: Isolation, tmp_path: Path, secret: Path, bystander: int
) -> None:
    assert taken_over(level, tmp_path, secret, bystander) == set()


@at_every_level
def test_doctor_finds_no_promise_broken(level: Isolation) -> None:
    tried = probe_tool(level)
    assert [each.what for each in tried if each.broken] == []
    assert any(each.could for each in tried) is (level is Isolation.BASIC)


def test_at_level_basic_it_would(tmp_path: Path, secret: Path, bystander: int) -> None:
    could = taken_over(Isolation.BASIC, tmp_path, secret, bystander)
    assert could >= {"read a secret", "read a file through a link", OUTSIDE, "reach a server"}
    assert could >= {"listen", "open a local socket", "fork", "start a program", "signal the judge"}


@at_every_level
def test_a_tool_has_limits_and_a_deadline(level: Isolation, tmp_path: Path) -> None:
    tell = "import resource as r; print(*r.getrlimit(r.RLIMIT_AS), *r.getrlimit(r.RLIMIT_FSIZE))"
    command = [sys.executable, "-I", "-c", tell]
    done = run_tool.run(command, cwd=tmp_path, seconds=60, level=level)
    assert (
        done.stdout.split()
        == [str(run_tool.MAX_MEMORY_BYTES)] * 2 + [str(run_tool.MAX_FILE_BYTES)] * 2
    )
    command = [sys.executable, "-I", "-c", "import time; time.sleep(60)"]
    assert run_tool.run(command, cwd=tmp_path, seconds=0.5, level=level).returncode is None


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Let this machine look as if it had no namespaces, or no Landlock either."""

    def take(*, landlocked: bool) -> None:
        monkeypatch.setattr(bubblewrap, "works", lambda: False)
        if not landlocked:
            monkeypatch.setattr(landlock, "version", lambda: 0)
        levels.best_isolation.cache_clear()

    yield take
    monkeypatch.undo()
    levels.best_isolation.cache_clear()


@pytest.mark.skipif(Isolation.CONFINED not in LEVELS, reason="this kernel has no Landlock for TCP")
def test_where_namespaces_are_refused_a_tool_is_confined(
    without: Callable[..., None], tmp_path: Path, secret: Path, bystander: int
) -> None:
    without(landlocked=True)
    assert levels.best_isolation() is Isolation.CONFINED
    assert taken_over(None, tmp_path, secret, bystander) == set()


def test_where_there_is_no_landlock_either_a_tool_runs_with_limits(
    without: Callable[..., None], tmp_path: Path
) -> None:
    without(landlocked=False)
    assert levels.best_isolation() is Isolation.BASIC
    tree = trees.write({APP: SHADOWING}, tmp_path)
    assert [each.code for each in lint.findings(tree, [APP], select=["A002"])] == ["A002"]


def test_a_tool_that_cannot_be_confined_as_was_asked_does_not_run(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    old = "from inside import landlock\nlandlock.version = lambda: 3\nmain("
    monkeypatch.setattr(confined, "STARTER", confined.STARTER.replace("main(", old))
    tree = trees.write({APP: SHADOWING}, tmp_path)
    with pytest.raises(
        EnvironmentBrokenError, match=r"126: .*ruff cannot be isolated here: .*ABI 3"
    ):
        lint.findings(tree, [APP], select=["A002"], level=Isolation.CONFINED)
