"""A file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.system.files import write_whole


def test_the_new_content_replaces_the_old(tmp_path: Path) -> None:
    file = tmp_path / "file"
    for content in (b"old", b"new"):
        write_whole(file, content)
        assert file.read_bytes() == content
    assert [*tmp_path.iterdir()] == [file]


def test_a_new_file_is_for_its_owner_and_an_old_one_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "file"
    write_whole(file, b"x")
    assert file.stat().st_mode & 0o777 == 0o600
    file.chmod(0o755)
    write_whole(file, b"y")
    assert file.stat().st_mode & 0o777 == 0o755


def test_what_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "folder" / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="folder"):
        write_whole(tmp_path / "folder", b"x", scratch=tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["folder"]
