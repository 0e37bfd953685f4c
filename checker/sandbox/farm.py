"""The path of the player: links to what candidate code may import, and nothing else.

The player starts with ``-S``, without site-packages: ``import checker`` and ``import solutions``
fail in it, and so does everything else that is installed beside messypr.
"""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement

from checker.sandbox import inside

ALLOWED = ("mistralai", "pytest")
INSIDE = "messypr_inside"


def plant(folder: Path) -> Path:
    """Fill a folder with links to the allowed distributions and to the player's own code."""
    for source in _sources():
        link = folder / source.name
        if not link.exists():
            link.symlink_to(source)
    (folder / INSIDE).symlink_to(Path(inside.__file__).parent)
    return folder


def _sources() -> list[Path]:
    """Return the top-level files and folders of the allowed distributions."""
    sources: list[Path] = []
    for name in sorted(_closure()):
        files = distribution(name).files or []
        tops = {file.parts[0] for file in files if file.parts[0] not in {"..", "__pycache__"}}
        root = Path(str(distribution(name).locate_file("")))
        sources.extend(root / top for top in sorted(tops) if not top.endswith(".pth"))
    return sources


def _closure() -> set[str]:
    """Return the allowed distributions with all they require here."""
    found: set[str] = set()
    todo = list(ALLOWED)
    while todo:
        name = todo.pop()
        if name in found:
            continue
        try:
            requires = distribution(name).requires or []
        except PackageNotFoundError:  # an optional one of another platform
            continue
        found.add(name)
        todo.extend(
            requirement.name
            for requirement in map(Requirement, requires)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""})
        )
    return found
