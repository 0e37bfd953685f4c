"""Sites that no hidden test sees, and why each of them may stay so.

Such a site either does not change the behaviour, or changes something that the hidden tests leave
open on purpose; for any other survivor a test is missing.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from checker.errors import PackError

NAME = "survivors.toml"


def explanations(folder: Path) -> Mapping[str, str]:
    """Return why survivors in the folder of a key may stay, by their slugs.

    Raises:
        PackError: the file is broken.
    """
    file = folder / NAME
    if not file.is_file():
        return {}
    try:
        document = tomllib.loads(file.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{file}: {error}") from error
    if not all(isinstance(words, str) and words for words in document.values()):
        raise PackError(f'{file}: it holds lines such as some-site = "why it may stay"')
    return document


def unexplained(survivors: Iterable[str], folder: Path) -> tuple[str, ...]:
    """Return the survivors that have no explanation."""
    known = explanations(folder)
    return tuple(slug for slug in survivors if slug not in known)
