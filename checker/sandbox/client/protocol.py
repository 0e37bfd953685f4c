"""What a judge is asked and answers."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from checker.model.key import Pack
from checker.model.result import Outcome, TestResult
from checker.progress import Progress, silent
from checker.sandbox.isolation.levels import Isolation
from checker.sandbox.warm.tools import Tools


@dataclass(frozen=True, slots=True, kw_only=True)
class HiddenTestRequest:
    """Which hidden tests of a pack to run on a candidate's tree, which stands in a folder.

    With ``every`` all of them are run, but for the slow runs of the candidate's own tests that are
    not named.
    """

    pack: Pack
    tree: Path
    node_ids: tuple[str, ...] = ()
    every: bool = False


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
    said: str = ""


def parse_judgement(fields: dict[str, Any]) -> Judgement:
    """Return a judgement from the JSON of a judge, or of the cache that keeps its answers."""
    results = (
        TestResult(**{**each, "outcome": Outcome(each["outcome"])}) for each in fields["results"]
    )
    return Judgement(results=tuple(results), integrity=tuple(fields["integrity"]))


class JudgeProtocol(Protocol):
    """One judge, a pool that shares the work, or a cache before either.

    They stay apart: a pack author's code runs inline in one judge, which a pool has no use for, and
    only a grade may use old results. What they are asked is one value, so that it is written once.
    """

    @property
    def level(self) -> Isolation:
        """How candidate code is kept in, and what reads it."""

    @property
    def tools(self) -> Tools:
        """Tools that read candidates' files, kept warm as long as the judge."""

    def run(self, request: HiddenTestRequest, progress: Progress = silent) -> Judgement:
        """Run hidden tests.

        Raises:
            EnvironmentBrokenError: The judge itself failed.
        """

    def suite(self, pack: Pack, tree: Path) -> SuiteClaim:
        """Run the project's own tests that stand in ``tree``."""
