"""Draw a challenge that may be handed out: proved, and as new to this person as can be."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import suppress

from checker.dealing.build import Deal, deal
from checker.dealing.draw import draw
from checker.errors import DrawError
from checker.model.key import Challenge, Pack
from checker.model.profile import Profile
from checker.prove.dealt import faults_of_deal
from checker.sandbox.client.pool import JudgePool
from cli.output.progress import shown_progress
from cli.steps.seen_defects import seen

SEED_LIMIT = 10**6
SEEDS_COMPARED = 60  # comparing them takes half a second
MAX_TRIES = 8


def prove_deal(challenge: Challenge, dealt: Deal) -> None:
    """Prove a deal that holds defects of operators.

    Raises:
        DrawError: it does not hold; another seed must be taken.
    """
    if challenge.profile.plain:
        return  # all draws of hand-made defects go together: messypr prove shows it
    with shown_progress("proving the deal") as progress, JudgePool() as judges:
        judges.warm_up()
        found = faults_of_deal(challenge, dealt, judges, progress=progress)
    if found:
        raise DrawError(
            f"seed {challenge.seed} deals nothing that can be proved with this profile"
            f" ({len(found)} faults, such as: {found[0]}): take another seed"
        )


def choose(pack: Pack, profile: Profile) -> Challenge:
    """Return a proved challenge that shares as few defects as can be with what was met."""
    seeds = [secrets.randbelow(SEED_LIMIT) for _ in range(SEEDS_COMPARED)]
    drawn = by_novelty(_drawn(pack, profile, seeds), seen(pack.pr.slug))
    if not drawn:
        return draw(pack, seeds[0], profile)  # says why
    problem: DrawError | None = None
    for challenge in drawn:
        try:
            prove_deal(challenge, deal(challenge))
        except DrawError as error:
            problem = error
        else:
            return challenge
    raise problem or DrawError(f"{pack.pr.slug} deals nothing that can be proved")


def by_novelty(challenges: Iterable[Challenge], known: frozenset[str]) -> tuple[Challenge, ...]:
    """Return those to try, first what shares fewest defects with what is known.

    No more are drawn than it takes to find so many that share nothing.
    """
    drawn: list[tuple[int, Challenge]] = []
    for challenge in challenges:
        drawn.append((sum(each.slug in known for each in challenge.defects), challenge))
        if sum(not shared for shared, _ in drawn) == MAX_TRIES:
            break
    return tuple(challenge for _, challenge in sorted(drawn, key=lambda pair: pair[0])[:MAX_TRIES])


def _drawn(pack: Pack, profile: Profile, seeds: Iterable[int]) -> Iterator[Challenge]:
    """Yield what seeds draw, but for those whose draw cannot be fulfilled."""
    for seed in seeds:
        with suppress(DrawError):
            yield draw(pack, seed, profile)
