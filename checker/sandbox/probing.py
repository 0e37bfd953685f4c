"""Find out what candidate code can do here by letting a hostile program try."""

from __future__ import annotations

import os
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from checker.sandbox.fixtures import connected
from checker.sandbox.host import Host
from checker.sandbox.levels import Level
from checker.simulator import Network

SECONDS = 20.0
# What is tried, in words, and the levels that promise to prevent it.
OUTSIDE = "write outside of its folder"
ALWAYS = frozenset(Level)
KEPT_IN = frozenset({Level.STRICT, Level.CONFINED})
TRIES: Mapping[str, tuple[str, frozenset[Level]]] = MappingProxyType(
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """One thing a hostile program tried: whether it could, and whether the level prevents that."""

    what: str
    could: bool
    prevented: bool

    @property
    def broken(self) -> bool:
        """Whether the level does not keep its promise here."""
        return self.could and self.prevented


def probe(level: Level) -> tuple[Tried, ...]:
    """Return what a hostile program could do at a level on this machine.

    Raises:
        EnvironmentBrokenError: no player starts at this level here.
    """
    with Host(level) as host, Network() as network, socket.socket() as bystander:
        bystander.bind(("127.0.0.1", 0))
        bystander.listen()
        simulator = network.simulator()
        folder = host.scratch / "probe"
        folder.mkdir()
        tree = host.scratch.parent / "probed"
        tree.mkdir()
        (tree / "source.py").write_text("", "utf-8")
        taken_in = host.take_in(tree)
        player = connected(host, simulator, (taken_in,), folder)
        targets = _targets(taken_in, bystander)
        claimed = player.run(
            SCENARIO,
            seconds=SECONDS,
            tries={name: attempt for name, (attempt, _) in TRIES.items()},
            **targets,
        )
        player.close()
        written = Path(str(targets["outside"])).exists()  # inside it may have been a private /tmp
    could = {name for name in claimed if name != OUTSIDE or written}
    return tuple(
        Tried(what=name, could=name in could, prevented=level in levels)
        for name, (_, levels) in TRIES.items()
    )


def _targets(tree: Path, bystander: socket.socket) -> dict[str, str | int]:
    """Return what the hostile program is told, so that it need not search."""
    return {
        "keys": str(Path(__file__).parents[2] / "solutions" / "__init__.py"),
        "ours": str(Path(__file__)),
        "outside": str(tree.parent.parent / "outside"),
        "source": str(tree / "source.py"),
        "port": bystander.getsockname()[1],
        "judge": os.getpid(),
    }
