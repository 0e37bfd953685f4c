"""Proof 12 for repairs that people wrote without the checks: right ones pass, wrong ones do not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from checker.model.key import Defect, Fix, HiddenTest
from checker.packs import repairs
from checker.prove.hidden_tests import file_of_test
from checker.prove.proof import PackTrees, Proof, Work
from checker.prove.repairs import broken_by, repaired, unmet_checks
from checker.prove.trial_cache import trial_cache
from checker.prove.unfinished import finished
from checker.sandbox.client.patient import PatientJudge
from checker.sandbox.client.protocol import JudgeProtocol
from checker.system import trees


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenRepair:
    """A repair of one defect planted alone, and whether it is a ``right`` one."""

    defect: Defect
    fix: Fix
    right: bool

    @property
    def label(self) -> str:
        """What the repair is called in reports."""
        kind = "right" if self.right else "wrong"
        return f"{self.defect.slug}: {kind}: {self.fix.name}"


def written_repairs(
    on: PackTrees, defects: Iterable[Defect], *, source: Path | None = None
) -> tuple[WrittenRepair, ...]:
    """Return the repairs of some defects, from the pack's own folder or from a ``source``."""
    folder = source or on.pack.key.feature.parent
    found = ((defect, repairs.read(folder, defect.slug)) for defect in defects)
    return tuple(
        WrittenRepair(defect=defect, fix=fix, right=right)
        for defect, written in found
        for right, fixes in ((True, written.right), (False, written.wrong))
        for fix in filter(finished, fixes)
    )


def share(written: Sequence[WrittenRepair], most: int | None) -> tuple[WrittenRepair, ...]:
    """Return ``most`` of some repairs, chosen by the hash of their labels; None is all."""
    if most is None:
        return tuple(written)
    return tuple(
        sorted(written, key=lambda each: hashlib.sha256(each.label.encode()).digest())[:most]
    )


def work_of_repairs(on: PackTrees, written: Iterable[WrittenRepair]) -> Iterable[Work]:
    """Yield the proof that each repair is judged as it should be, with results of earlier runs."""
    for each in written:
        yield f"repair {each.label}", partial(_proofs, on, each)


def prove_repair(on: PackTrees, each: WrittenRepair, judge: JudgeProtocol) -> Proof:
    """Prove that a right repair passes and breaks nothing, or that a wrong one does not pass.

    A wrong one is refused where a check of its defect is unmet. Where all are met it must break
    something that held, which a grade charges as much as a major defect. What was found as it
    should be is not asked again until the repair, the reference or the tests change.
    """
    cache = trial_cache(on.pack, "repairs")
    asked = PatientJudge(judge) if each.right else judge
    inputs = [each.label, _state(on, each, whole=False)]

    def found(about: str, state: list[str], ask: Callable[[], Sequence[str]]) -> Sequence[str]:
        def expected(evidence: object) -> bool:
            return bool(evidence) is not each.right

        kept: Sequence[str] = cache.get_or_compute(
            [about, *state], lambda: list(ask()), worth_keeping=expected
        )
        return kept

    def unmet() -> Sequence[str]:
        applied = repaired(on, each.defect, each.fix)
        return unmet_checks(on, applied.tree, each.defect.checks, asked)

    evidence = found("unmet", inputs, unmet)
    if not evidence:
        whole = [each.label, _state(on, each, whole=True)]
        evidence = found("broke", whole, lambda: broken_by(on, each.defect, each.fix, asked))
    holds = bool(evidence) is not each.right
    detail = "; ".join(evidence) or "it passes, and breaks nothing"
    return Proof(number=12, subject=each.label, holds=holds, detail=detail)


def _proofs(on: PackTrees, each: WrittenRepair, judge: JudgeProtocol) -> Sequence[Proof]:
    return [prove_repair(on, each, judge)]


def _state(on: PackTrees, each: WrittenRepair, *, whole: bool) -> str:
    """Return what decides how a repair comes out: repair, reference, defect and hidden tests.

    Of the tests it is those files alone that the defect's checks name, unless the ``whole`` is
    meant.
    """
    tests = PurePosixPath(on.pack.key.tests.name)
    own = {tests / file_of_test(c.node_id) for c in each.defect.checks if isinstance(c, HiddenTest)}
    own.add(PurePosixPath("defects", f"{each.defect.slug.replace('-', '_')}.py"))
    secrets = {
        path: text
        for path, text in trees.read(on.pack.key.feature.parent).items()
        if path in own
        or (path.suffix == ".py" and len(path.parts) == 1)
        or (path.is_relative_to(tests) and (whole or not path.name.startswith("test_")))
    }
    fix = hashlib.sha256(repr(each.fix).encode()).hexdigest()
    return f"{fix} {trees.digest(on.reference, secrets)}"
