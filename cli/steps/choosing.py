"""Choose a challenge that is proved and as new to this person as possible."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from checker.dealing.build import Deal, deal
from checker.dealing.draw import draw, draw_each
from checker.errors import DrawError
from checker.model.key import Challenge, Pack
from checker.model.profile import Profile
from checker.prove.dealt import faults_of_deal
from checker.sandbox.client.pool import JudgePool
from cli.output.progress import shown_progress
from cli.steps.history import dealt_before

SEED_LIMIT = 10**6
SEEDS_COMPARED = 60  # comparing them takes half a second
MAX_TRIES = 8


def prove_deal(challenge: Challenge, dealt: Deal) -> None:
    """Prove a deal with defects of operators.

    Raises:
        DrawError: the deal cannot be proved; take another seed.
    """
    if challenge.profile.plain:
        return  # messypr prove shows that all hand-made defects go together
    with shown_progress("proving the deal") as progress, JudgePool() as judges:
        judges.warm_up()
        found = faults_of_deal(challenge, dealt, judges, progress=progress)
    if found:
        raise DrawError(
            f"seed {challenge.seed} cannot be proved with this profile"
            f" ({len(found)} faults, such as: {found[0]}): take another seed"
        )


def choose(pack: Pack, profile: Profile) -> Challenge:
    """Return a proved challenge that shares as few defects as possible with the known ones.

    Raises:
        DrawError: no challenge of the profile can be drawn, or none of those tried is proved.
    """
    seeds = [secrets.randbelow(SEED_LIMIT) for _ in range(SEEDS_COMPARED)]
    drawn = by_novelty(draw_each(pack, seeds, profile), dealt_before(pack.pr.slug))
    if not drawn:
        return draw(pack, seeds[0], profile)  # it raises an error that says why
    problem: DrawError | None = None
    for challenge in drawn:
        try:
            prove_deal(challenge, deal(challenge))
        except DrawError as error:
            problem = error
        else:
            return challenge
    raise problem or DrawError(f"no seed of {pack.pr.slug} could be proved")


def by_novelty(challenges: Iterable[Challenge], known: frozenset[str]) -> tuple[Challenge, ...]:
    """Return up to MAX_TRIES challenges, fewest known defects first.

    Drawing stops once MAX_TRIES of them share none.
    """
    drawn: list[tuple[int, Challenge]] = []
    for challenge in challenges:
        drawn.append((sum(each.slug in known for each in challenge.defects), challenge))
        if sum(not shared for shared, _ in drawn) == MAX_TRIES:
            break
    return tuple(challenge for _, challenge in sorted(drawn, key=lambda pair: pair[0])[:MAX_TRIES])
