"""What an attack is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from checker.model.pack import Dealt

INIT = "src/helpdesk/__init__.py"
MOST_FOR_TALK = 10.0  # a flood may hit something by chance: proof 8
LONGEST_SECONDS = 600.0
STRICT, BOTH = ("strict",), ("strict", "confined")
DOCSTRING = '"""Answers customer tickets with the Mistral API."""\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Attack:
    """One attack: what it tries, in a line, and how.

    ``files`` are committed on top of the dealt head (None deletes); ``at_import`` runs whenever the
    candidate's package is imported; ``repository`` does as it likes with the repository that is
    handed in; ``review`` makes the review file.

    ``never_seen`` is what the candidate's code says if it succeeds, which a verbose report would
    show; ``never_told`` must not be in the report that everybody gets. It is played at ``levels``
    where this machine can, and has ended after ``within_seconds``.
    """

    name: str
    tries: str
    files: Mapping[str, str | bytes | None] = field(default_factory=dict)
    at_import: str = ""
    repository: Callable[[Path], None] | None = None
    review: Callable[[Dealt], bytes] | None = None
    never_seen: str = ""
    never_told: str = ""
    levels: tuple[str, ...] = STRICT
    within_seconds: float = LONGEST_SECONDS

    def content(self) -> dict[str, str | bytes | None]:
        """Return all that is committed."""
        if not self.at_import:
            return dict(self.files)
        return {**self.files, INIT: f"{DOCSTRING}\n{self.at_import}"}


def at_import(name: str, tries: str, code: str) -> Attack:
    """Return an attack that runs when the candidate's package is imported."""
    return Attack(name=name, tries=tries, at_import=code)


def committed(
    name: str, tries: str, files: Mapping[str, str | bytes | None], never_told: str = ""
) -> Attack:
    """Return an attack by files alone."""
    return Attack(name=name, tries=tries, files=files, never_told=never_told)
