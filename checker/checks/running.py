"""Run all checks on a tree in parallel, and separate a candidate's failures from our own."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import assert_never

from checker.checks import files, lint, structure, typecheck
from checker.checks.evidence import CheckEvidence
from checker.model.key import (
    Check,
    FileCheck,
    HiddenTest,
    LintCheck,
    Pack,
    StructureCheck,
    TypeCheck,
)
from checker.model.pack import Tree
from checker.model.result import CheckResult, Outcome, TestResult
from checker.packs import loading
from checker.progress import Progress, silent
from checker.sandbox.client.protocol import HiddenTestRequest, JudgeProtocol
from checker.system import trees
from checker.system.result_cache import NO_CACHE, ResultCache


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The outcomes of checks on one tree, with every hidden test that was run for them."""

    results: dict[Check, CheckResult]
    tests: dict[str, TestResult]
    integrity: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """What checks are run with, on whatever tree."""

    pack: Pack
    judge: JudgeProtocol
    every_test: bool
    progress: Progress
    cache: ResultCache

    def of_hidden_tests(self, tree: Path, tests: Iterable[HiddenTest]) -> HiddenTestRequest:
        """Return the request to run hidden tests on the tree in a folder."""
        names = tuple(test.node_id for test in tests)
        return HiddenTestRequest(pack=self.pack, tree=tree, node_ids=names, every=self.every_test)


def run(
    pack: Pack,
    tree: Tree,
    checks: Iterable[Check],
    judge: JudgeProtocol,
    *,
    every_test: bool = False,
    progress: Progress = silent,
    cache: ResultCache = NO_CACHE,
) -> Checked:
    """Return the outcome of checks on a tree; ``every_test`` also runs the other hidden tests.

    The static tools are isolated as well as the judge isolates candidate code. A check that
    gives no answer is also run on the reference: if it gives none there either the outcome is
    ERROR, otherwise the candidate caused it and the outcome is FAILED.
    """
    checks = tuple(dict.fromkeys(checks))
    run_ = _Run(pack=pack, judge=judge, every_test=every_test, progress=progress, cache=cache)
    evidence, tests, integrity = _gather(run_, tree, checks)
    suspects = tuple(check for check in checks if evidence[check].inconclusive)
    excused: dict[Check, CheckEvidence] = {}
    if suspects:
        again = replace(run_, every_test=False, cache=NO_CACHE)
        excused, _, _ = _gather(again, loading.reference_tree(pack), suspects)
    results = {check: _result(check, evidence[check], excused.get(check)) for check in checks}
    return Checked(results=results, tests=tests, integrity=integrity)


def _result(check: Check, found: CheckEvidence, reference: CheckEvidence | None) -> CheckResult:
    if found.holds:
        outcome = Outcome.PASSED
    elif found.inconclusive and reference is not None and reference.inconclusive:
        outcome = Outcome.ERROR
    else:
        outcome = Outcome.FAILED
    return CheckResult(check=check, outcome=outcome, evidence=found.words, said=found.said)


def _gather(
    run_: _Run, tree: Tree, checks: tuple[Check, ...]
) -> tuple[dict[Check, CheckEvidence], dict[str, TestResult], tuple[str, ...]]:
    hidden, linted, typed, asked, looked = _sorted_by_kind(checks)
    pack, judge, cache = run_.pack, run_.judge, run_.cache
    evidence: dict[Check, CheckEvidence] = {}
    tests: dict[str, TestResult] = {}
    integrity: tuple[str, ...] = ()
    with (
        tempfile.TemporaryDirectory(prefix="messypr-tree-") as scratch,
        ThreadPoolExecutor(max_workers=1) as beside,
    ):
        folder = trees.write(tree, Path(scratch))
        types = beside.submit(
            typecheck.run, typed, tree, pack, cache, judge.level, tools=judge.tools
        )
        structures = beside.submit(
            structure.run, asked, tree, pack, cache, judge.level, tools=judge.tools
        )
        if hidden or run_.every_test:
            judgement = judge.run(run_.of_hidden_tests(folder, hidden), run_.progress)
            tests = {result.node_id: result for result in judgement.results}
            integrity = judgement.integrity
            evidence |= {check: _tested(check, tests) for check in hidden}
        evidence |= lint.run(linted, tree, folder, pack.pr.package, judge.level)
        evidence |= {check: files.run(check, tree) for check in looked}
        evidence |= types.result()
        evidence |= structures.result()
    return evidence, tests, integrity


def _sorted_by_kind(
    checks: tuple[Check, ...],
) -> tuple[
    list[HiddenTest], list[LintCheck], list[TypeCheck], list[StructureCheck], list[FileCheck]
]:
    hidden: list[HiddenTest] = []
    linted: list[LintCheck] = []
    typed: list[TypeCheck] = []
    asked: list[StructureCheck] = []
    looked: list[FileCheck] = []
    for check in checks:
        match check:
            case HiddenTest():
                hidden.append(check)
            case LintCheck():
                linted.append(check)
            case TypeCheck():
                typed.append(check)
            case StructureCheck():
                asked.append(check)
            case FileCheck():
                looked.append(check)
            case _:
                assert_never(check)
    return hidden, linted, typed, asked, looked


def _tested(check: HiddenTest, tests: dict[str, TestResult]) -> CheckEvidence:
    """Return the outcome of a test, with all the cases of a parametrized one."""
    mine = [
        result
        for name, result in tests.items()
        if name == check.node_id or name.startswith(f"{check.node_id}[")
    ]
    if not mine:
        return CheckEvidence(holds=False, words=f"{check.node_id} was not run", inconclusive=True)
    failed = [result for result in mine if result.outcome is not Outcome.PASSED]
    if not failed:
        return CheckEvidence(holds=True, words=f"{check.node_id} passes")
    broke = any(result.broke or result.outcome is Outcome.ERROR for result in failed)
    return CheckEvidence(
        holds=False, words=failed[0].message, said=failed[0].said, inconclusive=broke
    )
