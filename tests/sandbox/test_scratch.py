"""Where judges write, and what counts as too much."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checker.sandbox.isolation import scratch
from checker.sandbox.isolation.folder import opened


def test_whoever_sets_tmpdir_has_said_where_files_belong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    assert scratch.in_memory() is None


def test_a_folder_in_memory_is_taken_where_there_is_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(scratch, "IN_MEMORY", tmp_path)
    monkeypatch.setattr(scratch, "ENOUGH_BYTES", 1)
    assert scratch.in_memory() == tmp_path
    monkeypatch.setattr(scratch, "ENOUGH_BYTES", 1 << 62)
    assert scratch.in_memory() is None


def test_a_machine_without_such_a_folder_uses_the_usual_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("TMPDIR", raising=False)
    monkeypatch.setattr(scratch, "IN_MEMORY", tmp_path / "absent")
    assert scratch.in_memory() is None


def test_what_is_written_counts_and_not_what_is_claimed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scratch, "MOST_BYTES", 1 << 20)
    with (tmp_path / "sparse").open("wb") as sparse:
        os.truncate(sparse.fileno(), 1 << 30)
    assert not too_full(tmp_path)
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    (below / "full").write_bytes(bytes(2 << 20))
    assert too_full(tmp_path)


def test_links_lead_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scratch, "MOST_ENTRIES", 10)
    (tmp_path / "loop").symlink_to(tmp_path)
    assert not too_full(tmp_path)


def too_full(folder: Path) -> bool:
    with opened(folder) as lent:
        return scratch.is_too_full(lent.room.descriptor)
