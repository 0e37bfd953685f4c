"""How long one grade takes and where the time goes, beside the bare tools on the same tree.

Run it with ``python benchmarks/grade.py [RUNS]`` on a quiet machine. All figures are medians of one
run; read the ratios, seconds differ from machine to machine.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from checker import library, planting, regressions, trees
from checker.challenge import draw
from checker.checks import files, lint, structure, typecheck
from checker.dealing import Deal, deal
from checker.grade import grade, match
from checker.model.key import Challenge, FileCheck, LintCheck, StructureCheck, TypeCheck
from checker.model.pack import Tree
from checker.model.review import Event, Review, Submission
from checker.prove.reviews import comment
from checker.sandbox.judging import Judge
from checker.tools import RUFF


def main(runs: int) -> None:
    """Print the table."""
    pack = library.load("helpdesk")
    challenge = draw(pack, pack.key.sample.seed)
    dealt = deal(challenge)
    submission = _submission(challenge, dealt)
    typecheck.primed(pack)
    bare = _bare(challenge, submission.tree)
    total = sum(_row(f"bare {name}", runs, run) for name, run in bare.items())
    print(f"{'bare tools, one after another':44}{total:8.2f} s")
    whole = _row("whole grade, fresh processes", runs, lambda: grade(challenge, dealt, submission))
    print(f"{'ratio of the whole grade to the bare tools':44}{whole / total:8.2f}")
    print("where it goes, each step by itself (static checks run beside the hidden tests):")
    for name, run in _steps(challenge, dealt, submission).items():
        _row(f"  {name}", runs, run)


def _row(name: str, runs: int, run: Callable[[], object]) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        times.append(time.perf_counter() - start)
    middle = statistics.median(times)
    print(f"{name:44}{middle:8.2f} s   {min(times):.2f} to {max(times):.2f}")
    return middle


def _submission(challenge: Challenge, dealt: Deal) -> Submission:
    sample, config = challenge.pack.key.sample, library.ruff_config(challenge.pack)
    head = dealt.dealt.head
    remarks = tuple(
        comment(number, planting.locate(head, remark.site.path, remark.site.text), remark.body)
        for number, remark in enumerate(sample.remarks)
    )
    review = Review(event=Event.REQUEST_CHANGES, body=sample.body, comments=remarks)
    tree = planting.repair(head, sample.fix, ruff_config=config)
    return Submission(review=review, tree=tree, head="")


def _bare(challenge: Challenge, tree: Tree) -> dict[str, Callable[[], object]]:
    """Return the tools as someone would run them by hand, fresh processes each."""
    pack = challenge.pack
    folder = trees.write(tree, Path(tempfile.mkdtemp(prefix="messypr-bench-")))
    config = str(pack.pr.base / "pyproject.toml")
    cache = tempfile.mkdtemp(prefix="messypr-bench-")
    ruff = [*RUFF, "check", "--no-cache", "--config", config, "."]
    mypy = [
        sys.executable,
        "-m",
        "mypy",
        "--config-file",
        config,
        "--cache-dir",
        cache,
        "src",
        "tests",
    ]
    _run(mypy, folder)  # warm, as it is on a machine where people work
    return {
        "ruff check": lambda: _run(ruff, folder),
        "mypy, cache warm": lambda: _run(mypy, folder),
        "pytest of the hidden tests, in one process": lambda: _inline(challenge, folder),
    }


def _inline(challenge: Challenge, folder: Path) -> None:
    with Judge(inline=True) as judge:
        judge.run(challenge.pack, folder, (), every=True)


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, capture_output=True, check=False)


def _steps(
    challenge: Challenge, dealt: Deal, submission: Submission
) -> dict[str, Callable[[], object]]:
    pack, tree = challenge.pack, submission.tree
    checks = [check for defect in challenge.defects for check in defect.checks]
    folder = trees.write(tree, Path(tempfile.mkdtemp(prefix="messypr-bench-")))
    linted = [c for c in checks if isinstance(c, LintCheck)]
    typed = [c for c in checks if isinstance(c, TypeCheck)]
    asked = [c for c in checks if isinstance(c, StructureCheck)]
    looked = [c for c in checks if isinstance(c, FileCheck)]

    def hidden() -> None:
        with Judge() as judge:
            judge.run(
                pack, folder, [c.node_id for c in checks if hasattr(c, "node_id")], every=True
            )

    def own_tests() -> None:
        with Judge() as judge:
            regressions.of_own_tests(pack, dealt.dealt.head, tree, judge)

    return {
        "dealing": lambda: deal(challenge),
        "comments": lambda: match(challenge, dealt, submission),
        "hidden tests, judge and player": hidden,
        "the project's own tests": own_tests,
        "ruff": lambda: lint.ask(linted, tree, folder, pack.pr.package),
        "mypy": lambda: (
            typecheck.ask(typed, tree, pack) if typed else typecheck.findings(tree, pack)
        ),
        "libcst": lambda: structure.ask(asked, tree),
        "files": lambda: [files.ask(check, tree) for check in looked],
    }


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
