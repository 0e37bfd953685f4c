"""Proof 8, the wording of the key: each known wording finds its own defect and no other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.dealing.build import deal
from checker.dealing.draw import draw
from checker.dealing.mess import with_claims
from checker.grading.grade import match_context
from checker.matching import MatchContext
from checker.matching.candidates import prepared
from checker.matching.claims import sentences
from checker.matching.evidence import Evidence, weigh
from checker.matching.lexicon import texts_of
from checker.matching.stance import Stance
from checker.matching.wording import content, read
from checker.model.key import Defect
from checker.model.place import Place
from checker.model.review import Review
from checker.prove.proof import PackTrees, Proof
from checker.prove.reviews import Matcher, comment

FEWEST = 6
TERSE = 9  # words; a known wording of fewer is terse
MOST_SEEDS = 200
TOLD = 0.34  # likeness from which a sentence is about a defect
ASKS = re.compile(r"\?|\b(?:please|better|should|could|can we|use|call|keep|add)\b", re.IGNORECASE)
SENTENCE = re.compile(r"(?<=[.!?:])\s+|\n+")


def prove_rubrics(bench: PackTrees, matcher: Matcher, *, only: str = "") -> list[Proof]:
    """Prove the wording of every defect of the pool, or of one, each among the others of a draw."""
    wanted = {only} if only else {defect.slug for defect in bench.pack.key.defects}
    text = with_claims(bench.pack.pr.body, bench.pack.key.boasts)
    proofs: list[Proof] = []
    for held_against, defect in _dealt(bench, wanted):
        faults = [*_shape(defect), *_faults(held_against, defect, matcher)]
        faults += _told(text, held_against, defect)
        proofs.append(
            Proof(
                number=8,
                subject=f"wording of {defect.slug}",
                holds=not faults,
                detail="; ".join(faults),
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
            held_against = match_context(challenge, deal(challenge))
            yield from ((held_against, defect) for defect in new)
            wanted = wanted - {defect.slug for defect in new}
        if not wanted:
            return


def _shape(defect: Defect) -> Iterator[str]:
    paraphrases = defect.rubric.paraphrases
    if len(paraphrases) < FEWEST:
        yield f"{len(paraphrases)} paraphrases, {FEWEST} wanted"
    if not any(len(text.split()) < TERSE for text in paraphrases):
        yield f"no paraphrase of fewer than {TERSE} words"
    if not any(ASKS.search(text) for text in paraphrases):
        yield "no paraphrase is a question or a suggestion"


def _faults(held_against: MatchContext, defect: Defect, matcher: Matcher) -> Iterator[str]:
    place = {d.slug: places for d, places in held_against.defects}[defect.slug][0]
    for text in texts_of(defect):
        found = _found(matcher, held_against, place, text)
        enough = 0.5 if _asks(place, text) else 1.0
        others = sorted(found.keys() - {defect.slug})
        if found.get(defect.slug, 0.0) < enough:
            earned = found.get(defect.slug, 0.0)
            yield f"{text!r} earns {earned:g}: {_why(held_against, defect, text)}"
        if others:
            yield f"{text!r} is taken for {', '.join(others)} too"
    for text in defect.rubric.near_misses:
        found = _found(matcher, held_against, place, text)
        if found:
            met = _why(held_against, defect, text)
            yield f"near miss {text!r} is taken for {', '.join(sorted(found))}: {met}"


def _found(matcher: Matcher, held_against: MatchContext, place: Place, text: str) -> dict[str, float]:
    found = matcher(Review(comments=(comment(0, place, text),)), held_against).found
    return {slug: credit for slug, credit in found if credit}


def _asks(place: Place, text: str) -> bool:
    return all(each.stance is Stance.ASKS for each in sentences(comment(0, place, text)))


def _why(held_against: MatchContext, defect: Defect, text: str) -> str:
    """Return which groups a text meets, and which of its words no phrase of the rubric knows."""
    evidence = _evidence(held_against, defect, text)
    groups = {"what": evidence.what, "why": evidence.why, "fix": evidence.fix}
    said = [f"{name}: {phrase!r}" for name, phrase in groups.items() if phrase]
    missing = [name for name, phrase in groups.items() if not phrase]
    rubric = defect.rubric
    phrases = content(read(" ".join((*rubric.what, *rubric.why, *rubric.fix)).replace("|", " ")))
    unknown = sorted(content(read(text)) - phrases)
    parts = [*said, f"forbidden: {evidence.forbidden!r}" if evidence.forbidden else ""]
    parts += [f"not said: {', '.join(missing)}" if missing else ""]
    parts += [f"words in no phrase: {', '.join(unknown)}" if unknown else ""]
    return ", ".join(filter(None, parts)) or "what and why are said in the same words"


def _told(body: str, held_against: MatchContext, defect: Defect) -> Iterator[str]:
    """Return what the pull request's own text would find, could it be copied."""
    for text in filter(None, SENTENCE.split(body)):
        evidence = _evidence(held_against, defect, text)
        both = evidence.what and (evidence.why or evidence.fix) and evidence.apart
        if both and evidence.solid and not evidence.forbidden and evidence.likeness >= TOLD:
            met = _why(held_against, defect, text)
            yield f"the pull request's text {text!r} meets the rubric: {met}"


def _evidence(held_against: MatchContext, defect: Defect, text: str) -> Evidence:
    number = [planted.slug for planted, _ in held_against.defects].index(defect.slug)
    return weigh(read(text), prepared(held_against))[number]
