"""A pack whose proofs have not all been run says so wherever it is met."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.packs import loading
from cli import app
from cli.commands.listing import DRAFT


@pytest.fixture(autouse=True)
def _shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put one pack on a shelf of its own and call it a draft there."""
    shelf = tmp_path / "prs"
    shutil.copytree(loading.PACKS_DIR / "helpdesk", shelf / "helpdesk")
    with (shelf / "helpdesk" / "pr.toml").open("r+", encoding="utf-8") as settings:
        text = settings.read()
        settings.seek(0)
        settings.write(f"draft = true\n{text}")
    monkeypatch.setattr(loading, "PACKS_DIR", shelf)
    loading.load.cache_clear()
    yield
    loading.load.cache_clear()


def test_a_draft_is_listed_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["list"]) == 0
    assert DRAFT in capsys.readouterr().out
    assert app.run(["list", "--json"]) == 0
    [pack] = json.loads(capsys.readouterr().out)["packs"]
    assert pack["draft"] is True


def test_who_starts_a_draft_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = str(tmp_path / "round")
    assert app.run(["start", "helpdesk", "--seed", "1", "--dir", folder]) == 0
    assert f"helpdesk is a {DRAFT}" in capsys.readouterr().err


def test_a_draft_is_proved_by_name_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["prove"]) == 0
    assert capsys.readouterr().out == ""
    assert app.run(["prove", "helpdesk", "--only", "nope"]) == 2
    assert "no defect" in capsys.readouterr().err
