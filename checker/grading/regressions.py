"""Find what worked on the dealt head and on the reference, and is broken now."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from pathlib import Path

from checker.model.key import Challenge, HiddenTest, Pack
from checker.model.pack import Tree
from checker.model.result import Outcome, Regression, TestResult
from checker.sandbox.client.cached import CachingJudge
from checker.sandbox.client.protocol import JudgeProtocol
from checker.system import trees

MOST_NAMED = 200  # characters: the case of a parametrized test is text of the player's
OWN_TESTS = "the project's own tests"


def of_hidden_tests(
    challenge: Challenge,
    dealt: Tree,
    tests: Mapping[str, TestResult],
    judge: CachingJudge,
) -> tuple[Regression, ...]:
    """Return the functions that hidden tests show to be broken, one regression each.

    ``tests`` are the outcomes of hidden tests on the submitted tree. Failed tests that no
    planted defect explains are run on the dealt tree: a test that also fails there shows no
    regression.
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
    names = [each.node_id for each in failed]
    held = judge.starting_points.passing(challenge.pack, dealt, names, judge)
    by_target: dict[str, list[TestResult]] = {}
    for result in failed:
        if result.node_id in held:
            by_target.setdefault(result.target or result.node_id, []).append(result)
    return tuple(
        Regression(
            target=target,
            tests=tuple(result.node_id for result in results),
            evidence=results[0].message,
            said=results[0].said,
        )
        for target, results in sorted(by_target.items())
    )


def of_own_tests(
    pack: Pack, dealt: Tree, submitted: Tree, judge: JudgeProtocol
) -> tuple[Regression, ...]:
    """Return what the project's own tests, as they were dealt, show to be broken.

    They pass on every dealt head (proof 6); that they pass here is a claim of the player.
    """
    if submitted == dealt:
        return ()
    folder = pack.pr.tests
    tree = {path: content for path, content in submitted.items() if not path.is_relative_to(folder)}
    tree |= {path: content for path, content in dealt.items() if path.is_relative_to(folder)}
    with tempfile.TemporaryDirectory(prefix="messypr-tree-") as scratch:
        claim = judge.suite(pack, trees.write(tree, Path(scratch)))
    claimed = sorted(name for name, outcome in claim.outcomes.items() if outcome != "passed")
    if not claimed and claim.outcomes:
        return ()
    failed = tuple(name for name in claimed if _is_dealt(name, dealt))
    evidence = claim.problem or f"{', '.join(failed) or 'some of them'} no longer pass"
    return (Regression(target=OWN_TESTS, tests=failed, evidence=evidence, said=claim.said),)


def _is_dealt(node_id: str, dealt: Tree) -> bool:
    """Return whether a test that a player names is one that was dealt: it may name anything."""
    file, _, name = node_id.partition("::")
    function = name.partition("[")[0].rpartition("::")[2]
    texts = [text for path, text in dealt.items() if str(path).endswith(f"/{file}")]
    return any(f"def {function}(".encode() in text for text in texts) and len(name) < MOST_NAMED
