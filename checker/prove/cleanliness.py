"""Proofs 1 and 6: the repository's own tools see only planted defects."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from checker.checks import lint, typecheck
from checker.model.key import Defect, LintCheck, TypeCheck
from checker.model.pack import Tree
from checker.prove.proof import PackTrees, Proof
from checker.sandbox.client.protocol import JudgeProtocol
from checker.sandbox.isolation import run_tool
from checker.sandbox.warm.tools import NO_TOOLS, Tools
from checker.system import trees
from checker.system.tools import RUFF


def prove_trees(bench: PackTrees, judge: JudgeProtocol) -> Sequence[Proof]:
    """Prove that base and reference are clean and that their own tests pass."""
    proofs: list[Proof] = []
    for name, tree in (("base", bench.base), ("reference", bench.reference)):
        proofs += [
            *by_catch(bench, tree, (), number=1, subject=name, tools=judge.tools),
            own_tests(bench, tree, judge, number=1, subject=name),
        ]
    return proofs


def by_catch(
    bench: PackTrees,
    tree: Tree,
    planted: Iterable[Defect],
    *,
    number: int,
    subject: str,
    tools: Tools = NO_TOOLS,
) -> list[Proof]:
    """Prove that ruff, its formatter and mypy report exactly what the planted defects declare."""
    planted = tuple(planted)
    config = bench.pack.pr.base / "pyproject.toml"
    with tempfile.TemporaryDirectory(prefix="messypr-tree-") as scratch:
        folder = trees.write(tree, Path(scratch))
        files = trees.python_files(tree)
        linted = Counter(f.code for f in lint.findings(folder, files, config=config))
        command = [*RUFF, "format", "--check", "--no-cache", "--config", str(config), "."]
        formatted = run_tool.run(command, cwd=folder, seconds=60)
    typed = Counter(f.code for f in typecheck.findings(tree, bench.pack, tools=tools))
    declared = [c for defect in planted for c in defect.checks]
    return [
        _same(number, f"{subject}: ruff", linted, _codes(declared, LintCheck)),
        _same(number, f"{subject}: mypy", typed, _codes(declared, TypeCheck)),
        Proof(
            number=number,
            subject=f"{subject}: formatted",
            holds=formatted.returncode == 0,
            detail=formatted.stdout[:400],
        ),
    ]


def own_tests(
    bench: PackTrees, tree: Tree, judge: JudgeProtocol, *, number: int, subject: str
) -> Proof:
    """Prove that the project's own tests pass on a tree."""
    with tempfile.TemporaryDirectory(prefix="messypr-tree-") as scratch:
        claim = judge.suite(bench.pack, trees.write(tree, Path(scratch)))
    failed = sorted(name for name, outcome in claim.outcomes.items() if outcome != "passed")
    return Proof(
        number=number,
        subject=f"{subject}: own tests",
        holds=bool(claim.outcomes) and not failed,
        detail=claim.problem or ", ".join(failed) or f"{len(claim.outcomes)} pass",
    )


def _codes(checks: Iterable[object], kind: type[LintCheck | TypeCheck]) -> Counter[str]:
    return Counter(check.code for check in checks if isinstance(check, kind) and check.visible)


def _same(number: int, subject: str, found: Counter[str], declared: Counter[str]) -> Proof:
    extra, lacking = set(found) - set(declared), set(declared) - set(found)
    words = [f"reports {', '.join(sorted(extra))}"] if extra else []
    words += [f"does not report {', '.join(sorted(lacking))}"] if lacking else []
    return Proof(number=number, subject=subject, holds=not words, detail="; ".join(words))
