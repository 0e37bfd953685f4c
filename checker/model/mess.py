"""What a mixed deal says that is not so, as a pack gives it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath

from checker.model.pack import SideEdit


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesChanged:
    """Refutes "these files are as they were": the pull request changes each of them."""

    paths: tuple[PurePosixPath, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WordsMissing:
    """Refutes "this is described" or "tested": no file says any of the words, in any case.

    Read are the files whose path begins with ``below``.
    """

    below: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FalseClaim:
    """A sentence that the description may have and that is untrue, and ``why``.

    It is untrue of every deal, which ``refuted_by`` shows; where ``drawn`` names defects, of
    those that plant one of them. Who says one of the phrases ``about`` it, and that it was
    claimed, has a point.
    """

    slug: str
    text: str
    why: str
    about: tuple[str, ...]
    examples: tuple[str, ...]
    drawn: tuple[str, ...] = ()
    refuted_by: FilesChanged | WordsMissing | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaleComment:
    """A comment ``above`` a text of the reference that holds in no deal, and ``why``.

    Whoever says one of the phrases ``about`` it in its file has a point.
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
        """What puts it there."""
        text = f"{self.comment}\n{self.above}"
        return SideEdit(message="", path=self.path, old=self.above, new=text)
