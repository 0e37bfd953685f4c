"""The simulator as a process of its own, and projects that are tested with it."""

from __future__ import annotations

import http.client
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from .asks import HELLO
from .driving import MODEL

BODY = json.dumps({"model": MODEL, "messages": HELLO})
HEADERS = {"authorization": "Bearer k"}
PYTEST = (sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q")


def environment() -> dict[str, str]:
    """Return an environment in which our own checkout is found first."""
    root = str(Path(__file__).parents[2])
    inherited = {k: v for k, v in os.environ.items() if k != "PYTEST_DISABLE_PLUGIN_AUTOLOAD"}
    return {**inherited, "PYTHONPATH": root, "PYTHONUNBUFFERED": "1"}


@contextmanager
def started(*arguments: str, before: tuple[str, ...] = ()) -> Iterator[subprocess.Popen[str]]:
    code = "import sys; from cli.app import run; sys.exit(run(sys.argv[1:]))"
    process = subprocess.Popen(
        [*before, sys.executable, "-c", code, "simulator", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=environment(),
    )
    try:
        with process:
            yield process
    finally:
        process.kill()


def line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().rstrip("\n")


def asked(url: str, body: str = BODY, path: str = "/v1/chat/completions") -> tuple[int, Any]:
    with closing(http.client.HTTPConnection(url.removeprefix("http://"), timeout=30)) as wire:
        wire.request("POST", path, body, HEADERS)
        answer = wire.getresponse()
        return answer.status, json.loads(answer.read())


def stopped(process: subprocess.Popen[str], by: signal.Signals) -> tuple[str, str]:
    process.send_signal(by)
    out, err = process.communicate(timeout=30)
    assert process.returncode == 0, err
    return out, err


def pytest_of(project: Path, *options: str, **environ: str) -> str:
    """Return what pytest prints about a project; a warning is an error."""
    done = subprocess.run(
        [*PYTEST, "-W", "error", *options, str(project)],
        env={**environment(), **environ},
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout + done.stderr
