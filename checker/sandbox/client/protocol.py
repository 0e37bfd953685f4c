"""The requests to a judge and its answers as values, and the interface of judges."""

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
    """Which hidden tests of a pack to run on a candidate's tree, given as a folder.

    With ``every`` all of them are run, but for the slow runs of the candidate's own tests that are
    not named. Each answer may take ``patience`` times as long as its test says.
    """

    pack: Pack
    tree: Path
    node_ids: tuple[str, ...] = ()
    every: bool = False
    patience: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The results of hidden tests, and the signs that the player tampered with them."""

    results: tuple[TestResult, ...]
    integrity: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuiteClaim:
    """The outcomes that the player claims for a project's own tests, by node id."""

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

    These are separate classes, because only one judge can run a pack author's code inline, and
    only a grade may use old results. A request is one value, so that its fields are written once.
    """

    @property
    def level(self) -> Isolation:
        """The isolation level of candidate code and of the tools that read it."""

    @property
    def tools(self) -> Tools:
        """The warm tools that read candidates' files; they run as long as the judge."""

    def run(self, request: HiddenTestRequest, progress: Progress = silent) -> Judgement:
        """Run hidden tests.

        Raises:
            EnvironmentBrokenError: The judge itself failed.
        """

    def suite(self, pack: Pack, tree: Path) -> SuiteClaim:
        """Run the project's own tests in ``tree``.

        Raises:
            EnvironmentBrokenError: the judge itself failed.
        """
