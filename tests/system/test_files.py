"""A file is written whole or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from checker.system.files import new_folder, write_output, write_whole


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


def test_a_new_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    into = tmp_path / "some" / "where"
    with new_folder(into) as unfinished:
        unfinished.mkdir()
        (unfinished / "file").write_text("x")
        unfinished.with_name("beside").write_text("y")
        assert not into.exists()
    assert [each.name for each in into.parent.rglob("*")] == ["where", "file"]


def test_after_an_error_nothing_of_a_new_folder_stays(tmp_path: Path) -> None:
    def fail() -> None:
        with new_folder(tmp_path / "into") as unfinished:
            unfinished.mkdir()
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert [*tmp_path.iterdir()] == []


def test_a_pipe_that_a_person_names_is_written_into_and_not_replaced(tmp_path: Path) -> None:
    pipe, link = tmp_path / "pipe", tmp_path / "stdout"
    os.mkfifo(pipe)
    link.symlink_to(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        for named in (pipe, link):
            write_output(named, b"content")
            assert os.read(reader, 100) == b"content"
    finally:
        os.close(reader)
    assert pipe.is_fifo()
    assert link.is_symlink()


def test_a_file_that_a_person_names_is_there_whole(tmp_path: Path) -> None:
    file = tmp_path / "report.json"
    for content in (b"old", b"new"):
        write_output(file, content)
        assert file.read_bytes() == content
    with pytest.raises(IsADirectoryError):
        write_output(tmp_path, b"content")
