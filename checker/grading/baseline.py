"""What a machine's review of the same deal finds, judged by the same judge as a person's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checker.dealing.build import Deal
from checker.grading.grade import match
from checker.grading.scoring import WEIGHTS
from checker.model.key import Challenge, Defect
from checker.model.result import Verdict
from checker.model.review import Review, Submission

WRONG = frozenset({Verdict.FALSE_ALARM, Verdict.NOISE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What a review found by slug, a question counting half, and how many claims are wrong."""

    found: Mapping[str, float]
    claims: int
    wrong: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """The defects that both found, the person alone, the machine alone, and nobody.

    ``added`` is the share of the defects' weight that the person adds to the machine's.
    """

    both: tuple[Defect, ...]
    yours: tuple[Defect, ...]
    machine: tuple[Defect, ...]
    nobody: tuple[Defect, ...]
    added: float


def judged(challenge: Challenge, deal: Deal, reviews: Iterable[Review]) -> Judged:
    """Return what some reviews found together."""
    found = {each.slug: 0.0 for each in challenge.defects}
    claims = wrong = 0
    for review in reviews:
        submission = Submission(review=review, tree=deal.dealt.head, head=deal.dealt.head_commit)
        matching = match(challenge, deal, submission)
        for slug, credit in matching.found:
            found[slug] = max(found[slug], credit)
        claims += len(matching.claims)
        wrong += sum(each.verdict in WRONG for each in matching.claims)
    return Judged(found=found, claims=claims, wrong=wrong)


def delta(challenge: Challenge, yours: Mapping[str, float], machine: Mapping[str, float]) -> Delta:
    """Return who found what; a bare question finds nothing here."""

    def those(*, you: bool, it: bool) -> tuple[Defect, ...]:
        return tuple(
            each
            for each in challenge.defects
            if ((yours.get(each.slug, 0.0) == 1) is you)
            and ((machine.get(each.slug, 0.0) == 1) is it)
        )

    alone = those(you=True, it=False)
    total = sum(WEIGHTS[each.severity] for each in challenge.defects)
    return Delta(
        both=those(you=True, it=True),
        yours=alone,
        machine=those(you=False, it=True),
        nobody=those(you=False, it=False),
        added=sum(WEIGHTS[each.severity] for each in alone) / total if total else 0.0,
    )
