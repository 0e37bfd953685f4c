"""The tables of the history, and rows <-> records."""

from __future__ import annotations

import sqlite3
from datetime import datetime

from checker.learning.values import DEFECT, ROUND, DefectRecord, RoundRecord
from checker.model.times import as_text
from checker.rules.rule import Severity

VERSION = 1
TABLES = """
CREATE TABLE round (
  id INTEGER PRIMARY KEY, pack TEXT NOT NULL, seed TEXT NOT NULL, profile TEXT NOT NULL,
  dealt_head TEXT NOT NULL, started_at TEXT NOT NULL, ended_at TEXT NOT NULL,
  limit_seconds INTEGER NOT NULL, score REAL NOT NULL, review REAL NOT NULL, fix REAL NOT NULL,
  precision REAL NOT NULL, recall REAL NOT NULL, claims INTEGER NOT NULL,
  false_alarms INTEGER NOT NULL, noise INTEGER NOT NULL, hints INTEGER NOT NULL,
  UNIQUE (pack, dealt_head, started_at)
);
CREATE TABLE defect (
  round INTEGER NOT NULL REFERENCES round (id) ON DELETE CASCADE, number INTEGER NOT NULL,
  slug TEXT NOT NULL, rule TEXT NOT NULL, category TEXT NOT NULL, severity TEXT NOT NULL,
  two_places INTEGER NOT NULL, old_lines INTEGER NOT NULL, found REAL NOT NULL,
  fixed INTEGER NOT NULL, given TEXT, found_second INTEGER, hinted INTEGER NOT NULL,
  PRIMARY KEY (round, number)
);
CREATE TABLE dealt (
  pack TEXT NOT NULL, slug TEXT NOT NULL, PRIMARY KEY (pack, slug)
) WITHOUT ROWID;
"""
_TIMES = ("started_at", "ended_at")


def insert(connection: sqlite3.Connection, record: RoundRecord) -> None:
    """Write a round; one that was written before is replaced."""
    same = (record.pack, record.dealt_head, as_text(record.started_at))
    connection.execute(
        "DELETE FROM round WHERE pack = ? AND dealt_head = ? AND started_at = ?", same
    )
    values = {name: getattr(record, name) for name in ROUND}
    values |= {name: as_text(values[name]) for name in _TIMES}
    values["seed"] = str(record.seed)  # a seed may be larger than SQLite's integers
    done = connection.execute(_insertion("round", ROUND), values)
    for number, defect in enumerate(record.defects):
        row = {name: _plain(getattr(defect, name)) for name in DEFECT}
        connection.execute(
            _insertion("defect", ("round", "number", *DEFECT)),
            {"round": done.lastrowid, "number": number, **row},
        )


def select(connection: sqlite3.Connection) -> tuple[RoundRecord, ...]:
    """Return all rounds, oldest first.

    Raises:
        ValueError: Somebody changed a row by hand, and it is no record any more.
    """
    found: dict[int, list[DefectRecord]] = {}
    for number, *row in connection.execute(
        f"SELECT round, {', '.join(DEFECT)} FROM defect ORDER BY round, number"  # noqa: S608  ours
    ):
        found.setdefault(number, []).append(_defect(dict(zip(DEFECT, row, strict=True))))
    rows = connection.execute(
        f"SELECT id, {', '.join(ROUND)} FROM round ORDER BY started_at, id"  # noqa: S608  ours
    )
    return tuple(
        _round(dict(zip(ROUND, row, strict=True)), tuple(found.get(number, ())))
        for number, *row in rows
    )


def _insertion(table: str, names: tuple[str, ...]) -> str:
    values = ", ".join(f":{name}" for name in names)
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({values})"  # noqa: S608  ours


def _plain(value: object) -> object:
    return str(value) if isinstance(value, Severity) else value


def _defect(row: dict[str, object]) -> DefectRecord:
    given = row["given"]
    read = {
        **row,
        "severity": Severity(str(row["severity"])),
        "given": Severity(str(given)) if given else None,
        **{name: bool(row[name]) for name in ("two_places", "old_lines", "fixed", "hinted")},
    }
    return DefectRecord(**read)  # type: ignore[arg-type]


def _round(row: dict[str, object], defects: tuple[DefectRecord, ...]) -> RoundRecord:
    times = {name: datetime.fromisoformat(str(row[name])) for name in _TIMES}
    if any(time.utcoffset() is None for time in times.values()):
        raise ValueError("a time without its zone")
    read = {**row, **times, "seed": int(str(row["seed"]))}
    return RoundRecord(**read, defects=defects)  # type: ignore[arg-type]
