"""Load the repairs that people wrote for a defect: right ones, and plausible wrong ones."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from checker.errors import PackError
from checker.model.key import Fix, Replacement

FOLDER = "repairs"
FEWEST_RIGHT = 4
FEWEST_WRONG = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Disputed:
    """A repair that some careful reviewers would accept and others refuse, and ``why``."""

    fix: Fix
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Repairs:
    """Repairs of one defect planted alone: every right one mends it and no wrong one does.

    Those that are ``disputed`` are neither; no proof asks about them.
    """

    right: tuple[Fix, ...] = ()
    wrong: tuple[Fix, ...] = ()
    disputed: tuple[Disputed, ...] = ()


def read(solution: Path, slug: str) -> Repairs:
    """Return the repairs beside a defect in the folder of a key; none where there is no file.

    The file ``repairs/SLUG.toml`` holds tables ``[[right]]`` and ``[[wrong]]`` with a ``name``,
    optional ``imports`` (lines to add) and ``[[right.replace]]`` with ``path``, ``old`` (text that
    the flawed file holds exactly once, empty for a new file) and ``new``. A table ``[[disputed]]``
    also says ``why``.

    Raises:
        PackError: The file is not written like that; the message names it and the repair.
    """
    file = solution / FOLDER / f"{slug}.toml"
    if not file.is_file():
        return Repairs()
    try:
        document = tomllib.loads(file.read_text("utf-8"))
    except ValueError as error:
        raise PackError(f"{file}: broken TOML: {error}") from error
    if unknown := sorted(set(document) - {"right", "wrong", "disputed"}):
        raise PackError(
            f"{file}: no tables but [[right]], [[wrong]] and [[disputed]] belong here: {unknown[0]}"
        )
    return Repairs(
        right=tuple(fix_of(file, each) for each in document.get("right", ())),
        wrong=tuple(fix_of(file, each) for each in document.get("wrong", ())),
        disputed=tuple(_disputed(file, each) for each in document.get("disputed", ())),
    )


def _disputed(file: Path, table: Mapping[str, Any]) -> Disputed:
    fix, why = fix_of(file, table), table.get("why")
    if not isinstance(why, str) or not why.strip():
        raise PackError(f"{file}: {fix.name!r} is disputed and needs a text why")
    return Disputed(fix=fix, why=why)


def fix_of(file: Path, table: Mapping[str, Any]) -> Fix:
    """Return the change of a file that a table describes.

    Raises:
        PackError: The table has no name or no replacements; the message names the file.
    """
    name = table.get("name")
    if not isinstance(name, str) or not name:
        raise PackError(f"{file}: every repair needs a name")
    try:
        return Fix(
            name=name,
            imports=tuple(table.get("imports", ())),
            replacements=tuple(
                Replacement(path=PurePosixPath(each["path"]), old=each["old"], new=each["new"])
                for each in table["replace"]
            ),
        )
    except (KeyError, TypeError) as error:
        raise PackError(
            f"{file}: {name!r} needs [[….replace]] with path, old and new ({error!r})"
        ) from error
