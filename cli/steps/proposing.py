"""Choose the challenge that teaches most, over all packs, from the history of practice."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from checker.dealing.build import deal
from checker.dealing.draw import draw_each
from checker.errors import DrawError, PackError, UsageError
from checker.learning.cards import Knowledge
from checker.learning.teaching import Learner, Lesson, best, learner
from checker.model.key import Challenge, Pack
from checker.model.profile import Profile
from checker.packs import loading
from cli.output.progress import shown_progress
from cli.steps import history
from cli.steps.choosing import MAX_TRIES, SEED_LIMIT, prove_deal

SEEDS_COMPARED = 1_000  # of each pack: all of them are drawn in three seconds
SAID = {
    Knowledge.MISSED: "missed lately",
    Knowledge.SHAKY: "found late, with a hint or half",
    Knowledge.DUE: "due again",
    Knowledge.UNSEEN: "new to you",
    Knowledge.KNOWN: "known",
}


def propose(profile: Profile, *, pack: str | None = None, only_missed: bool = False) -> Lesson:
    """Return the proved challenge that teaches most, of one pack or of all that are no drafts.

    Raises:
        UsageError: ``only_missed`` is asked for and nothing was missed.
        DrawError: No challenge of the profile can be drawn, or none of those tried is proved.
    """
    who = _learner()
    if only_missed and not who.missed():
        raise UsageError("no kind of fault was missed lately: messypr drill without --from-misses")
    packs = [loading.load(pack)] if pack else _packs()
    drawn = _drawn(packs, profile)
    now = datetime.now(UTC)
    lessons = best(drawn, who, now, most=MAX_TRIES, only_missed=only_missed)
    problem = DrawError("no pack has a challenge of this profile")
    for lesson in lessons:
        try:
            prove_deal(lesson.challenge, deal(lesson.challenge))
        except DrawError as error:
            problem = error
        else:
            return lesson
    raise problem


def why(lesson: Lesson) -> str:
    """Return in a sentence why a challenge was chosen: it names and counts no defect."""
    kinds = [each for each in SAID if lesson.kinds.get(each)]
    if not kinds:
        return "there is nothing better to practise now"
    if len(kinds) == 1:
        return f"all of its kinds of faults are {SAID[kinds[0]]}"
    return f"its kinds of faults are {', '.join(SAID[each] for each in kinds)}"


def _learner() -> Learner:
    """Return what the history says; a defect that was dealt and never graded counts as met."""
    known = learner(history.load())
    dealt = {
        (slug, defect): 0.0 for slug in loading.slugs() for defect in history.dealt_before(slug)
    }
    return replace(known, met={**dealt, **known.met})


def _packs() -> list[Pack]:
    """Return all packs that are whole and no drafts.

    Raises:
        PackError: There is none.
    """
    packs = [*_whole()]
    if not packs:
        raise PackError("there is no pack to propose: messypr list says what is wrong")
    return packs


def _whole() -> Iterator[Pack]:
    for slug in loading.slugs():
        try:
            pack = loading.load(slug)
        except PackError:
            continue  # messypr list names it
        if not pack.pr.draft:
            yield pack


def _drawn(packs: Sequence[Pack], profile: Profile) -> list[Challenge]:
    found: list[Challenge] = []
    with shown_progress("comparing rounds") as progress:
        for number, pack in enumerate(packs):
            progress("comparing rounds", number, len(packs))
            seeds = [secrets.randbelow(SEED_LIMIT) for _ in range(SEEDS_COMPARED)]
            found += draw_each(pack, seeds, profile)
        progress("comparing rounds", len(packs), len(packs))
    return found
