"""The history as a SQLite file: it survives a kill, two windows, a full disk and a broken file.

Every change is one transaction. A file that SQLite cannot read is moved aside, never removed, and
the history begins anew; ``say`` receives a sentence about it.
"""

from __future__ import annotations

import fcntl
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from checker.errors import HistoryError
from checker.learning import dealt_before, schema
from checker.learning.values import RoundRecord

FILE = "history.sqlite"
BROKEN = ".broken-"
WAIT_SECONDS = 20.0  # for another window that writes
CODE = 0xFF  # of an error; what is above it says more
Result = TypeVar("Result")
Work = Callable[[sqlite3.Connection], Result]
Say = Callable[[str], None]


def add(folder: Path, record: RoundRecord, say: Say) -> None:
    """Keep a round; a round that is kept already is replaced.

    Raises:
        HistoryError: The file cannot be written; nothing has changed then.
    """
    _work(folder, lambda connection: schema.insert(connection, record), say)


def load(folder: Path, say: Say) -> tuple[RoundRecord, ...]:
    """Return all rounds, oldest first.

    Raises:
        HistoryError: The file cannot be read.
    """
    if not (folder / FILE).exists():
        return ()
    return _work(folder, schema.select, say)


def add_dealt(folder: Path, pack: str, slugs: Iterable[str], say: Say) -> None:
    """Keep which defects of a pack were dealt, so that the next round deals others.

    Raises:
        HistoryError: The file cannot be written.
    """
    _work(folder, lambda connection: dealt_before.insert(connection, pack, slugs), say)


def load_dealt(folder: Path, pack: str, say: Say) -> frozenset[str]:
    """Return the defects of a pack that were dealt before.

    Raises:
        HistoryError: The file cannot be read.
    """
    known = (folder / FILE, folder / dealt_before.OLD_FILE)
    if not any(each.exists() for each in known):
        return frozenset()
    return _work(folder, lambda connection: dealt_before.select(connection, pack), say)


def forget(folder: Path) -> int:
    """Remove everything that is kept, files that were moved aside too; return how many files.

    Raises:
        HistoryError: A file cannot be removed.
    """
    if not folder.is_dir():
        return 0
    names = (f"{FILE}*", f"{dealt_before.OLD_FILE}*")
    try:
        with _locked(folder):
            files = [file for name in names for file in folder.glob(name)]
            for file in files:
                file.unlink(missing_ok=True)
    except OSError as error:
        raise HistoryError(f"the history cannot be removed: {error}") from error
    return len(files)


def _work(folder: Path, work: Work[Result], say: Say) -> Result:
    """Do some work in one transaction; a broken file is moved aside first."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _locked(folder):
            try:
                return _once(folder, work, say)
            except (sqlite3.DatabaseError, ValueError) as error:
                if not _is_broken(error):
                    raise
                moved = _move_aside(folder)
                say(f"the history was broken ({error}): it is {moved} now, and a new one begins")
                return _once(folder, work, say)
    except sqlite3.Error as error:
        raise HistoryError(f"the history {folder / FILE}: {error}") from error
    except OSError as error:
        raise HistoryError(f"the history {folder / FILE}: {error.strerror}") from error


def _once(folder: Path, work: Work[Result], say: Say) -> Result:
    file = folder / FILE
    file.touch(mode=0o600)
    with closing(sqlite3.connect(file, timeout=WAIT_SECONDS, isolation_level=None)) as connection:
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("BEGIN IMMEDIATE")
        try:
            _prepare(connection, file)
            taken_over = dealt_before.take_over(connection, folder, say)
            result = work(connection)
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise
    if taken_over is not None:
        taken_over.unlink(missing_ok=True)
    return result


def _prepare(connection: sqlite3.Connection, file: Path) -> None:
    """Make the tables of a new file, and look whether an old one is whole."""
    [version] = connection.execute("PRAGMA user_version").fetchone()
    if version > schema.VERSION:
        raise HistoryError(f"{file} was written by a newer messypr: use that one")
    if version == schema.VERSION:
        [said] = connection.execute("PRAGMA quick_check(1)").fetchone()
        if said != "ok":
            raise ValueError(said)
        return
    for statement in schema.TABLES.split(";"):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {schema.VERSION}")


def _is_broken(error: Exception) -> bool:
    """Return whether the file is no history, and not only full, locked or read-only."""
    if isinstance(error, sqlite3.DatabaseError):
        code = getattr(error, "sqlite_errorcode", 0) & CODE
        no_table = "no such" in str(error) or "already exists" in str(error)
        return code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} or no_table
    return isinstance(error, ValueError)


def _move_aside(folder: Path) -> Path:
    """Rename a broken file, with its journal, and return its new path."""
    at = f"{BROKEN}{datetime.now(UTC):%Y%m%dT%H%M%S%f}"
    for name in (f"{FILE}-journal", FILE):
        if (folder / name).exists():
            (folder / name).rename(folder / f"{name}{at}")
    return folder / f"{FILE}{at}"


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the lock of the folder: another window waits, and nobody renames what another uses."""
    with (folder / "history.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
