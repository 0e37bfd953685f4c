"""The history survives what happens to files: a kill, two windows, a full disk, a broken file."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from checker.errors import HistoryError
from checker.learning import store
from checker.rules.rule import Severity
from tests.learning.played import defect, played

WRITE_ON = """
import sys
from pathlib import Path
from checker.learning import store
from tests.learning.played import defect, played
folder, first, number = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
for day in range(first, first + number):
    store.add(folder, played(*[defect()] * 13, day=day), print)
    print(day, flush=True)
"""
ON_A_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from checker.errors import HistoryError
from checker.learning import store
from tests.learning.played import defect, played
folder = Path(sys.argv[1])
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, resource.RLIM_INFINITY))
kept = 0
try:
    for day in range(100, 1_000):
        store.add(folder, played(*[defect()] * 13, day=day), print)
        kept += 1
except HistoryError as error:
    print(kept, error)
"""


class Said:
    """Notes what it is told."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def __call__(self, text: str) -> None:
        self.texts.append(text)


@pytest.fixture
def said() -> Said:
    return Said()


def writer(folder: Path, first: int, number: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITE_ON, str(folder), str(first), str(number)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_a_round_is_kept_as_it_was_and_once(tmp_path: Path, said: Said) -> None:
    assert store.load(tmp_path / "none", said) == ()
    assert not (tmp_path / "none").exists()
    first = played(
        defect(found=1.0, second=70, given=Severity.NIT, severity=Severity.BLOCKER),
        defect("missing-deadline", found=0.5, hinted=True),
    )
    later = played(day=3)
    for each in (later, first, first):
        store.add(tmp_path, each, said)
    assert store.load(tmp_path, said) == (first, later)
    assert said.texts == []
    assert stat.S_IMODE((tmp_path / store.FILE).stat().st_mode) == 0o600


def test_a_seed_may_be_of_any_size(tmp_path: Path, said: Said) -> None:
    record = replace(played(), seed=10**40)
    store.add(tmp_path, record, said)
    assert store.load(tmp_path, said) == (record,)


def test_a_kill_loses_no_round_that_was_kept(tmp_path: Path, said: Said) -> None:
    with writer(tmp_path, 0, 100_000) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(5)]
        process.send_signal(signal.SIGKILL)
        lines += process.stdout.readlines()
    done = [int(line) for line in lines if line.endswith("\n")]
    kept = store.load(tmp_path, said)
    assert [each.seed for each in kept][: len(done)] == done
    assert len(kept) - len(done) in {0, 1}  # kept, and killed before it could say so
    assert all(len(each.defects) == 13 for each in kept)
    assert said.texts == []


def test_two_windows_lose_nothing(tmp_path: Path, said: Said) -> None:
    with writer(tmp_path, 0, 15) as one, writer(tmp_path, 500, 15) as other:
        assert (one.wait(), other.wait()) == (0, 0)
    kept = {each.seed for each in store.load(tmp_path, said)}
    assert kept == {*range(15), *range(500, 515)}


def test_a_full_disk_is_named_and_loses_nothing(tmp_path: Path, said: Said) -> None:
    store.add(tmp_path, played(defect()), said)
    done = subprocess.run(
        [sys.executable, "-c", ON_A_FULL_DISK, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
    )
    kept, _, message = done.stdout.partition(" ")
    assert message.startswith(f"the history {tmp_path / store.FILE}: ")
    assert len(store.load(tmp_path, said)) == 1 + int(kept)
    assert said.texts == []


def rubbish(file: Path) -> None:
    file.write_bytes(b"no database " * 500)


def pages_overwritten(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[4096:] = os.urandom(len(content) - 4096)
    file.write_bytes(content)


def without_a_table(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE round")


def with_another_severity(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE defect SET severity = 'awful'")


@pytest.mark.parametrize(
    "ruin", [rubbish, pages_overwritten, without_a_table, with_another_severity]
)
def test_a_broken_file_is_moved_aside_and_that_is_said(
    ruin: Callable[[Path], None], tmp_path: Path, said: Said
) -> None:
    store.add(tmp_path, played(defect()), said)
    ruin(tmp_path / store.FILE)
    ruined = (tmp_path / store.FILE).read_bytes()
    assert store.load(tmp_path, said) == ()
    [moved] = tmp_path.glob(f"{store.FILE}{store.BROKEN}*")
    assert moved.read_bytes() == ruined
    [text] = said.texts
    assert str(moved) in text
    store.add(tmp_path, played(defect()), said)
    assert len(store.load(tmp_path, said)) == 1
    assert len(said.texts) == 1


def test_a_history_of_a_newer_version_is_left_alone(tmp_path: Path, said: Said) -> None:
    store.add(tmp_path, played(), said)
    with sqlite3.connect(tmp_path / store.FILE) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(HistoryError, match="newer messypr"):
        store.load(tmp_path, said)
    assert said.texts == []


def test_what_was_dealt_is_remembered_and_taken_over_from_earlier_versions(
    tmp_path: Path, said: Said
) -> None:
    assert store.load_dealt(tmp_path, "helpdesk", said) == frozenset()
    (tmp_path / "met.json").write_text(json.dumps({"helpdesk": ["a"], "other": ["d", 3]}))
    assert store.load_dealt(tmp_path, "helpdesk", said) == {"a"}
    assert not (tmp_path / "met.json").exists()
    store.add_dealt(tmp_path, "helpdesk", ["b", "a"], said)
    assert store.load_dealt(tmp_path, "helpdesk", said) == {"a", "b"}
    assert store.load_dealt(tmp_path, "other", said) == {"d"}
    (tmp_path / "met.json").write_text("[")
    assert store.load_dealt(tmp_path, "other", said) == {"d"}
    assert (tmp_path / "met.json.broken").read_text() == "["
    assert len(said.texts) == 1


def test_forgetting_leaves_nothing(tmp_path: Path, said: Said) -> None:
    assert store.forget(tmp_path / "none") == 0
    store.add(tmp_path, played(defect()), said)
    rubbish(tmp_path / store.FILE)
    store.add(tmp_path, played(defect()), said)
    assert store.forget(tmp_path) == 2
    assert {each.name for each in tmp_path.iterdir()} == {"history.lock"}
    assert store.load(tmp_path, said) == ()


def test_a_folder_that_is_a_file_is_named(tmp_path: Path, said: Said) -> None:
    (tmp_path / "state").write_text("")
    with pytest.raises(HistoryError, match="state"):
        store.add(tmp_path / "state", played(), said)
