"""Give every claim of a review its verdict."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from checker.matching.claims import Sentence, joined, sentences, stance_of
from checker.matching.copying import Source, copied, source_of
from checker.matching.credit import credit
from checker.matching.evidence import Evidence, weigh
from checker.matching.exam import Exam
from checker.matching.leftovers import Found, leftovers
from checker.matching.lexicon import Lexicon, lexicon
from checker.matching.location import WORDS, Tier, tier
from checker.matching.neutral import as_decoy, as_neutral
from checker.matching.salad import salad
from checker.matching.stance import Stance
from checker.matching.wording import Wording
from checker.model.key import Defect
from checker.model.result import Claim, ClaimResult, Matching, Verdict
from checker.model.review import Review

MOST_PER_COMMENT = 2
_prepared: deque[tuple[Exam, Lexicon]] = deque(maxlen=4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A run of sentences that could be a find, with all that decides between it and others."""

    run: tuple[Sentence, ...]
    order: int
    defect: Defect
    credit: float
    tier: Tier
    evidence: Evidence

    @property
    def rank(self) -> tuple[float, int, float, int, int, int]:
        """Best first, and never a tie: comments and sentences have an order."""
        first = self.run[0].number
        likeness = -self.evidence.likeness
        return (-self.credit, self.tier, likeness, len(self.run), self.order, first)


def match(review: Review, exam: Exam) -> Matching:
    """Return the verdict on every claim, and how far each defect was found.

    The review's body and what is labelled praise, thought or note are neutral.
    """
    split = [sentences(comment) for comment in review.comments]
    known = prepared(exam)
    source = source_of(exam.texts)
    candidates = sorted(_candidates(split, exam, known, source), key=lambda each: each.rank)
    chosen = _assign(candidates)
    found = {each.defect.slug: each for each in chosen}
    runs = [Found(run=each.run, slug=each.defect.slug) for each in chosen]
    results = [_result(each) for each in chosen]
    results += leftovers(split, runs, candidates, exam)
    position = {id(comment): number for number, comment in enumerate(review.comments)}
    results.sort(key=lambda each: (position[id(each.claim.comment)], each.claim.index))
    credits_ = tuple(
        (defect.slug, found[defect.slug].credit if defect.slug in found else 0.0)
        for defect, _ in exam.defects
    )
    return Matching(claims=tuple(results), found=credits_)


def prepared(exam: Exam) -> Lexicon:
    """Return the lexicon of an exam; the last few stay at hand, as proofs ask for them again."""
    for asked, known in _prepared:
        if asked is exam:
            return known
    known = lexicon(exam.pool, exam.defects, exam.head)
    _prepared.append((exam, known))
    return known


def _candidates(
    split: list[tuple[Sentence, ...]],
    exam: Exam,
    known: Lexicon,
    source: Source,
) -> Iterator[Candidate]:
    seen: dict[Wording, tuple[Evidence, ...]] = {}
    for order, each in enumerate(split):
        places = (
            [tier(each[0].comment, where, exam.head) for _, where in exam.defects] if each else []
        )
        for run in _runs(each):
            stance, wording = stance_of(run), joined(run)
            if stance in {Stance.DISMISSES, Stance.NEUTRAL}:
                continue
            if wording not in seen:
                seen[wording] = () if _empty(run, wording, source) else weigh(wording, known)
            for index, evidence in enumerate(seen[wording]):
                earned = credit(evidence, places[index])
                earned = min(earned, 0.5) if stance is Stance.ASKS else earned
                if earned and (places[index] is Tier.LINES or not _excused(run, exam)):
                    yield Candidate(
                        run=run,
                        order=order,
                        defect=exam.defects[index][0],
                        credit=earned,
                        tier=places[index],
                        evidence=evidence,
                    )


def _empty(run: tuple[Sentence, ...], wording: Wording, source: Source) -> bool:
    """Return whether a claim was copied, or is no sentence."""
    copy = copied(wording, source) or all(copied(each.wording, source) for each in run)
    return copy or any(salad(each.text) for each in run)


def _excused(run: tuple[Sentence, ...], exam: Exam) -> bool:
    """Return whether a claim away from a defect's lines is about something else that is known."""
    return bool(as_decoy(run, exam) or as_neutral(run, exam))


def _runs(each: tuple[Sentence, ...]) -> Iterator[tuple[Sentence, ...]]:
    """Return every sentence, and every two that follow each other in one paragraph."""
    for number, sentence in enumerate(each):
        yield (sentence,)
        if number + 1 < len(each) and each[number + 1].paragraph == sentence.paragraph:
            yield (sentence, each[number + 1])


def _assign(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Give each defect its best claim; a comment may serve two defects, a sentence one."""
    chosen: list[Candidate] = []
    for each in candidates:
        mine = [other for other in chosen if other.order == each.order]
        taken = {sentence.number for other in mine for sentence in other.run}
        if (
            len(mine) < MOST_PER_COMMENT
            and not any(other.defect is each.defect for other in chosen)
            and taken.isdisjoint(sentence.number for sentence in each.run)
        ):
            chosen.append(each)
    return chosen


def _result(each: Candidate) -> ClaimResult:
    evidence = each.evidence
    said = [
        f"{group}: {phrase!r}"
        for group, phrase in (("what", evidence.what), ("why", evidence.why), ("fix", evidence.fix))
        if phrase
    ]
    why = (
        f"{WORDS[each.tier]}; {', '.join(said)}; {evidence.likeness:.2f} like {evidence.nearest!r}"
    )
    return ClaimResult(
        claim=Claim(
            comment=each.run[0].comment,
            index=each.run[0].number,
            text=" ".join(sentence.text for sentence in each.run),
        ),
        verdict=Verdict.FOUND if each.credit == 1 else Verdict.PARTIAL,
        target=each.defect.slug,
        why=why,
    )
