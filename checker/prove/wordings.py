"""Proof 8, the wording of the key: each known wording finds its own defect and no other."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from checker.dealing.build import deal
from checker.dealing.draw import draw
from checker.grading.grade import match_context
from checker.matching import MatchContext
from checker.model.key import Defect
from checker.model.place import Place
from checker.model.review import Review
from checker.packs.wordings import FOLDER
from checker.prove.proof import PackTrees, Proof
from checker.prove.reviews import Matcher, comment
from checker.prove.unfinished import unfinished_file

FEWEST_FOUND: Final = 10
FEWEST_OPPOSITE: Final = 6
TERSE: Final = 9  # words; a known wording of fewer is terse
MOST_SEEDS: Final = 200
MOST_TOLD: Final = 5


def prove_wordings(bench: PackTrees, matcher: Matcher, *, only: str = "") -> list[Proof]:
    """Prove the wording of every defect of the pool, or of one, each among the others of a draw.

    A defect with wordings that are not written yet is left out.
    """
    wanted = {
        each.slug
        for each in bench.pack.key.defects
        if only in {"", each.slug} and not unfinished_file(bench.pack, each, FOLDER)
    }
    proofs: list[Proof] = []
    for context, defect in _dealt(bench, wanted):
        faults = [*_shape(context, defect), *_faults(context, defect, matcher)]
        told = faults[:MOST_TOLD]
        told += [f"and {len(faults) - MOST_TOLD} more"] if len(faults) > MOST_TOLD else []
        proofs.append(
            Proof(
                number=8,
                subject=f"wording of {defect.slug}",
                holds=not faults,
                detail="; ".join(told),
            )
        )
    missing = wanted - {proof.subject.rpartition(" ")[2] for proof in proofs}
    return proofs + [
        Proof(number=8, subject=f"wording of {slug}", holds=False, detail="no draw deals it")
        for slug in sorted(missing)
    ]


def _dealt(bench: PackTrees, wanted: set[str]) -> Iterator[tuple[MatchContext, Defect]]:
    """Return each defect with the first draw that deals it."""
    for seed in range(1, MOST_SEEDS):
        challenge = draw(bench.pack, seed)
        new = [defect for defect in challenge.defects if defect.slug in wanted]
        if new:
            context = match_context(challenge, deal(challenge))
            yield from ((context, defect) for defect in new)
            wanted = wanted - {defect.slug for defect in new}
        if not wanted:
            return


def _shape(context: MatchContext, defect: Defect) -> Iterator[str]:
    known = context.wordings[defect.slug]
    if len(known.found) < FEWEST_FOUND:
        yield f"{len(known.found)} known wordings, {FEWEST_FOUND} wanted"
    if len(known.opposite) < FEWEST_OPPOSITE:
        yield f"{len(known.opposite)} known opposites, {FEWEST_OPPOSITE} wanted"
    if not any(len(text.split()) < TERSE for text in known.found):
        yield f"no known wording of fewer than {TERSE} words"
    if not known.asked:
        yield "no known question"


def _faults(context: MatchContext, defect: Defect, matcher: Matcher) -> Iterator[str]:
    place = {d.slug: places for d, places in context.defects}[defect.slug][0]
    known = context.wordings[defect.slug]
    for texts, least, most in (
        (known.found, 1.0, 1.0),
        (known.asked, 0.5, 1.0),
        ((*known.opposite, *known.other), 0.0, 0.0),
    ):
        for text in texts:
            found = _found(matcher, context, place, text)
            earned = found.pop(defect.slug, 0.0)
            if not least <= earned <= most:
                yield f"{text!r} earns {earned:g}"
            if found:
                yield f"{text!r} is taken for {', '.join(sorted(found))}"


def _found(matcher: Matcher, context: MatchContext, place: Place, text: str) -> dict[str, float]:
    found = matcher(Review(comments=(comment(0, place, text),)), context).found
    return {slug: credit for slug, credit in found if credit}
