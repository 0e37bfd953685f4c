"""The proofs about one defect, planted by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from checker.dealing import planting
from checker.model.key import Defect, Fix
from checker.prove import alone, fixes, pairs
from checker.prove.proof import PackTrees, Proof, Work
from checker.prove.unfinished import file_of, unfinished_defect
from checker.sandbox.client.protocol import JudgeProtocol


def work_of_defect(on: PackTrees, defect: Defect) -> Iterable[Work]:
    """Yield the proofs about a defect; a single failed one where it cannot be planted."""
    if fault := fault_of(on, defect):
        yield f"{defect.slug} alone", lambda _: [fault]
        return
    yield f"{defect.slug} alone", partial(alone.prove_defect, on, defect)
    yield f"fixes of {defect.slug}", partial(fixes.prove_fixes, on, defect)
    yield f"repairs of {defect.slug}", partial(fixes.prove_repairs, on, defect)
    yield f"absence of {defect.slug}", partial(fixes.prove_absence, on, defect)


def small_work_of_defect(on: PackTrees, defect: Defect) -> Iterable[Work]:
    """Yield the same proofs in small steps, so that an author sees progress."""
    yield f"{defect.slug} alone", partial(alone.prove_defect, on, defect)
    yield f"pairs of {defect.slug}", partial(pairs.prove_pairs, on, defect)
    yield f"number of fixes of {defect.slug}", lambda _: [fixes.prove_number(defect)]
    yield f"repairs of {defect.slug}", partial(fixes.prove_repairs, on, defect)
    for fix in (*defect.right_fixes, *defect.wrong_fixes):
        yield f"fix {fix.name!r}", partial(_fix, on, defect, fix)
    yield f"absence of {defect.slug}", partial(fixes.prove_absence, on, defect)


def fault_of(on: PackTrees, defect: Defect) -> Proof | None:
    """Return what keeps a defect from being planted, as a proof that fails."""
    if todo := unfinished_defect(on.pack, defect):
        return Proof(number=3, subject=defect.slug, holds=False, detail=todo)
    if fault := planting.fault_of(on.reference, defect.planting):
        detail = f"{file_of(on.pack, defect)}: {fault}"
        return Proof(number=3, subject=defect.slug, holds=False, detail=detail)
    return None


def _fix(on: PackTrees, defect: Defect, fix: Fix, judge: JudgeProtocol) -> Sequence[Proof]:
    return [fixes.prove_fix(on, defect, fix, judge)]
