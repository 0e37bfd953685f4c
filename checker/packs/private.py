"""Packs in a folder of an organiser, which are used beside the installed ones and not installed."""

from __future__ import annotations

import importlib
from pathlib import Path

from checker.errors import UsageError

PARTS = ("prs", "solutions")


def use(folder: Path) -> None:
    """Make the packs of a folder known by their names, in this process.

    ``folder/prs/NAME`` is what a candidate may see of a pack, ``folder/solutions/NAME`` its key.

    Raises:
        UsageError: It has no such folders, or one of its packs has the name of an installed one.
    """
    for part in PARTS:
        if not (folder / part).is_dir():
            raise UsageError(f"{folder} must hold folders prs and solutions: there is no {part}")
    for part in PARTS:
        own = (folder / part).resolve()
        path = importlib.import_module(part).__path__
        if str(own) in path:
            continue
        for name in sorted(each.name for each in own.iterdir() if each.is_dir()):
            if name.isidentifier() and any((Path(known) / name).is_dir() for known in path):
                raise UsageError(
                    f"{folder / part / name}: a pack {name} is known already: rename this one"
                )
        path.append(str(own))


def import_keys_from(folder: Path) -> None:
    """Let keys be imported from a folder too, in this process; ``folder/NAME`` is one of them."""
    path = importlib.import_module(PARTS[1]).__path__
    if str(folder) not in path:
        path.append(str(folder))


def folders() -> tuple[Path, ...]:
    """Return the folders, beside the installed one, that hold what candidates may see."""
    return _beside_the_installed(PARTS[0])


def keys() -> tuple[Path, ...]:
    """Return the folders, beside the installed one, that hold answer keys."""
    return _beside_the_installed(PARTS[1])


def _beside_the_installed(part: str) -> tuple[Path, ...]:
    return tuple(map(Path, [*importlib.import_module(part).__path__][1:]))
