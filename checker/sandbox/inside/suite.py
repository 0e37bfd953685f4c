"""Run a project's own tests; their outcomes are a claim, and are reported as one."""

from __future__ import annotations

import random
from typing import Any

from .values import raised

# Plugins that write files or print; only the outcomes of a run are reported.
OFF = (
    *("cacheprovider", "doctest", "faulthandler", "junitxml", "pastebin"),
    *("setuponly", "setupplan", "stepwise", "terminal"),
)
PREFIX = (
    *(part for name in OFF for part in ("-p", f"no:{name}")),
    "--noconftest",
    "--assert=plain",
)


class _Recorder:
    """Shuffles the tests by a seed and keeps the outcome of each."""

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self.outcomes: dict[str, str] = {}

    def pytest_collection_modifyitems(self, items: list[Any]) -> None:
        random.Random(self._seed).shuffle(items)  # noqa: S311  an order, no secret

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed:
            self.outcomes[report.nodeid] = "failed"

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.when == "call" or report.outcome != "passed":
            self.outcomes[report.nodeid] = str(report.outcome)


def run(request: dict[str, Any]) -> dict[str, Any]:
    """Return ``value``: the outcome of each test below ``request["tests"]``, by node id.

    With ``request["first_failure"]`` the tests after the first failure are not run.
    """
    try:
        import pytest  # noqa: PLC0415  only a suite needs it

        recorder = _Recorder(request["seed"])
        where = ("-c", request["ini"], "--rootdir", request["root"], request["tests"])
        early = ("--exitfirst",) if request["first_failure"] else ()
        pytest.main([*PREFIX, *early, *where], plugins=[recorder])
    except (Exception, SystemExit) as error:  # noqa: BLE001
        return {"raised": raised(error)}
    return {"value": recorder.outcomes}
