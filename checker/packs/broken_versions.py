"""Load the versions of a feature that hidden tests must not take for a mended one."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from checker.errors import PackError
from checker.model.key import Fix
from checker.packs.repairs import fix_of

FILE = "broken_versions.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokenVersion:
    """A change of the reference that does hardly anything, and which hidden tests see it.

    Either all hidden tests that checks name but those in ``passes``, which ask for something that
    this version does well, or those alone that ``fails`` names.
    """

    change: Fix
    passes: frozenset[str] = frozenset()
    fails: frozenset[str] = frozenset()


def read(solution: Path) -> tuple[BrokenVersion, ...]:
    """Return the versions that the folder of a key describes; none where there is no file.

    The file holds tables ``[[version]]`` with a ``name``, ``[[version.replace]]`` as in a repair,
    and a list of hidden tests ``passes`` or ``fails``.

    Raises:
        PackError: The file is not written like that; the message names it and the version.
    """
    file = solution / FILE
    if not file.is_file():
        return ()
    try:
        document = tomllib.loads(file.read_text("utf-8"))
    except ValueError as error:
        raise PackError(f"{file}: broken TOML: {error}") from error
    return tuple(_version(file, each) for each in document.get("version", ()))


def _version(file: Path, table: Mapping[str, Any]) -> BrokenVersion:
    change = fix_of(file, table)
    passes, fails = (frozenset(table.get(key, ())) for key in ("passes", "fails"))
    if passes and fails:
        raise PackError(f"{file}: {change.name!r} may have a list passes or fails, and not both")
    return BrokenVersion(change=change, passes=passes, fails=fails)
