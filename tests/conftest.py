"""What all tests stand on: nobody's own state is read or written."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True, scope="session")
def _state_of_nobody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MESSYPR_STATE", str(tmp_path_factory.mktemp("state")))
        yield
