"""Ctrl-C in a terminal, or being told to end, in the middle of work: nothing is left."""

from __future__ import annotations

import os
import pty
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.command import MESSYPR
from tests.sandbox.processes import descendants, ended, opened

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc and pidfds")

GRADE = ("--pack", "helpdesk", "--seed", "42", "--no-cache")
# The terminal that a new session opens first is the one whose Ctrl-C reaches it.
IN_A_TERMINAL = """
import os, signal, sys
for each in (signal.SIGINT, signal.SIGHUP):  # a shell in the background, or nohup, ignores them
    signal.signal(each, signal.SIG_DFL)
os.close(os.open(os.ttyname(0), os.O_RDWR))
os.execv(sys.argv[1], sys.argv[1:])
"""


@pytest.mark.parametrize(
    ("end", "code"),
    [
        pytest.param(lambda terminal, _: os.write(terminal, b"\x03"), 130, id="Ctrl-C"),
        pytest.param(
            lambda _, process: process.terminate(), 143, id="SIGTERM", marks=pytest.mark.slow
        ),
        pytest.param(
            lambda _, process: process.send_signal(signal.SIGHUP),
            143,
            id="SIGHUP",
            marks=pytest.mark.slow,
        ),
    ],
)
@pytest.mark.parametrize(
    ("arguments", "begun"),
    [
        pytest.param(("grade", "{dealt}", *GRADE), rb"hidden tests", id="grade"),
        pytest.param(("prove", "helpdesk"), rb"[1-9]\d/\d\d", id="prove", marks=pytest.mark.slow),
    ],
)
def test_what_is_interrupted_ends_at_once_and_leaves_nothing(
    *,
    tmp_path: Path,
    dealt: Path,
    arguments: tuple[str, ...],
    begun: bytes,
    end: Callable[[int, subprocess.Popen[bytes]], object],
    code: int,
) -> None:
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    before = {*descendants(os.getpid())}
    with in_a_terminal([each.format(dealt=dealt) for each in arguments], temporary) as (
        process,
        terminal,
    ):
        read_until(terminal, begun)
        children = opened({*descendants(os.getpid())} - before)
        end(terminal, process)
        said = rest(terminal)
        assert process.wait() == code
    assert b"Traceback" not in said
    assert len(children) >= 4
    assert [ended(each) for each in children] == [True] * len(children)
    assert list(temporary.iterdir()) == []


@contextmanager
def in_a_terminal(
    arguments: list[str], temporary: Path
) -> Iterator[tuple[subprocess.Popen[bytes], int]]:
    """Run the command in a terminal of its own, of which the other side is yielded."""
    terminal, inner = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", IN_A_TERMINAL, MESSYPR, *arguments],
        stdin=inner,
        stdout=inner,
        stderr=inner,
        env={**os.environ, "TMPDIR": str(temporary), "TERM": "xterm", "COLUMNS": "80"},
        start_new_session=True,
    )
    os.close(inner)
    try:
        yield process, terminal
    finally:
        process.kill()
        process.wait()
        os.close(terminal)


def read_until(terminal: int, words: bytes) -> None:
    seen = b""
    while not re.search(words, seen):
        received = os.read(terminal, 4096)
        assert received, seen
        seen += received


def rest(terminal: int) -> bytes:
    """Return what is written until nobody has the terminal open any more."""
    seen = b""
    try:
        while received := os.read(terminal, 4096):
            seen += received
    except OSError:  # how Linux says that the other side is closed
        pass
    return seen
