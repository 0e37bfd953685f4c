"""Warm servers: each request is alone, and nothing of them outlives their owner."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from checker.errors import EnvironmentBrokenError
from checker.sandbox.client.judge import Judge
from checker.sandbox.client.pool import JudgePool
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.warm.client import NoAnswerError, Server, ServerCall
from checker.sandbox.warm.tools import NO_TOOLS, Tools
from tests.sandbox.conftest import levels
from tests.sandbox.processes import begun, descendants, ended, opened

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="there alone are warm servers")

ENTRY = "tests.sandbox.odd_work:prepare"
WORK = ServerCall(entry=ENTRY, settings=lambda: {"of": "the owner"})
OWNER = f"""
import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell in the background ignores it
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.warm.client import Server, ServerCall
server = Server(ServerCall(entry={ENTRY!r}), Isolation(sys.argv[1]))
server.ask({{"do": "settings"}}, seconds=20)
print("up", flush=True)
sys.stdin.readline()
server.ask({{"do": "sleep", "with": 60}}, seconds=60)
"""


@pytest.fixture(scope="module", params=levels())
def server(request: pytest.FixtureRequest) -> Iterator[Server]:
    server = Server(WORK, request.param)
    yield server
    server.close()


@pytest.fixture
def ask(server: Server) -> Callable[..., Any]:
    def do(what: str, value: object = None, seconds: float = 20) -> Any:
        return server.ask({"do": what, "with": value}, seconds=seconds)

    return do


def test_the_work_is_prepared_once_with_the_owners_settings(ask: Callable[..., Any]) -> None:
    assert ask("settings") == {"of": "the owner"}


def test_nothing_of_a_request_is_there_at_the_next(ask: Callable[..., Any]) -> None:
    assert ask("files") == []
    assert ask("remember", "first") == ["first"]
    assert ask("remember", "second") == ["second"]
    assert ask("files") == []


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("end", 0),
        ("end", 1),
        ("crash", 0),
        ("nothing that there is", None),
        ("grow", 5 << 30),
        ("long", 2 << 20),
        ("odd", None),
        ("deep", 60),
        ("deep", 100_000),
    ],
)
def test_what_breaks_a_child_leaves_no_answer_and_the_server_up(
    ask: Callable[..., Any], what: str, value: object
) -> None:
    with pytest.raises(NoAnswerError):
        ask(what, value)
    assert ask("place")


@pytest.mark.parametrize(("what", "value"), [("sleep", 60), ("spin", None)])
def test_a_child_is_killed_at_its_deadline(
    ask: Callable[..., Any], what: str, value: object
) -> None:
    started = time.monotonic()
    assert ask("place")  # the server is up
    before = descendants(os.getpid())
    with ThreadPoolExecutor(1) as pool:
        late = pool.submit(ask, what, value, seconds=1)
        children = begun(os.getpid(), but=before)
        with pytest.raises(NoAnswerError, match="no answer in time"):
            late.result()
    assert time.monotonic() - started < 10
    assert {ended(child) for child in children} == {True}


@pytest.mark.parametrize("level", [each for each in levels() if each is not Isolation.BASIC])
def test_a_child_writes_and_starts_nothing_elsewhere(level: Isolation, tmp_path: Path) -> None:
    server = Server(WORK, level)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        tries = [
            ("write", str(tmp_path / "written")),
            ("write", "/etc/written"),
            ("write", "/tmp/written"),
            ("write", "/dev/shm/written"),
            ("fork", None),
            ("look into the server", None),
            ("connect", listener.getsockname()[1]),
        ]
        for what, value in tries:
            with pytest.raises(NoAnswerError):
                server.ask({"do": what, "with": value}, seconds=20)
    assert server.ask({"do": "write", "with": "here"}, seconds=20) == 1
    server.close()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("level", levels())
def test_a_child_sees_what_is_shown_below_a_folder_that_is_closed_to_it(
    level: Isolation, tmp_path: Path
) -> None:
    """Somebody's checkout may stand below /tmp, as ``tmp_path`` does."""
    (tmp_path / "shown").write_text("something", "utf-8")
    work = ServerCall(entry=ENTRY, readable=(tmp_path,))
    with contextlib.closing(Server(work, level)) as server:
        if level is not Isolation.CONFINED:  # there a tool reads what is installed, and no more
            asked = {"do": "read", "with": str(tmp_path / "shown")}
            assert server.ask(asked, seconds=20) == "something"
        assert server.ask({"do": "files"}, seconds=20) == []


def test_requests_are_answered_side_by_side(ask: Callable[..., Any]) -> None:
    begun = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        waits = [pool.submit(ask, "sleep", 1) for _ in range(8)]
        assert [each.result() for each in waits] == [None] * 8
    assert time.monotonic() - begun < 6


@pytest.mark.parametrize("level", levels())
def test_a_closed_server_leaves_nothing_behind(
    level: Isolation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = set(descendants(os.getpid()))
    files = open_files()
    server = Server(WORK, level)
    assert server.ask({"do": "files"}, seconds=20) == []
    up = descendants(os.getpid())
    waiting = threading.Thread(target=no_answer, args=(server, {"do": "sleep", "with": 60}))
    waiting.start()
    child = begun(os.getpid(), but=up)
    started = [*child, *opened({*up} - before)]
    assert len(started) >= 2
    server.close()
    waiting.join(10)
    assert not waiting.is_alive()
    assert {ended(descriptor) for descriptor in started} == {True}
    assert list(tmp_path.iterdir()) == []
    assert open_files() <= files


def open_files() -> int:
    return len([*Path("/proc/self/fd").iterdir()])


def no_answer(server: Server, request: object) -> None:
    with pytest.raises(NoAnswerError):
        server.ask(request, seconds=60)


@pytest.mark.parametrize("level", levels())
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_nothing_outlives_an_owner_that_is_killed(
    level: Isolation, how: signal.Signals, tmp_path: Path
) -> None:
    owner = subprocess.Popen(
        [sys.executable, "-c", OWNER, level],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )
    assert owner.stdin is not None
    assert owner.stdout is not None
    assert owner.stdout.readline() == b"up\n"
    servers = descendants(owner.pid)
    owner.stdin.write(b"ask\n")
    owner.stdin.flush()
    child = begun(owner.pid, but=servers)
    left = [*child, *opened(servers)]
    assert len(left) >= 2
    owner.send_signal(how)
    owner.wait()
    owner.stdin.close()
    owner.stdout.close()
    assert {ended(descriptor) for descriptor in left} == {True}
    assert list(tmp_path.iterdir()) == []


def test_a_server_that_was_killed_is_started_again() -> None:
    tools = Tools()
    assert tools.ask(WORK, {"do": "settings"}, seconds=20) == {"of": "the owner"}
    (server,) = tools._servers.values()
    started = opened(descendants(server._process.pid))
    server._process.kill()
    server._process.wait()
    assert all(ended(each) for each in started)  # those within may outlive it for a moment
    answers: list[object] = []
    while not answers:
        with contextlib.suppress(NoAnswerError):  # until it is known
            answers.append(tools.ask(WORK, {"do": "settings"}, seconds=20))
    assert [*tools._servers.values()] != [server]
    tools.close()
    with pytest.raises(EnvironmentBrokenError):
        tools.ask(WORK, {"do": "settings"}, seconds=20)


def test_work_that_cannot_be_prepared_is_tried_once() -> None:
    tools = Tools()
    hopeless = ServerCall(entry=ENTRY, settings=lambda: {"fails": True})
    for _ in range(3):
        with pytest.raises(NoAnswerError):
            tools.ask(hopeless, {"do": "settings"}, seconds=20)
    assert tools._servers == {}
    tools.close()


def test_a_server_is_started_when_it_pays() -> None:
    tools = Tools()
    work = ServerCall(entry=ENTRY, pays_from=2)
    with pytest.raises(NoAnswerError):
        tools.ask(work, {"do": "settings"}, seconds=20)
    assert tools._servers == {}
    assert tools.ask(work, {"do": "settings"}, seconds=20) == {}
    tools.close()


def test_only_so_many_servers_are_up() -> None:
    tools = Tools(most=1)
    for name in ("a", "b", "a"):
        work = ServerCall(entry=ENTRY, about=name, settings=partial(dict, name=name))
        assert tools.ask(work, {"do": "settings"}, seconds=20) == {"name": name}
        assert len(tools._servers) == 1
    tools.close()
    with pytest.raises(NoAnswerError):
        NO_TOOLS.ask(WORK, {"do": "settings"}, seconds=20)


def test_judges_share_their_tools_and_end_them() -> None:
    with JudgePool(count=2) as judges:
        assert {judge.tools for judge in judges._all} == {judges.tools}
        assert judges.tools.ask(WORK, {"do": "settings"}, seconds=20)
    with pytest.raises(EnvironmentBrokenError):
        judges.tools.ask(WORK, {"do": "settings"}, seconds=20)
    tools = Tools()
    with Judge(tools=tools):
        pass
    assert tools.ask(WORK, {"do": "settings"}, seconds=20)
    tools.close()
