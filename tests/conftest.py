"""What all tests share: state of their own, and one thread for all simulators."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from checker.simulator import Network


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put files with a test marked ``early`` first: a long test at the end is waited for."""
    early = {item.path for item in items if item.get_closest_marker("early")}
    items.sort(key=lambda item: item.path not in early)


@pytest.fixture(autouse=True, scope="session")
def _state_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MESSYPR_STATE", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session")
def network() -> Iterator[Network]:
    with Network() as network:
        yield network
