from __future__ import annotations

from pathlib import Path

import pytest

from tests.command import copy_round, start_round


@pytest.fixture(scope="session")
def dealt(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return start_round(tmp_path_factory.mktemp("dealt") / "round")


@pytest.fixture
def folder(dealt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a round of one's own, which is the working directory."""
    here = copy_round(dealt, tmp_path / "round")
    monkeypatch.chdir(here)
    return here
