"""Bring the lock of a pack up to date with one hand-made defect that is new or has changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from checker.model.key import Defect, HiddenTest, Pack
from checker.operators import lock
from checker.operators.lock import Lock
from checker.progress import Progress, silent
from checker.prove import trial
from checker.prove.author_faults import refuse_faults
from checker.prove.pairs import Incompatible, incompatible
from checker.prove.proof import pack_trees
from checker.prove.trial_runs import all_of, hand_made_rows, ready


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectAdmission:
    """The lock of a pack with one hand-made defect tried anew, and what was found.

    ``fails`` are the hidden tests, of the ``seeing`` ones that see sites, that fail on it, and
    ``clashes`` the admitted sites on which its checks fail.
    """

    lock: Lock
    fails: tuple[str, ...]
    seeing: int
    clashes: tuple[str, ...]
    incompatible: Incompatible


def admit_defect(pack: Pack, defect: Defect, *, progress: Progress = silent) -> DefectAdmission:
    """Return the lock of a pack with one hand-made defect tried anew, and no site.

    The hidden tests that see sites are run on the defect, and its own checks on each admitted
    site: a deal cannot have both where they fail.

    Raises:
        PackError: its code is not finished, or reading the key shows another fault.
    """
    on, known = pack_trees(pack), lock.read(pack.key.feature.parent)
    progress("reading the key", 0, 0)
    refuse_faults(on)
    names = [check.node_id for check in defect.checks if isinstance(check, HiddenTest)]
    trying = ready(on, progress, trace=names)
    others = {name: kills for name, kills in known.hand_made.items() if name != defect.slug}
    rows = hand_made_rows(trying, replace(known, hand_made=others), known, progress)
    jobs = {
        each.site.slug: partial(trial.try_clash, trying, each, defect) for each in known.admitted
    }
    clashing = all_of("sites", jobs, progress)
    admitted = tuple(
        replace(each, clashes=_with(each.clashes, defect.slug, clashing[each.site.slug].clashes))
        for each in known.admitted
    )
    return DefectAdmission(
        lock=replace(known, admitted=admitted, hand_made=rows),
        fails=rows[defect.slug],
        seeing=len({kill for each in admitted for kill in each.kills}),
        clashes=tuple(each.site.slug for each in admitted if defect.slug in each.clashes),
        incompatible=incompatible(on, defect),
    )


def _with(clashes: tuple[str, ...], slug: str, found: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*clashes} - {slug} | {*found}))
