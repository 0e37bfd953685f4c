from __future__ import annotations

import tempfile
import textwrap
from collections.abc import Callable, Iterator
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
    made: list[Player] = []

    def player(code: str) -> Player:
        (tmp_path / "app.py").write_text(textwrap.dedent(code), "utf-8")
        folder = Path(tempfile.mkdtemp(dir=host.scratch))
        made.append(connected(host, mistral, (host.take_in(tmp_path),), folder))
        return made[-1]

    yield player
    for each in made:
        each.close()
