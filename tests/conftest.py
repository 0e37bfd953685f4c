"""What all tests share: state of their own, and one thread for all simulators."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from checker.simulator import Network


@pytest.fixture(autouse=True, scope="session")
def _state_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MESSYPR_STATE", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session")
def network() -> Iterator[Network]:
    with Network() as network:
        yield network
