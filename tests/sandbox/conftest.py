from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TypeAlias

import pytest

from checker.sandbox.inside import landlock
from checker.sandbox.isolation import bubblewrap
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.judge.fixtures import connected
from checker.sandbox.player.host import Host
from checker.sandbox.player.player import Player
from checker.simulator import Network, Simulator

Play: TypeAlias = Callable[[str], Player]
"""Makes a player of a module ``app`` with some source."""


def levels() -> list[Isolation]:
    """Return the levels that this machine can do."""
    ports = landlock.version() >= landlock.FIRST_WITH_PORTS
    found = {Isolation.BASIC: True, Isolation.CONFINED: ports, Isolation.STRICT: bubblewrap.works()}
    return [level for level, works in found.items() if works]


@pytest.fixture(scope="module", params=levels())
def host(request: pytest.FixtureRequest) -> Iterator[Host]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MISTRAL_API_KEY", "the-judges-own-key")
        patched.setenv("PYTHONPATH", str(Path.cwd()))
        with Host(request.param) as host:
            yield host


@pytest.fixture
def mistral(network: Network) -> Iterator[Simulator]:
    with network.simulator() as simulator:
        yield simulator


@pytest.fixture
def play(host: Host, mistral: Simulator, tmp_path: Path) -> Iterator[Play]:
    with ExitStack() as stack:

        def player(code: str) -> Player:
            (tmp_path / "app.py").write_text(textwrap.dedent(code), "utf-8")
            folder = stack.enter_context(host.room())
            made = connected(host, mistral, (host.take_in(tmp_path),), folder)
            stack.callback(made.close)
            return made

        yield player
