"""Read the known wordings of a pack's defects: ``wordings/<slug>.toml`` beside the answer key."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from checker.errors import PackError
from checker.model.key import AnswerKey, Defect
from checker.model.wordings import Wordings

FOLDER: Final = "wordings"
# What a file may hold: tables, and the lists of each.
TABLES: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        "found": frozenset({"terse", "plain", "consequence", "assistant", "non-native", "author"}),
        "asked": frozenset({"questions"}),
        "opposite": frozenset({"praise", "defends", "recommends", "mechanism", "remedy"}),
        "other": frozenset({"wishes", "near-misses"}),
    }
)


def of(key: AnswerKey, defect: Defect) -> Wordings:
    """Return the known wordings of a defect: its explanation, its pack's, its operator's."""
    known = read(key.feature.parent, defect.slug) or Wordings()
    return replace(
        known,
        found=(defect.explanation, *known.found, *defect.paraphrases),
        other=(*known.other, *defect.near_misses),
    )


@lru_cache(maxsize=1_024)
def read(key: Path, slug: str) -> Wordings | None:
    """Return the known wordings of a defect, None where its pack has none.

    Raises:
        PackError: the file is broken; the message names it and says what to write.
    """
    file = file_of(key, slug)
    if not file.is_file():
        return None
    kinds = kinds_of(file)
    return Wordings(
        **{
            table: tuple(t for (name, _), texts in kinds for t in texts if name == table)
            for table in TABLES
        }
    )


def file_of(key: Path, slug: str) -> Path:
    """Return where the known wordings of a defect stand."""
    return key / FOLDER / f"{slug}.toml"


def kinds_of(file: Path) -> tuple[tuple[tuple[str, str], tuple[str, ...]], ...]:
    """Return the sentences of a file by table and list.

    Raises:
        PackError: the file is broken; the message names it and says what to write.
    """
    try:
        document = tomllib.loads(file.read_text("utf-8"))
    except ValueError as error:
        raise PackError(f"{file} is no TOML: {error}") from error
    for table, lists in document.items():
        if table not in TABLES:
            raise PackError(f"{file}: no table [{table}]; there are: {', '.join(TABLES)}")
        for name, texts in lists.items():
            if name not in TABLES[table]:
                known = ", ".join(sorted(TABLES[table]))
                raise PackError(f"{file}: [{table}] has no {name}; there are: {known}")
            if not isinstance(texts, list) or not all(isinstance(t, str) for t in texts):
                raise PackError(f"{file}: [{table}] {name} must be a list of sentences")
    return tuple(
        ((table, name), tuple(texts))
        for table, lists in document.items()
        for name, texts in lists.items()
    )
