"""The false texts that a mixed deal can have, as a pack defines them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from checker.model.pack import SideEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseClaim:
    """A false sentence that the description may have, and ``why`` it is false.

    It is false in every deal or, where ``drawn`` names defects, in deals with one of them. A
    review that uses one of the phrases ``about`` it and says that it was claimed is right.
    """

    slug: str
    text: str
    why: str
    about: tuple[str, ...]
    examples: tuple[str, ...]
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
