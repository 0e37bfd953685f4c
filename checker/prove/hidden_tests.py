"""The hidden tests of a pack, and the state of their files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenTests:
    """The hidden tests of a pack: their files' digests, and who runs no tests of the project."""

    files: Mapping[str, str]
    quick: frozenset[str]

    def state_of(self, names: Iterable[str]) -> str:
        """Return what some tests came to depends on, besides the tree."""
        return " ".join(
            f"{name}@{self.files.get(file_of_test(name), '')}" for name in sorted(names)
        )


def hidden_tests(folder: Path, collected: Iterable[str]) -> HiddenTests:
    """Return the hidden tests below a folder; ``collected`` are those that are quick."""
    sources = {each.name: each.read_bytes() for each in sorted(folder.rglob("*.py"))}
    shared = b"".join(text for name, text in sources.items() if not name.startswith("test_"))
    return HiddenTests(
        files={
            name: hashlib.sha256(shared + text).hexdigest()[:16] for name, text in sources.items()
        },
        quick=frozenset(name.partition("[")[0] for name in collected),
    )


def file_of_test(name: str) -> str:
    """Return the file of a hidden test."""
    return name.partition("::")[0]
