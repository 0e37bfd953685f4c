"""Give each defect a remark of its own: as many finds as can be had, the best first."""

from __future__ import annotations

from collections.abc import Iterable

from checker.matching.candidates import Candidate

MOST_PER_COMMENT = 2
DEEPEST = 8  # how many finds may move for one more


def assign(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the finds: a comment serves two defects at most, a sentence one.

    A find moves to another remark of the same worth where that makes room for a defect that would
    else be missed.
    """
    ranked = sorted(candidates, key=lambda each: each.rank)
    chosen: dict[str, Candidate] = {}
    for each in ranked:
        if each.defect.slug not in chosen and not _in_the_way(each, chosen):
            chosen[each.defect.slug] = each
    by_defect: dict[str, list[Candidate]] = {}
    for each in ranked:
        by_defect.setdefault(each.defect.slug, []).append(each)
    for slug in by_defect:
        if slug not in chosen:
            _place(slug, by_defect, chosen, frozenset())
    return list(chosen.values())


def _place(
    slug: str,
    by_defect: dict[str, list[Candidate]],
    chosen: dict[str, Candidate],
    moving: frozenset[str],
) -> bool:
    """Find a remark for a defect, moving another find if need be; say whether one was there."""
    if len(moving) == DEEPEST:
        return False
    worth = chosen[slug].credit if slug in chosen else 0.0
    for each in by_defect[slug]:
        blocking = _in_the_way(each, {s: c for s, c in chosen.items() if s != slug})
        if each.credit < worth or len(blocking) > 1 or moving & blocking:
            continue
        before = dict(chosen)
        chosen[slug] = each
        if all(_place(other, by_defect, chosen, moving | {slug}) for other in blocking):
            return True
        chosen.clear()
        chosen.update(before)
    return False


def _in_the_way(each: Candidate, chosen: dict[str, Candidate]) -> frozenset[str]:
    """Return the finds of the same comment that leave no room for another."""
    order = each.remark.order
    mine = {slug: other for slug, other in chosen.items() if other.remark.order == order}
    same = {slug for slug, other in mine.items() if other.at == each.at}
    full = len(mine) - len(same) >= MOST_PER_COMMENT
    return frozenset(mine if full else same)
