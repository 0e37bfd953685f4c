"""What a judge is asked and answers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from checker.model.key import Pack
from checker.model.result import TestResult
from checker.progress import Progress, silent
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.warm.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What hidden tests came to, and what spoke against the player's honesty."""

    results: tuple[TestResult, ...]
    integrity: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteClaim:
    """What the player claims that a project's own tests came to, by node id."""

    outcomes: dict[str, str]
    problem: str = ""


class JudgeProtocol(Protocol):
    """Whoever can be asked: one judge, or several that share the work."""

    @property
    def level(self) -> Isolation:
        """How candidate code is kept in, and what reads it."""

    @property
    def tools(self) -> Tools:
        """Tools that read candidates' files, kept warm as long as the judge."""

    def run(
        self,
        pack: Pack,
        tree: Path,
        node_ids: Iterable[str],
        *,
        every: bool = False,
        progress: Progress = silent,
    ) -> Judgement:
        """Run hidden tests of a pack on a candidate's tree."""

    def suite(self, pack: Pack, tree: Path) -> SuiteClaim:
        """Run the project's own tests that stand in ``tree``."""
