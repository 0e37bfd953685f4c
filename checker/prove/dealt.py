"""Prove one deal before it is given to anybody; only its witnesses are run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from checker.checks import running
from checker.dealing.build import Deal
from checker.dealing.planting import plant
from checker.model.key import Challenge, Defect
from checker.model.result import CheckResult, Outcome
from checker.progress import Progress, silent
from checker.prove.cleanliness import by_catch, own_tests
from checker.prove.proof import PackTrees, pack_trees
from checker.sandbox.client.protocol import JudgeProtocol

MAX_WORKERS = 4


def faults_of_deal(
    challenge: Challenge, deal: Deal, judge: JudgeProtocol, *, progress: Progress = silent
) -> tuple[str, ...]:
    """Return why a deal must not be given out, nothing if it is sound.

    Each drawn defect's own checks fail on the dealt head and pass once only that defect is
    repaired, the project's own tests pass, and linters see what is declared. The verdict
    depends on the deal alone, never on time, so that every machine refuses the same seeds.
    """
    on, head = pack_trees(challenge.pack), deal.dealt.head
    work = [
        partial(_seen, on, challenge, deal, judge),
        partial(_own_tests, on, deal, judge),
        lambda: [
            p.detail
            for p in by_catch(on, head, challenge.defects, number=6, subject="", tools=judge.tools)
            if not p.holds
        ],
        *(partial(_repaired, on, challenge, each, judge) for each in challenge.defects),
    ]
    found: list[str] = []
    with ThreadPoolExecutor(max_workers=MAX_WORKERS) as pool:
        for done, words in enumerate(pool.map(_call, work), 1):
            found += words
            progress("proving the deal", done, len(work))
    return tuple(found)


def _call(work: Callable[[], Sequence[str]]) -> Sequence[str]:
    return work()


def _seen(on: PackTrees, challenge: Challenge, deal: Deal, judge: JudgeProtocol) -> list[str]:
    checks = [check for defect in challenge.defects for check in defect.checks]
    results = running.run(on.pack, deal.dealt.head, checks, judge).results if checks else {}
    return [
        f"{defect.slug} is not seen"
        for defect in challenge.defects
        if all(_passes(results[check]) for check in defect.checks)
    ]


def _own_tests(on: PackTrees, deal: Deal, judge: JudgeProtocol) -> list[str]:
    proof = own_tests(on, deal.dealt.head, judge, number=6, subject="")
    return [] if proof.holds else [f"the project's own tests: {proof.detail}"]


def _repaired(
    on: PackTrees, challenge: Challenge, defect: Defect, judge: JudgeProtocol
) -> list[str]:
    """Return a complaint if a defect's checks fail although it is repaired."""
    rest = [each.planting for each in challenge.defects if each.slug != defect.slug]
    tree = plant(on.reference, rest, ruff_config=on.ruff_config).tree
    results = running.run(on.pack, tree, defect.checks, judge).results
    still = [result.evidence for result in results.values() if not _passes(result)]
    return [f"{defect.slug} is seen although it is repaired: {still[0]}"] if still else []


def _passes(result: CheckResult) -> bool:
    return result.outcome is Outcome.PASSED
