"""Files below a folder that somebody hostile writes to: no link is followed, no pipe awaited."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

import pytest

from checker.sandbox.isolation import beneath
from checker.sandbox.isolation.beneath import OddFileError, first_odd, read_named
from checker.sandbox.isolation.folder import FolderPath, opened

SECRET = "what stands outside"


@pytest.fixture(params=["in one step", "step by step"])
def folder(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[FolderPath]:
    if request.param == "step by step":
        monkeypatch.setattr(beneath, "has_openat2", lambda: False)
    elif not beneath.has_openat2():
        pytest.skip("this kernel has no openat2")
    (tmp_path / "inner").mkdir()
    (tmp_path / "outer").mkdir()
    (tmp_path / "outer" / "secret").write_text(SECRET)
    with opened(tmp_path / "inner") as lent:
        yield lent


@pytest.fixture
def inner(tmp_path: Path) -> Path:
    return tmp_path / "inner"


def test_a_file_is_written_read_moved_and_removed(folder: FolderPath, inner: Path) -> None:
    (folder / "a" / "b").mkdir(parents=True)
    (folder / "a" / "b").mkdir(parents=True, exist_ok=True)
    file = folder / "a" / "b" / "c.txt"
    file.write_text("one")
    file.write_text("two")
    assert file.read_text() == "two"
    assert file.is_file()
    assert file.parent.is_dir()
    assert file.parent.listed() == ["c.txt"]
    file.rename(folder / "d.txt")
    assert (inner / "d.txt").read_text() == "two"
    assert not file.exists()
    (folder / "d.txt").unlink()
    assert folder.listed() == ["a"]
    with pytest.raises(FileExistsError):
        (folder / "a").mkdir()
    with pytest.raises(FileNotFoundError):
        (folder / "none" / "below").mkdir()


def test_a_link_is_never_read_through(folder: FolderPath, inner: Path) -> None:
    (inner / "file").symlink_to("../outer/secret")
    (inner / "way").symlink_to("../outer")
    (inner / "mine").write_text("mine")
    (inner / "within").symlink_to("mine")
    for name in ("file", "way/secret", "within"):
        with pytest.raises(OSError, match=r"link|Not a directory|symbolic"):
            (folder / name).read_text()
    for name in ("../outer/secret", "/etc/passwd"):
        with pytest.raises(OddFileError, match="leads out"):
            (folder / name).read_text()


def test_nothing_is_written_through_a_link(folder: FolderPath, inner: Path) -> None:
    outer = inner.parent / "outer"
    (inner / "file").symlink_to("../outer/secret")
    (inner / "way").symlink_to("../outer")
    (folder / "file").write_text("mine")
    assert (inner / "file").read_text() == "mine"
    assert not (inner / "file").is_symlink()
    deeds: list[Callable[[], object]] = [
        lambda: (folder / "way" / "new").write_text("x"),
        (folder / "way" / "new").mkdir,
        (folder / "way" / "secret").unlink,
        lambda: (folder / "way" / "secret").rename(folder / "taken"),
        lambda: (folder / "file").rename(folder / "way" / "put"),
    ]
    for deed in deeds:
        with pytest.raises(OSError, match=r"link|Not a directory|symbolic"):
            deed()
    assert [each.name for each in outer.iterdir()] == ["secret"]
    assert (outer / "secret").read_text() == SECRET


def test_what_is_no_file_is_neither_waited_for_nor_read(folder: FolderPath, inner: Path) -> None:
    os.mkfifo(inner / "pipe")
    (inner / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(os.path.relpath(inner / "socket"))
    for name in ("pipe", "folder", "socket"):
        with pytest.raises(OSError, match=r"no regular file|No such device"):
            (folder / name).read_text()
        assert not (folder / name).is_file()


def test_a_file_is_read_up_to_its_limit_and_its_size_is_asked_first(
    folder: FolderPath, inner: Path
) -> None:
    (inner / "large").write_bytes(b"x" * 11)
    os.truncate(os.open(inner / "sparse", os.O_CREAT | os.O_WRONLY), 1 << 40)
    assert (folder / "large").read_bytes(most=11) == b"x" * 11
    with pytest.raises(OddFileError, match="larger than 10 bytes"):
        (folder / "large").read_bytes(most=10)
    with pytest.raises(OddFileError, match="larger"):
        (folder / "sparse").read_text()


def test_a_folder_that_is_swapped_meanwhile_leads_nowhere(folder: FolderPath, inner: Path) -> None:
    """Whoever writes below a folder that becomes a link writes below the old one, or nowhere."""
    (inner / "real").mkdir()
    (inner / "link").symlink_to("../outer")
    stop = threading.Event()

    def swap() -> None:
        while not stop.is_set():
            for name in ("real", "link"):
                (inner / name).rename(inner / "place")
                (inner / "place").rename(inner / name)

    swapping = threading.Thread(target=swap)
    swapping.start()
    try:
        for number in range(400):
            try:
                (folder / "place" / f"f{number}").write_text("x")
            except OSError:
                continue
    finally:
        stop.set()
        swapping.join()
    assert [each.name for each in (inner.parent / "outer").iterdir()] == ["secret"]


def test_what_the_user_names_may_be_a_link_and_no_device(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    (tmp_path / "link").symlink_to("file")
    assert read_named(tmp_path / "link") == b"mine"
    os.mkfifo(tmp_path / "pipe")
    for odd in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        with pytest.raises(OSError, match="no regular file"):
            read_named(odd)


def test_the_first_odd_thing_below_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "file").write_text("")
    (tmp_path / "a" / "loop").symlink_to(tmp_path)
    (tmp_path / "a" / "nowhere").symlink_to("nowhere")
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(os.path.relpath(tmp_path / "socket"))
    assert first_odd(tmp_path, 10) == ""
    with pytest.raises(OddFileError, match="more than 2"):
        first_odd(tmp_path, 2)
    (tmp_path / "a" / "b" / "zero").symlink_to("/dev/zero")
    assert first_odd(tmp_path, 10) == "zero"


def test_a_path_that_leads_out_is_refused_before_anything_is_opened(folder: FolderPath) -> None:
    with pytest.raises(OddFileError):
        beneath.open_below(folder.room.descriptor, PurePosixPath("a/../../outer"), os.O_RDONLY)
