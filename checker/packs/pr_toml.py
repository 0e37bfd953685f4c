"""Parse a pack's ``pr.toml`` into a pull request; a mistake in it is named with its mend.

Every message is one line: the file, the key, what is wrong with it and what to write instead.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from pathlib import Path, PurePosixPath
from typing import Any

from checker.errors import PackError, did_you_mean
from checker.model.pack import PlannedCommit, PullRequest, SideEdit

NAME = "pr.toml"
LONGEST_SHOWN = 60
NOT_KEYS = {"slug", "body", "base"}  # of a pull request: they come from the folder
SECTIONS = {"commits": PlannedCommit, "upstream": SideEdit, "reformats": SideEdit}
KINDS = {str: "a text", int: "a whole number", bool: "true or false"}


def parse(text: str, *, label: str, slug: str, body: str, base: Path) -> PullRequest:
    """Return the pull request that the text of a ``pr.toml`` describes.

    Args:
        text: What the file says.
        label: The file's name in messages.
        slug: The pack's name.
        body: The pull request's description.
        base: The folder of the main branch, in which the paths must be.

    Raises:
        PackError: the file has a mistake; the message names the key and what to write.
    """
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PackError(f"{label} is no TOML: {error}") from error
    top = _Table(document, label, base)
    top.has_only(PullRequest)
    return PullRequest(
        slug=slug,
        body=body,
        base=base,
        title=top.text("title"),
        author=top.text("author"),
        branch=top.text("branch"),
        minutes=top.minutes("minutes"),
        level=top.text("level"),
        topics=top.texts("topics"),
        package=top.path("package"),
        tests=top.path("tests"),
        contract=top.texts("contract"),
        touch=top.texts("touch"),
        draft=top.flag("draft"),
        commits=tuple(
            PlannedCommit(message=each.text("message"), paths=each.texts("paths"))
            for each in top.tables("commits")
        ),
        upstream=top.side_edits("upstream"),
        reformats=top.side_edits("reformats"),
    )


class _Table:
    """A table of the file; ``where`` begins every message about it."""

    def __init__(self, found: Mapping[str, Any], where: str, base: Path) -> None:
        self._found, self._where, self._base = found, where, base

    def has_only(self, kind: type) -> None:
        """Refuse a key that ``kind`` does not have, and a key without which it cannot be."""
        known = {each.name: each for each in fields(kind) if each.name not in NOT_KEYS}
        for key in self._found:
            if key not in known:
                hint = did_you_mean(key, known, most=1) or f"; known are {', '.join(known)}"
                raise PackError(f"{self._where}: unknown key {key!r}{hint}")
        for name, each in known.items():
            if each.default is MISSING and name not in self._found:
                kind_of = " (write it above the first [[section]])" if kind is PullRequest else ""
                raise PackError(f"{self._where}: the key {name!r} is missing{kind_of}")

    def text(self, key: str, *, empty: bool = False) -> str:
        found = self._of(key, str)
        if not found.strip() and not empty:
            raise self._wrong(key, "a text", "an empty one")
        return str(found)

    def minutes(self, key: str) -> int:
        found = self._of(key, int)
        if found < 1:
            raise self._wrong(key, "1 or more", str(found))
        return int(found)

    def flag(self, key: str) -> bool:
        return bool(self._of(key, bool)) if key in self._found else False

    def texts(self, key: str) -> tuple[str, ...]:
        found = self._found[key]
        if not isinstance(found, list):
            raise self._wrong(key, 'a list of texts, such as ["one"]', _shown(found))
        for each in found:
            if not isinstance(each, str) or not each.strip():
                raise self._wrong(key, "a list of texts", f"{each!r} in it")
        return tuple(found)

    def path(self, key: str) -> PurePosixPath:
        """Return a path that is there in the base."""
        found = PurePosixPath(self.text(key))
        if found.is_absolute() or ".." in found.parts or not (self._base / found).exists():
            folder = self._base / found.parent
            beside = [each.name for each in folder.iterdir()] if folder.is_dir() else []
            hint = did_you_mean(found.name, beside, most=1)
            raise PackError(f"{self._where}: {key}: there is no {str(found)!r} in base/{hint}")
        return found

    def tables(self, key: str) -> tuple[_Table, ...]:
        """Return the sections of a name, each with no keys but its own."""
        found = self._found.get(key, [])
        if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
            raise self._wrong(key, f"sections, each begun by [[{key}]]", _shown(found))
        made = tuple(
            _Table(each, f"{self._where}: [[{key}]] {number}", self._base)
            for number, each in enumerate(found, 1)
        )
        for each in made:
            each.has_only(SECTIONS[key])
        return made

    def side_edits(self, key: str) -> tuple[SideEdit, ...]:
        return tuple(
            SideEdit(
                message=each.text("message"),
                path=each.path("path"),
                old=each.text("old"),
                new=each.text("new", empty=True),
            )
            for each in self.tables(key)
        )

    def _of(self, key: str, kind: type) -> Any:
        found = self._found[key]
        if type(found) is not kind:  # true is no number here
            raise self._wrong(key, KINDS[kind], _shown(found))
        return found

    def _wrong(self, key: str, wanted: str, found: str) -> PackError:
        return PackError(f"{self._where}: {key} must be {wanted}, not {found}")


def _shown(found: object) -> str:
    text = repr(found)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."
