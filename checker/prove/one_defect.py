"""The proofs about one defect, planted by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from checker.model.key import Defect, Fix
from checker.prove import alone, fixes, pairs
from checker.prove.proof import UNFINISHED, PackTrees, Proof, Work
from checker.prove.unfinished import finished, unfinished_defect
from checker.sandbox.client.protocol import JudgeProtocol


def work_of_defect(on: PackTrees, defect: Defect) -> Iterable[Work]:
    """Yield the proofs about a defect that can be planted; what is not written is one that fails.

    The rest is proved all the same, so that an author need not write everything first.
    """
    yield f"{defect.slug} alone", partial(alone.prove_defect, on, defect)
    yield f"fixes of {defect.slug}", partial(fixes.prove_fixes, on, defect)
    yield f"repairs of {defect.slug}", partial(fixes.prove_repairs, on, defect)
    yield f"absence of {defect.slug}", partial(fixes.prove_absence, on, defect)
    yield from _work_of_unfinished(on, defect)


def small_work_of_defect(on: PackTrees, defect: Defect) -> Iterable[Work]:
    """Yield the same proofs in small steps, so that an author sees progress."""
    yield f"{defect.slug} alone", partial(alone.prove_defect, on, defect)
    yield f"pairs of {defect.slug}", partial(pairs.prove_pairs, on, defect)
    yield f"number of fixes of {defect.slug}", lambda _: [fixes.prove_number(defect)]
    yield f"repairs of {defect.slug}", partial(fixes.prove_repairs, on, defect)
    for fix in filter(finished, (*defect.right_fixes, *defect.wrong_fixes)):
        yield f"fix {fix.name!r}", partial(_fix, on, defect, fix)
    yield f"absence of {defect.slug}", partial(fixes.prove_absence, on, defect)
    yield from _work_of_unfinished(on, defect)


def _work_of_unfinished(on: PackTrees, defect: Defect) -> Iterable[Work]:
    """Yield a proof that fails where something is not written yet; nothing for a whole defect."""
    if todo := unfinished_defect(on.pack, defect):
        unfinished = Proof(
            number=12, subject=f"{defect.slug}{UNFINISHED}", holds=False, detail=todo
        )
        yield f"what is left to write of {defect.slug}", lambda _: [unfinished]


def _fix(on: PackTrees, defect: Defect, fix: Fix, judge: JudgeProtocol) -> Sequence[Proof]:
    return [fixes.prove_fix(on, defect, fix, judge)]
