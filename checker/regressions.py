"""What held on the flawed pull request and on the reference, and no longer holds."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from checker import trees
from checker.model.key import Challenge, HiddenTest, Pack
from checker.model.pack import Tree
from checker.model.result import Outcome, Regression, TestResult
from checker.sandbox.judging import Judge

OWN_TESTS = "the project's own tests"


def find(
    challenge: Challenge,
    dealt: Tree,
    submitted: Tree,
    tests: Mapping[str, TestResult],
    judge: Judge,
) -> tuple[Regression, ...]:
    """Return the regressions, one for each function that broke.

    ``tests`` are the hidden tests as they came out on the submitted tree. Those that no planted
    defect explains are run on the dealt tree: what fails there too is no regression.
    """
    explained = {
        check.node_id
        for defect in challenge.defects
        for check in defect.checks
        if isinstance(check, HiddenTest)
    }
    failed = [
        result
        for name, result in tests.items()
        if result.outcome is not Outcome.PASSED and name.partition("[")[0] not in explained
    ]
    broken = [*_hidden(challenge.pack, dealt, failed, judge)]
    if submitted != dealt:
        broken += _own(challenge.pack, dealt, submitted, judge)
    return tuple(broken)


def _hidden(
    pack: Pack, dealt: Tree, failed: list[TestResult], judge: Judge
) -> Iterable[Regression]:
    if not failed:
        return
    with tempfile.TemporaryDirectory(prefix="messypr-tree-") as folder:
        before = judge.run(pack, trees.write(dealt, Path(folder)), [r.node_id for r in failed])
    held = {result.node_id for result in before.results if result.outcome is Outcome.PASSED}
    by_target: dict[str, list[TestResult]] = {}
    for result in failed:
        if result.node_id in held:
            by_target.setdefault(result.target or result.node_id, []).append(result)
    for target, results in sorted(by_target.items()):
        names = tuple(result.node_id for result in results)
        yield Regression(target=target, tests=names, evidence=results[0].message)


def _own(pack: Pack, dealt: Tree, submitted: Tree, judge: Judge) -> list[Regression]:
    """Run the tests as they were dealt on the submitted code; that they pass is a claim."""
    folder = pack.pr.tests
    tree = {path: content for path, content in submitted.items() if not path.is_relative_to(folder)}
    tree |= {path: content for path, content in dealt.items() if path.is_relative_to(folder)}
    with tempfile.TemporaryDirectory(prefix="messypr-tree-") as scratch:
        claim = judge.suite(pack, trees.write(tree, Path(scratch)))
    failed = tuple(sorted(name for name, outcome in claim.outcomes.items() if outcome != "passed"))
    if not failed and claim.outcomes:
        return []
    evidence = claim.problem or f"{', '.join(failed)} no longer pass"
    return [Regression(target=OWN_TESTS, tests=failed, evidence=evidence)]
