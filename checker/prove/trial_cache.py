"""Keep the results of long work, so that it continues where it was interrupted."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checker.model.key import Pack
from checker.model.pack import Tree
from checker.system import trees
from checker.system.result_cache import cache_home
from checker.system.tools import versions


class TrialCache:
    """Results by the tree that they belong to; valid for one state of tools and base."""

    def __init__(self, pack: Pack, kind: str, *, forget: bool = False) -> None:
        settings = json.dumps(versions(), sort_keys=True)
        state = [settings, _digest(trees.read(pack.pr.base))]
        self._folder = cache_home() / kind / f"{pack.pr.slug}-{_short_hash(''.join(state))}"
        self._forget = forget

    def recall(self, tree: Tree, about: str = "") -> Mapping[str, Any] | None:
        """Return what was kept about a tree, None for nothing."""
        file = self._file(tree, about)
        if self._forget or not file.is_file():
            return None
        try:
            kept: Mapping[str, Any] = json.loads(file.read_bytes())
        except ValueError:
            return None
        return kept

    def keep(self, tree: Tree, fields: Mapping[str, Any], about: str = "") -> None:
        """Keep something about a tree; the file is written whole or not at all."""
        file = self._file(tree, about)
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=file.parent, delete=False) as unfinished:
            json.dump(fields, unfinished)
        Path(unfinished.name).replace(file)

    def _file(self, tree: Tree, about: str) -> Path:
        return self._folder / f"{_short_hash(_digest(tree) + about)}.json"


def _digest(tree: Tree) -> str:
    digest = hashlib.sha256()
    for path, content in sorted(tree.items()):
        digest.update(f"{path}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:24]
