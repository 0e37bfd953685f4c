"""Which remarks could be a find of which defect, and how firmly."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TypeAlias

from checker.matching.claims import Sentence, joined, says_nothing
from checker.matching.context import MatchContext
from checker.matching.copying import Source, copied, source_of
from checker.matching.keyword_stuffing import stuffed
from checker.matching.kinds import is_neutral, names
from checker.matching.location import Tier
from checker.matching.neutral import as_decoy, as_neutral
from checker.matching.remarks import Remark
from checker.matching.stance import Stance
from checker.matching.suggesting import repaired
from checker.matching.weighing import Prepared, Weighed, prepared, tiers, weighed
from checker.matching.weights import Judge
from checker.model.key import Defect
from checker.model.place import Lines
from checker.model.review import Side

Spot: TypeAlias = tuple[PurePosixPath, Lines | None, Side, str]
FULL, ASKED = 1.0, 0.5
CODE = "```"  # what suggestions stand in
SURE = 20.0  # what a suggestion that repairs the defect sums up to
PUSHED = 1.0  # what it counts that the commits repaired the defect: who did knows of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A remark that could be a find, with all that decides between it and others.

    ``credit`` is 1 for a find, 0.5 for a bare question, 0 for what is merely near; ``sum`` is what
    the evidence comes to above the threshold, and ``unsure`` that it is too near to that.
    ``named`` says that the comment's kind is the defect's, in its function or nearer.
    """

    remark: Remark
    defect: Defect
    credit: float
    sum: float
    unsure: bool
    weighed: Weighed
    named: bool = False

    @property
    def at(self) -> Sentence:
        """The sentence that says most of it."""
        return self.remark.run[self.weighed.evidence.sentence]

    @property
    def rank(self) -> tuple[float, float, int, int, int]:
        """Best first, and never a tie: comments and sentences have an order."""
        tier = self.weighed.tier
        return (-self.credit, -self.sum, tier, self.remark.order, self.at.number)


def candidates(given: Sequence[Remark], context: MatchContext) -> Iterator[Candidate]:
    """Return every remark with each defect that it could find, and with the nearest of the others.

    A flood is a hundred thousand remarks: what finds nothing is kept once a remark.
    """
    ready, source, judge = prepared(context), source_of(context.texts), context.judge
    near: dict[Spot, list[Tier]] = {}
    seen: dict[tuple[object, ...], tuple[Weighed, ...]] = {}
    empty: dict[tuple[str, ...], bool] = {}
    for remark in given:
        comment = remark.run[0].comment
        if is_neutral(comment) or any(each.stance is Stance.NEUTRAL for each in remark.run):
            continue
        texts = tuple(each.text for each in remark.run)
        if texts not in empty:
            empty[texts] = _accuses_nothing(remark, source) and not _known_find(remark, ready)
        if empty[texts]:
            continue
        spot = (comment.path, comment.lines, comment.side, comment.body)
        if spot not in near:
            near[spot] = tiers(comment, context)
        repairs = repaired(comment, context) if CODE in comment.body else frozenset()
        sure = _beyond_doubt(remark, repairs, ready, context)
        asked = (remark.plain, remark.shape["shows code"], tuple(near[spot]), sure)
        if asked not in seen:  # floods say the same again and again
            seen[asked] = weighed(remark, near[spot], ready, judge.speech, sure)
        known = _known(seen[asked])
        possible = [
            _candidate(remark, defect, each, context, mends=defect.slug in repairs)
            for each in seen[asked]
            for defect in [context.defects[each.number][0]]
            if not known or each.number in known
        ]
        yield from _worth_keeping(remark, possible, context)


def _beyond_doubt(
    remark: Remark, repairs: frozenset[str], ready: Prepared, context: MatchContext
) -> frozenset[int]:
    """Return the defects that a remark repairs, names by kind, or is a known wording of."""
    comment = remark.run[0].comment
    return frozenset(
        number
        for number, (defect, _) in enumerate(context.defects)
        if defect.slug in repairs
        or names(comment, defect.rule)
        or remark.plain in ready.subjects[number].index.exact
    )


def _worth_keeping(
    remark: Remark, possible: list[Candidate], context: MatchContext
) -> Iterator[Candidate]:
    """Return the candidates that earn something, and the nearest of those that earn nothing.

    Away from the lines a remark earns nothing that is about something else that is known.
    """
    earning = [each for each in possible if each.credit]
    away = any(each.weighed.tier is not Tier.LINES for each in earning)
    excused = away and _is_excused(remark, context)
    there = (each for each in earning if each.weighed.tier is Tier.LINES or each.named)
    yield from (there if excused else earning)
    rest = [each for each in possible if not each.credit]
    if rest:
        yield min(rest, key=lambda each: each.rank)


def _accuses_nothing(remark: Remark, source: Source) -> bool:
    """Return whether it says that all is well, is vague, a row of words, or copied."""
    return (
        any(each.stance is Stance.DISMISSES or stuffed(each.text) for each in remark.run)
        or (says_nothing(remark.run) and not remark.shape["shows code"])
        or copied(joined(remark.run), source)
        or all(copied(each.wording, source) for each in remark.run)
    )


def _is_excused(remark: Remark, context: MatchContext) -> bool:
    """Return whether it is about something else that is known, unless it stands on the lines."""
    return bool(as_decoy(remark.run, context) or as_neutral(remark.run, context))


def _known_find(remark: Remark, ready: Prepared) -> bool:
    return any(each.index.exact.get(remark.plain) == "found" for each in ready.subjects)


def _known(every: Sequence[Weighed]) -> frozenset[int]:
    """Return the defects whose known wording it is, near their places: then it finds no other.

    A known find goes before what is known to be no find.
    """
    finds = {e.number for e in every if e.evidence.exact == "found" and e.tier <= Tier.SCOPE}
    return frozenset(finds) or frozenset(
        each.number for each in every if each.evidence.exact and each.tier is Tier.LINES
    )


def _candidate(
    remark: Remark,
    defect: Defect,
    each: Weighed,
    context: MatchContext,
    *,
    mends: bool,
) -> Candidate:
    judge = context.judge
    named = _is_named(remark, defect, each)
    total = SURE if named else _total(defect, each, context, mends=mends)
    return Candidate(
        remark=remark,
        defect=defect,
        credit=FULL if named else _credit(remark, each, total, judge),
        sum=total,
        unsure=abs(total) < judge.unsure,
        weighed=each,
        named=named,
    )


def _is_named(remark: Remark, defect: Defect, each: Weighed) -> bool:
    """Return whether a comment's kind is the defect's, where it stands, and it does not deny it."""
    near = each.tier <= Tier.SCOPE and names(remark.run[0].comment, defect.rule)
    return near and each.evidence.exact != "opposite"


def _credit(remark: Remark, each: Weighed, total: float, judge: Judge) -> float:
    """Return what a remark is worth: who only asks has not said what is wrong."""
    only_asks = all(sentence.stance is Stance.ASKS for sentence in remark.run)
    if each.evidence.exact == "asked":
        return ASKED if each.tier is Tier.LINES else 0.0
    if only_asks or (remark.asks and not each.evidence.exact and not _says_how(remark, each)):
        about = (
            not each.evidence.exact and judge.asked.sum(each.evidence.values) >= judge.asked_from
        )
        return ASKED if total >= 0 or (about and each.tier is Tier.LINES) else 0.0
    return FULL if total >= 0 else 0.0


def _says_how(remark: Remark, each: Weighed) -> bool:
    """Return whether a question says what the right code is: then it is more than a question."""
    return bool(each.evidence.values["names the repair"] or remark.shape["shows code"])


def _total(defect: Defect, each: Weighed, context: MatchContext, *, mends: bool) -> float:
    """Return what the evidence comes to above the threshold; a known wording is beyond doubt."""
    there = each.tier is Tier.LINES
    if each.evidence.exact:
        known = each.evidence.exact == "found" and each.tier <= Tier.FILE
        return SURE if known else -SURE
    if there and mends:
        return SURE
    judge = context.judge
    total = judge.total(each.evidence.values) - judge.found_from
    return round(total + (PUSHED if there and defect.slug in context.fixed else 0.0), 2)
