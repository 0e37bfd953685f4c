"""The player's import path: links to what candidate code may import, and nothing else.

The player starts with ``-S``, without site-packages: ``import checker`` and ``import solutions``
fail in it, and so does every other package that is installed beside messypr.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from types import MappingProxyType

from packaging.requirements import Requirement

from checker.sandbox import inside

ALLOWED = ("mistralai", "pytest")
INSIDE = "runner"  # a name that says nothing: nobody can import it once a session has begun


def link_packages(folder: Path) -> Path:
    """Fill a folder with links to everything that the player may import."""
    for name, source in sources().items():
        (folder / name).symlink_to(source)
    return folder


def link_inside(folder: Path) -> Path:
    """Fill a folder with a link to the player's own code, which only the zygote imports."""
    (folder / INSIDE).symlink_to(Path(inside.__file__).parent)
    return folder


@lru_cache
def sources() -> Mapping[str, Path]:
    """Return the files and folders of the allowed distributions."""
    found: dict[str, Path] = {}
    for distribution_name in sorted(_closure()):
        files = distribution(distribution_name).files or []
        tops = {file.parts[0] for file in files if file.parts[0] not in {"..", "__pycache__"}}
        root = Path(str(distribution(distribution_name).locate_file("")))
        found |= {top: root / top for top in sorted(tops) if not top.endswith(".pth")}
    return MappingProxyType(found)


def _closure() -> set[str]:
    """Return the allowed distributions with everything that they require here."""
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
