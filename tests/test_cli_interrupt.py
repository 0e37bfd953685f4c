"""Ctrl-C in a terminal in the middle of a grade: it ends at once and leaves nothing."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_sandbox.processes import descendants, ended

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc and pidfds")

MESSYPR = Path(sys.executable).with_name("messypr")
GRADE = ("--pack", "helpdesk", "--seed", "42", "--no-cache")
# The terminal that a new session opens first is the one whose Ctrl-C reaches it.
IN_A_TERMINAL = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)  # a shell in the background ignores it
os.close(os.open(os.ttyname(0), os.O_RDWR))
os.execv(sys.argv[1], sys.argv[1:])
"""


def test_an_interrupted_grade_ends_at_once_and_leaves_nothing(tmp_path: Path) -> None:
    temporary, dealt = tmp_path / "temporary", tmp_path / "round"
    temporary.mkdir()
    subprocess.run(
        [MESSYPR, "start", "helpdesk", "--seed", "42", "--dir", dealt],
        check=True,
        capture_output=True,
    )
    terminal, inner = pty.openpty()
    before = set(descendants(os.getpid()))
    grade = subprocess.Popen(
        [sys.executable, "-c", IN_A_TERMINAL, MESSYPR, "grade", dealt, *GRADE],
        stdin=inner,
        stdout=inner,
        stderr=inner,
        env={**os.environ, "TMPDIR": str(temporary), "TERM": "xterm", "COLUMNS": "80"},
        start_new_session=True,
    )
    os.close(inner)
    read_until(terminal, b"hidden tests")
    children = [os.pidfd_open(each) for each in set(descendants(os.getpid())) - before]
    os.write(terminal, b"\x03")
    said = rest(terminal)
    assert grade.wait() == 130
    assert b"Traceback" not in said
    assert len(children) >= 4
    assert [ended(each) for each in children] == [True] * len(children)
    assert list(temporary.iterdir()) == []


def read_until(terminal: int, words: bytes) -> None:
    seen = b""
    while words not in seen:
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
    os.close(terminal)
    return seen
