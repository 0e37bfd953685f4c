"""Proofs 2 and 3: the reference passes every check, and each defect alone fails only its own."""

from __future__ import annotations

from collections.abc import Sequence

from checker.checks import running
from checker.dealing.planting import plant
from checker.model.key import Check, Defect
from checker.model.result import Outcome
from checker.prove.cleanliness import by_catch
from checker.prove.proof import PackTrees, Proof
from checker.sandbox.client.patient import PatientJudge
from checker.sandbox.client.protocol import JudgeProtocol


def prove_reference(bench: PackTrees, judge: JudgeProtocol) -> Sequence[Proof]:
    """Prove that all checks and all hidden tests pass on the reference."""
    asked = PatientJudge(judge)
    checked = running.run(bench.pack, bench.reference, all_checks(bench), asked, every_test=True)
    proofs = [
        Proof(number=2, subject=defect.slug, holds=not failed, detail="; ".join(failed))
        for defect in bench.pack.key.defects
        for failed in [_not_passed(checked, defect.checks)]
    ]
    tests = sorted(n for n, t in checked.tests.items() if t.outcome is not Outcome.PASSED)
    proofs.append(Proof(number=2, subject="hidden tests", holds=not tests, detail=", ".join(tests)))
    return proofs


def prove_defect(bench: PackTrees, defect: Defect, judge: JudgeProtocol) -> Sequence[Proof]:
    """Prove that a defect planted alone fails its checks, no others, and leaves no other trace."""
    planted = plant(bench.reference, [defect.planting], ruff_config=bench.ruff_config)
    checked = running.run(bench.pack, planted.tree, all_checks(bench), judge)
    own = [
        f"{checked.results[check].outcome}: {checked.results[check].evidence}"
        for check in defect.checks
        if checked.results[check].outcome is not Outcome.FAILED
    ]
    others = [
        other.slug
        for other in bench.pack.key.defects
        if other.slug != defect.slug and _not_passed(checked, other.checks)
    ]
    detail = [*(f"its own check {each}" for each in own), *(f"fails {each} too" for each in others)]
    evidence = [checked.results[check].evidence for check in defect.checks] or ["it has no check"]
    return [
        Proof(
            number=3,
            subject=defect.slug,
            holds=not detail and bool(defect.checks),
            detail="; ".join(detail) or evidence[0],
        ),
        Proof(
            number=3,
            subject=f"{defect.slug}: place",
            holds=bool(planted.places[defect.slug]),
            detail="it can be commented on",
        ),
        *by_catch(bench, planted.tree, [defect], number=6, subject=defect.slug, tools=judge.tools),
    ]


def all_checks(bench: PackTrees) -> tuple[Check, ...]:
    """Return every check of the key."""
    return tuple(check for defect in bench.pack.key.defects for check in defect.checks)


def _not_passed(checked: running.Checked, checks: Sequence[Check]) -> list[str]:
    results = [checked.results[check] for check in checks]
    return [result.evidence for result in results if result.outcome is not Outcome.PASSED]
