"""The false texts that a mixed deal can have, as a pack defines them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias

from checker.model.pack import SideEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class AllChanged:
    """The pull request changes each of some files."""

    paths: tuple[PurePosixPath, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NoneSays:
    """No file whose path begins with ``below`` says one of some words, in upper or lower case."""

    below: str
    words: tuple[str, ...]


UntrueWhen: TypeAlias = AllChanged | NoneSays
"""What makes a claim untrue, so that a test can hold it against every deal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseClaim:
    """A false sentence that the description may have, and ``why`` it is false.

    It is untrue of every deal, since ``untrue_when`` holds of each; or ``drawn`` names defects, and
    it is untrue of the deals that plant one of them.
    Who says one of the phrases ``about`` it, and that it was claimed, has a point.
    """

    slug: str
    text: str
    why: str
    about: tuple[str, ...]
    examples: tuple[str, ...]
    untrue_when: UntrueWhen | None = None
    drawn: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleComment:
    """A comment ``above`` a text of the reference that is true in no deal, and ``why``.

    A review that uses one of the phrases ``about`` it in its file is right.
    """

    slug: str
    path: PurePosixPath
    above: str
    comment: str
    why: str
    about: tuple[str, ...]
    examples: tuple[str, ...]

    @property
    def aside(self) -> SideEdit:
        """The edit that adds the comment."""
        text = f"{self.comment}\n{self.above}"
        return SideEdit(message="", path=self.path, old=self.above, new=text)
