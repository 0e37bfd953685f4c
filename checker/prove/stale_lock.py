"""Say what the lock file of a pack says that is not so any more."""

from __future__ import annotations

from collections.abc import Iterable

from checker.model.key import Pack
from checker.operators import lock
from checker.operators.finding import find
from checker.prove.proof import pack_trees


def stale(pack: Pack, tests: Iterable[str]) -> list[str]:
    """Return what the lock of a pack says that is not so any more; ``tests`` are the hidden ones.

    Sites that were never tried are no matter: they are not drawn.
    """
    on = pack_trees(pack)
    known = lock.read(pack.key.feature.parent)
    if not known.admitted:
        return []
    there = {site.slug: site for site in find(pack.pr, on.base, on.reference)}
    names = {each.partition("[")[0] for each in tests}
    planted_otherwise = [a for a in known.admitted if there.get(a.site.slug) != a.site]
    words = [f"{a.site.slug} is not planted like this any more" for a in planted_otherwise]
    words += [
        f"{each.site.slug}: there is no hidden test {kill}"
        for each in known.admitted
        for kill in each.kills
        if kill not in names
    ]
    for slug in sorted({defect.slug for defect in pack.key.defects} - {*known.hand_made}):
        words.append(f"the hand-made defect {slug} is new: messypr admit PACK --defect {slug}")
    for slug in sorted({*known.hand_made} - {defect.slug for defect in pack.key.defects}):
        words.append(f"the hand-made defect {slug} is no more")
    return words
