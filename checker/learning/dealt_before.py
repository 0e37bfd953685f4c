"""Which defects were dealt before; earlier versions kept them in a file of their own."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

OLD_FILE = "met.json"


def insert(connection: sqlite3.Connection, pack: str, slugs: Iterable[str]) -> None:
    """Write which defects of a pack were dealt."""
    connection.executemany(
        "INSERT OR IGNORE INTO dealt (pack, slug) VALUES (?, ?)", [(pack, each) for each in slugs]
    )


def select(connection: sqlite3.Connection, pack: str) -> frozenset[str]:
    """Return the defects of a pack that were dealt."""
    rows = connection.execute("SELECT slug FROM dealt WHERE pack = ?", (pack,))
    return frozenset(slug for (slug,) in rows)


def take_over(
    connection: sqlite3.Connection, folder: Path, say: Callable[[str], None]
) -> Path | None:
    """Write what an earlier version kept; return its file, to be removed once this is committed.

    A file that cannot be read is renamed.
    """
    file = folder / OLD_FILE
    if not file.is_file():
        return None
    try:
        known = dict(_parse(file.read_bytes()))
    except ValueError:
        moved = file.rename(file.with_name(f"{OLD_FILE}.broken"))
        say(f"what earlier rounds dealt could not be read: the file is {moved} now")
        return None
    for pack, slugs in known.items():
        insert(connection, pack, slugs)
    return file


def _parse(content: bytes) -> Iterator[tuple[str, list[str]]]:
    """Yield the packs with their defects.

    Raises:
        ValueError: It is something else.
    """
    known = json.loads(content)
    if not isinstance(known, dict):
        raise ValueError("no object")  # noqa: TRY004  the caller reads one kind of error
    for pack, slugs in known.items():
        if isinstance(slugs, list):
            yield pack, [each for each in slugs if isinstance(each, str)]
