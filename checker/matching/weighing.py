"""Hold a remark against the defects that it could be about, and put all evidence together."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace

from checker.matching.context import MatchContext
from checker.matching.evidence import Evidence, Subject, said, weigh
from checker.matching.likeness import Rarity, index, known_of, rarities
from checker.matching.location import Tier, named, tier
from checker.matching.remarks import Remark
from checker.matching.speech import Speech, roles_of
from checker.model.review import ReviewComment
from checker.model.wordings import Wordings

# Of a remark's words, the share that a defect's finds and questions must use to look closer.
LEAST_SHARED = {
    Tier.LINES: 0.3,
    Tier.SCOPE: 0.3,
    Tier.FILE: 0.45,
    Tier.NAMED: 0.45,
    Tier.ELSEWHERE: 0.6,
}
PLACES = {
    Tier.SCOPE: "in the same function",
    Tier.FILE: "in the same file",
    Tier.NAMED: "elsewhere, naming the place",
    Tier.ELSEWHERE: "elsewhere",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The known wordings of a deal's defects, made ready for comparing."""

    subjects: tuple[Subject, ...]
    rarity: Mapping[str, Rarity]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A remark against one defect, by its number: where it stands, and what it says."""

    number: int
    tier: Tier
    evidence: Evidence


_prepared: deque[tuple[MatchContext, Prepared]] = deque(maxlen=4)


def prepared(context: MatchContext) -> Prepared:
    """Return what a context is compared by; the last few stay at hand, as proofs ask again."""
    for asked, known in _prepared:
        if asked.wordings is context.wordings and asked.defects is context.defects:
            return known
    every = [
        known_of(context.wordings.get(defect.slug, Wordings(found=(defect.explanation,))))
        for defect, _ in context.defects
    ]
    rarity = rarities(every)
    subjects = tuple(
        Subject(index=index(known, rarity), roles=roles_of(defect, known))
        for known, (defect, _) in zip(every, context.defects, strict=True)
    )
    made = Prepared(subjects=subjects, rarity=rarity)
    _prepared.append((context, made))
    return made


def weighed(
    remark: Remark,
    tiers: list[Tier],
    ready: Prepared,
    speech: Speech,
    sure: frozenset[int] = frozenset(),
) -> tuple[Weighed, ...]:
    """Return what a remark says of each defect that it could be about, the sure ones anyway."""
    total = ready.rarity["words"].total(remark.whole.words)
    about = [
        number
        for number, (near, subject) in enumerate(zip(tiers, ready.subjects, strict=True))
        if number in sure or _spoken_of(remark, near, subject, ready.rarity["words"], total)
    ]
    if not about:
        return ()
    given = said(remark, ready.rarity)
    found = [
        Weighed(
            number=number,
            tier=tiers[number],
            evidence=weigh(given, ready.subjects[number], ready.rarity, speech),
        )
        for number in about
    ]
    return tuple(replace(each, evidence=_placed(each, found)) for each in found)


def tiers(comment: ReviewComment, context: MatchContext) -> list[Tier]:
    """Return how near a comment stands to each defect."""
    near = [tier(comment, places, context.head) for _, places in context.defects]
    away = Tier.ELSEWHERE
    return [
        Tier.NAMED if each is away and named(comment.body, places) else each
        for each, (_, places) in zip(near, context.defects, strict=True)
    ]


def _spoken_of(remark: Remark, near: Tier, subject: Subject, rarity: Rarity, total: int) -> bool:
    """Return whether enough of a remark's words are said of a defect to look closer."""
    if near <= Tier.SCOPE and remark.names & subject.roles.clean:
        return True
    shared = rarity.total(remark.whole.words & subject.index.said["found or asked"])
    return shared > 0 and shared >= LEAST_SHARED[near] * total


def _placed(each: Weighed, every: list[Weighed]) -> Evidence:
    """Return the evidence with the place in it, and the lead over the other defects near by."""
    values = dict(each.evidence.values)
    for kind in ("words", "sequence"):
        name = f"{kind} found"
        others = [other.evidence.values[name] for other in every if other is not each]
        values[f"{kind} lead"] = values[name] - max(others, default=0.0)
    if each.tier in PLACES:
        values[PLACES[each.tier]] = 1.0
    return replace(each.evidence, values=values)
