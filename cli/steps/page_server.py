"""Run the page's server in the background, find it again, and stop it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress

from checker.errors import MessyprError
from checker.page.serving import Served
from checker.rounds import RoundDir
from checker.system.files import write_whole

CHILD = "MESSYPR_REVIEW_CHILD"
FILE = "page.json"
LOG = "page.log"
START_SECONDS = 20.0
POLL_SECONDS = 0.05
MESSYPR = (sys.executable, "-P", "-c", "import cli.app; cli.app.main()")


def announce(round_dir: RoundDir, served: Served) -> None:
    """Write the page's address to a file that only the owner of the round may read."""
    fields = {"pid": os.getpid(), "port": served.port, "url": served.url}
    os.umask(0o077)
    write_whole(round_dir.folder / FILE, json.dumps(fields).encode())


def start(round_dir: RoundDir, port: int) -> Served:
    """Start the server in a process of its own, and return its address once it answers.

    Raises:
        MessyprError: It does not start.
    """
    (round_dir.folder / FILE).unlink(missing_ok=True)
    with (round_dir.folder / LOG).open("wb") as log:
        process = subprocess.Popen(
            [*MESSYPR, "review", "--no-open", "--port", str(port)],
            cwd=round_dir.worktree,
            env={**os.environ, CHILD: "1"},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        if served := find(round_dir):
            return served
        if process.poll() is not None:
            said = (round_dir.folder / LOG).read_text("utf-8", "replace").strip().splitlines()
            raise MessyprError(
                said[-1].removeprefix("messypr: ") if said else "the page's server did not start"
            )
        time.sleep(POLL_SECONDS)
    process.kill()
    raise MessyprError(f"the page's server did not answer within {START_SECONDS:.0f} seconds")


def find(round_dir: RoundDir) -> Served | None:
    """Return the address of the server in the background, if it answers."""
    known = _read(round_dir)
    if known is None:
        return None
    served = Served(port=known[1], url=known[2])
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with direct.open(f"{served.url}pulse", timeout=START_SECONDS) as answer:
            return served if answer.status == 200 else None  # noqa: PLR2004  the usual OK
    except OSError:
        return None


def stop(round_dir: RoundDir) -> bool:
    """Stop the server in the background; return whether there was one."""
    known = _read(round_dir)
    served = find(round_dir)
    (round_dir.folder / FILE).unlink(missing_ok=True)
    if known is None or served is None:
        return False  # its old process id may belong to another process now
    with suppress(ProcessLookupError):
        os.kill(known[0], signal.SIGTERM)
    return True


def _read(round_dir: RoundDir) -> tuple[int, int, str] | None:
    try:
        fields = json.loads((round_dir.folder / FILE).read_bytes())
        pid, port, url = fields["pid"], fields["port"], fields["url"]
    except (OSError, ValueError, TypeError, KeyError):
        return None
    right = type(pid) is int and pid > 1 and type(port) is int and isinstance(url, str)
    if not right or not url.startswith(f"http://127.0.0.1:{port}/"):
        return None
    return pid, port, url
