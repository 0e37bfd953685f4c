"""Find out what candidate code, or a tool that it took over, can do: a hostile program tries."""

from __future__ import annotations

import json
import os
import socket
import sys
import tempfile
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from checker.errors import EnvironmentBrokenError
from checker.sandbox.isolation import run_tool
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.judge.fixtures import connected
from checker.sandbox.player.host import Host
from checker.simulator import Network

TIMEOUT_SECONDS = 20.0
# What is tried, and the levels that promise to prevent it.
OUTSIDE = "write outside of its folder"
ALWAYS = frozenset(Isolation)
KEPT_IN = frozenset({Isolation.STRICT, Isolation.CONFINED})
ESCAPE_ATTEMPTS: Mapping[str, tuple[str, frozenset[Isolation]]] = MappingProxyType(
    {
        "import messypr's own code": ("__import__('checker')", ALWAYS),
        "import the answer keys": ("__import__('solutions')", ALWAYS),
        "read the answer keys by path": ("open(keys).read()", KEPT_IN),
        "read messypr's own code by path": ("open(ours).read()", KEPT_IN),
        "read the password hashes": ("open('/etc/shadow').read()", KEPT_IN),
        OUTSIDE: ("open(outside, 'w').write('x')", KEPT_IN),
        "change its own source": ("open(source, 'a').write('x')", KEPT_IN),
        "reach a server of this machine": (
            "socket.create_connection(('127.0.0.1', port), 1)",
            KEPT_IN,
        ),
        "reach the network": ("socket.create_connection(('192.0.2.1', 80), 1)", KEPT_IN),
        "start another program": ("subprocess.run(['/bin/true'], check=True)", KEPT_IN),
        "start another process": ("os._exit(0) if os.fork() == 0 else None", KEPT_IN),
        "signal the judge": ("os.kill(judge, 0)", KEPT_IN),
        "make namespaces of its own": ("libc_unshare()", KEPT_IN),
    }
)
# A static tool may read messypr's own code and its tree.
TOOL_TRIES: Mapping[str, tuple[str, frozenset[Isolation]]] = MappingProxyType(
    {
        "read a file of this machine": ("open(secret).read()", KEPT_IN),
        "change messypr's own code": ("open(ours, 'a')", KEPT_IN),
        **{
            name: ESCAPE_ATTEMPTS[name]
            for name in (
                "read the password hashes",
                OUTSIDE,
                "reach a server of this machine",
                "reach the network",
                "start another program",
                "start another process",
                "signal the judge",
                "make namespaces of its own",
            )
        },
    }
)
SCENARIO = """\
import ctypes, os, socket, subprocess

def libc_unshare():
    if ctypes.CDLL(None, use_errno=True).unshare(0x10000000):
        raise OSError(ctypes.get_errno(), "unshare")

could = []
for name, attempt in tries.items():
    try:
        exec(attempt)
        could.append(name)
    except BaseException:
        pass
return could
"""
TOOL = f"""\
import json, sys

def scenario():
{textwrap.indent(SCENARIO, "    ")}
globals().update(json.load(sys.stdin))
json.dump(scenario(), sys.stdout)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class EscapeAttempt:
    """One attempt of a hostile program: whether it worked, and whether the level prevents it."""

    what: str
    could: bool
    prevented: bool

    @property
    def broken(self) -> bool:
        """Whether the level breaks its promise here."""
        return self.could and self.prevented


def probe(level: Isolation) -> tuple[EscapeAttempt, ...]:
    """Return what a hostile program can do at a level on this machine.

    Raises:
        EnvironmentBrokenError: no player starts at this level here.
    """
    with (
        Host(level) as host,
        Network() as network,
        socket.socket() as bystander,
        tempfile.TemporaryDirectory(prefix="messypr-probe-") as kept,
        host.room() as folder,
    ):
        bystander.bind(("127.0.0.1", 0))
        bystander.listen()
        simulator = network.simulator()
        tree = Path(kept, "probed")
        tree.mkdir()
        (tree / "source.py").write_text("", "utf-8")
        taken_in = host.take_in(tree)
        player = connected(host, simulator, (taken_in,), folder)
        targets = _targets(taken_in, host, bystander)
        claimed = player.run(
            SCENARIO,
            seconds=TIMEOUT_SECONDS,
            tries=_attempts(ESCAPE_ATTEMPTS),
            **targets,
        )
        player.close()
        written = Path(str(targets["outside"])).exists()  # inside it can be a private /tmp
    return _tried(ESCAPE_ATTEMPTS, level, claimed, written=written)


def probe_tool(level: Isolation) -> tuple[EscapeAttempt, ...]:
    """Return what a hostile program can do at a level in place of a static tool.

    Raises:
        EnvironmentBrokenError: no tool starts at this level here.
    """
    with (
        tempfile.TemporaryDirectory(prefix="messypr-probe-") as scratch,
        socket.create_server(("127.0.0.1", 0)) as bystander,
    ):
        tree, secret, outside = (Path(scratch, name) for name in ("tree", "secret", "outside"))
        tree.mkdir()
        secret.write_text("secret", "utf-8")
        told = {
            "tries": _attempts(TOOL_TRIES),
            "secret": str(secret),
            "ours": str(Path(__file__)),
            "outside": str(outside),
            "port": bystander.getsockname()[1],
            "judge": os.getpid(),
        }
        command, given = [sys.executable, "-I", "-B", "-c", TOOL], json.dumps(told).encode()
        done = run_tool.run(command, cwd=tree, seconds=TIMEOUT_SECONDS, stdin=given, level=level)
        written = outside.exists()
    if done.returncode:
        raise EnvironmentBrokenError(f"no tool starts here: {done.stderr[:200].strip()}")
    return _tried(TOOL_TRIES, level, json.loads(done.stdout), written=written)


def _attempts(tries: Mapping[str, tuple[str, frozenset[Isolation]]]) -> dict[str, str]:
    return {name: attempt for name, (attempt, _) in tries.items()}


def _tried(
    tries: Mapping[str, tuple[str, frozenset[Isolation]]],
    level: Isolation,
    claimed: Iterable[str],
    *,
    written: bool,
) -> tuple[EscapeAttempt, ...]:
    """Return the results of all attempts; a file that only the program saw is not outside."""
    could = {name for name in claimed if name != OUTSIDE or written}
    return tuple(
        EscapeAttempt(what=name, could=name in could, prevented=level in levels)
        for name, (_, levels) in tries.items()
    )


def _targets(tree: Path, host: Host, bystander: socket.socket) -> dict[str, str | int]:
    """Return what the hostile program gets to know, so that it need not search."""
    return {
        "keys": str(Path(__file__).parents[2] / "solutions" / "__init__.py"),
        "ours": str(Path(__file__)),
        "outside": str(tree.parent.parent / "outside"),
        "source": str(host.seen(tree / "source.py")),
        "port": bystander.getsockname()[1],
        "judge": os.getpid(),
    }
