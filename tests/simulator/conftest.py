from __future__ import annotations

from collections.abc import Iterator

import pytest
from mistralai.client import Mistral

from checker.simulator import Network, Simulator

from .driving import connected


@pytest.fixture
def mistral(network: Network) -> Iterator[Simulator]:
    with network.simulator() as simulator:
        yield simulator
        assert simulator.errors == ()


@pytest.fixture
def client(mistral: Simulator) -> Iterator[Mistral]:
    with connected(mistral) as client:
        yield client
