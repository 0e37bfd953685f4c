"""A pack of one's own to make mistakes in: a copy of helpdesk under another name."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

import solutions
from checker.packs import loading

NAME, OTHER = "mine", "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Authored:
    """The two folders of a pack that a test may write in."""

    public: Path
    key: Path

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace the first text of a file, ``pr.toml`` or a file of the key."""
        path = self.public / file if file == "pr.toml" else self.key / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")


@contextmanager
def authored(folder: Path) -> Iterator[Authored]:
    """Lend the packs ``mine``, with its key, and ``other``, of which only the public part is."""
    prs, keys = folder / "prs", folder / "solutions"
    for name in (NAME, OTHER):
        shutil.copytree(loading.PACKS_DIR / "helpdesk", prs / name)
    key = loading.load("helpdesk").key.feature.parent
    ignored = shutil.ignore_patterns("__pycache__", ".*_cache")
    shutil.copytree(key, keys / NAME, ignore=ignored)
    for file in (keys / NAME).rglob("*.py"):
        text = file.read_text("utf-8")
        file.write_text(text.replace("solutions.helpdesk", f"solutions.{NAME}"), "utf-8")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(solutions, "__path__", [*solutions.__path__, str(keys)])
        patched.setattr(loading, "PACKS_DIR", prs)
        _forget()
        try:
            yield Authored(public=prs / NAME, key=keys / NAME)
        finally:
            _forget()


def _forget() -> None:
    loading.load.cache_clear()
    vars(solutions).pop(NAME, None)
    for name in [each for each in sys.modules if each.startswith(f"solutions.{NAME}")]:
        del sys.modules[name]
