"""The tiny grade of the doctor sees what cannot run."""

from __future__ import annotations

import sys

from checker.sandbox.isolation.levels import Isolation
from cli.steps import trial


def test_a_tool_that_is_missing_or_broken_is_named_and_the_others_work() -> None:
    graded = trial.run(
        Isolation.BASIC,
        {
            "missing": ("/nowhere/ruff", "--version"),
            "broken": (sys.executable, "-I", "-c", "import no_such_module"),
            "fine": (sys.executable, "--version"),
        },
    )
    assert graded["a hidden test"] == ""
    assert "/nowhere/ruff" in graded["missing"]
    assert "no_such_module" in graded["broken"]
    assert graded["fine"] == ""
