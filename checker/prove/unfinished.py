"""Name what an author has not written yet, and the file of a defect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import PurePath

from checker.model.key import Defect, Pack

TODO = "TODO(author)"
"""What ``messypr new-defect`` and ``new-operator`` write where an author has to write something."""


def todo_in(value: object, where: str = "") -> Iterator[str]:
    """Yield the fields of a value that say TODO, as ``right_fixes.name``."""
    if isinstance(value, str | PurePath):
        if TODO in str(value):
            yield where
    elif isinstance(value, tuple):
        for each in value:
            yield from todo_in(each, where)
    elif is_dataclass(value):
        for field in fields(value):
            inner = f"{where}.{field.name}" if where else field.name
            yield from todo_in(getattr(value, field.name), inner)


def unfinished(value: object) -> str:
    """Return which fields of a value say TODO, "" for none."""
    return ", ".join(dict.fromkeys(todo_in(value)))


def file_of(pack: Pack, defect: Defect) -> str:
    """Return the file in which a hand-made defect is written."""
    return f"solutions/{pack.pr.slug}/defects/{defect.slug.replace('-', '_')}.py"
