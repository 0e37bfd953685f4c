"""How long one grade takes and where the time goes, beside the bare tools on the same tree.

Run it with ``make bench`` on a quiet machine. All figures are medians of one run; read the ratios,
seconds differ from machine to machine.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks import submissions
from benchmarks.baseline_tools import BaselineTools
from benchmarks.record import Figures, run
from benchmarks.timing import ratio, row
from checker.checks import files, lint, structure, typecheck
from checker.dealing.build import Deal, deal
from checker.grading import regressions
from checker.grading.grade import grade, match
from checker.model.key import (
    Challenge,
    FileCheck,
    HiddenTest,
    LintCheck,
    StructureCheck,
)
from checker.model.review import Submission
from checker.sandbox.client.pool import JudgePool
from checker.sandbox.client.protocol import HiddenTestRequest
from checker.sandbox.warm.tools import NO_TOOLS
from checker.system import trees
from checker.system.result_cache import ResultCache

RUNS = 5


def main(given: Sequence[str], figures: Figures) -> int:
    """Print the table."""
    runs = int(given[0]) if given else RUNS
    on = submissions.challenge()
    dealt = deal(on)
    handed_in = submissions.sample(on, dealt)
    with tempfile.TemporaryDirectory(prefix="messypr-bench-") as scratch:
        bare = BaselineTools(on.pack, handed_in.tree, Path(scratch))
        typecheck.primed(on.pack)
        _warm(figures, on, dealt, handed_in, bare, runs=runs)
        _cold(figures, on, dealt, handed_in, bare, scratch=Path(scratch))
    print("\nwhere a warm grade goes, each step by itself (they run side by side):")
    with JudgePool() as judges, tempfile.TemporaryDirectory(prefix="messypr-bench-") as scratch:
        folder = trees.write(handed_in.tree, Path(scratch))
        for name, step in _steps(on, dealt, handed_in, folder, judges).items():
            step()
            row(figures, f"  {name}", runs, step)
    return 0


def _warm(
    figures: Figures,
    on: Challenge,
    dealt: Deal,
    handed_in: Submission,
    bare: BaselineTools,
    *,
    runs: int,
) -> None:
    total = sum(row(figures, name, runs, tool) for name, tool in bare.warm().items())
    ratio(figures, "the bare tools, one after another", total)
    with JudgePool() as judges, tempfile.TemporaryDirectory() as kept:
        grade(on, dealt, handed_in, judges=judges)  # all processes that stay are up after this
        warm = row(figures, "warm grade", runs, lambda: grade(on, dealt, handed_in, judges=judges))
        ratio(figures, "ratio of the warm grade to the bare tools", warm / total)
        cache = ResultCache(folder=Path(kept))
        grade(on, dealt, handed_in, judges=judges, cache=cache)
        again = row(
            figures,
            "the same graded again, results reused",
            runs,
            lambda: grade(on, dealt, handed_in, judges=judges, cache=cache),
        )
        ratio(figures, "ratio of a grade from kept results to the bare tools", again / total)
    with JudgePool(tools=NO_TOOLS) as judges:
        grade(on, dealt, handed_in, judges=judges)
        row(
            figures,
            "warm grade, mypy and libcst run anew",
            runs,
            lambda: grade(on, dealt, handed_in, judges=judges),
        )
    fresh = row(figures, "grade by judges of its own", runs, lambda: grade(on, dealt, handed_in))
    ratio(figures, "ratio of a grade by judges of its own to the bare tools", fresh / total)


def _cold(
    figures: Figures,
    on: Challenge,
    dealt: Deal,
    handed_in: Submission,
    bare: BaselineTools,
    *,
    scratch: Path,
) -> None:
    print("\nthe first grade on a machine, all caches empty:")
    total = sum(row(figures, name, 1, tool) for name, tool in bare.cold().items())
    usual = os.environ.get("MESSYPR_CACHE")
    os.environ["MESSYPR_CACHE"] = str(scratch / "empty")
    try:
        first = row(figures, "first grade", 1, lambda: grade(on, dealt, handed_in))
    finally:
        del os.environ["MESSYPR_CACHE"]
        if usual is not None:
            os.environ["MESSYPR_CACHE"] = usual
    ratio(figures, "ratio of the first grade to the bare tools", first / total)


def _steps(
    on: Challenge, dealt: Deal, handed_in: Submission, folder: Path, judges: JudgePool
) -> dict[str, Callable[[], object]]:
    pack, tree = on.pack, handed_in.tree
    checks = [check for defect in on.defects for check in defect.checks]
    linted = [c for c in checks if isinstance(c, LintCheck)]
    asked = [c for c in checks if isinstance(c, StructureCheck)]
    looked = [c for c in checks if isinstance(c, FileCheck)]
    named = tuple(c.node_id for c in checks if isinstance(c, HiddenTest))
    request = HiddenTestRequest(pack=pack, tree=folder, node_ids=named, every=True)
    return {
        "dealing": lambda: deal(on),
        "comments": lambda: match(on, dealt, handed_in),
        "hidden tests, judge and player": lambda: judges.run(request),
        "the project's own tests": lambda: regressions.of_own_tests(
            pack, dealt.dealt.head, tree, judges
        ),
        "ruff": lambda: lint.run(linted, tree, folder, pack.pr.package),
        "mypy": lambda: typecheck.findings(tree, pack, tools=judges.tools),
        "mypy, run anew": lambda: typecheck.findings(tree, pack, tools=NO_TOOLS),
        "libcst": lambda: structure.run(asked, tree, pack, tools=judges.tools),
        "libcst, run anew": lambda: structure.run(asked, tree, pack, tools=NO_TOOLS),
        "files": lambda: [files.run(check, tree) for check in looked],
    }


if __name__ == "__main__":
    sys.exit(run("grade", main))
