"""Draw a challenge that may be handed out: proved, and as new to this person as can be."""

from __future__ import annotations

import secrets

from checker.challenge import draw
from checker.dealing import Deal, deal
from checker.errors import DrawError
from checker.model.key import Challenge, Pack
from checker.model.profile import Profile
from checker.prove.dealt import faults
from checker.sandbox.judges import Judges
from cli.met import met
from cli.progress import shown

SEEDS = 10**6
LOOKED_AT = 24  # seeds of which the one with the fewest known defects is taken
TRIES = 8


def prove_deal(challenge: Challenge, dealt: Deal) -> None:
    """Prove a deal that holds defects of operators.

    Raises:
        DrawError: it does not hold; another seed must be taken.
    """
    if challenge.profile.plain:
        return  # all draws of hand-made defects go together: messypr prove shows it
    with shown("proving the deal") as progress, Judges() as judges:
        judges.warm_up()
        found = faults(challenge, dealt, judges, progress=progress)
    if found:
        raise DrawError(
            f"seed {challenge.seed} deals nothing that can be proved with this profile"
            f" ({len(found)} faults, such as: {found[0]}): take another seed"
        )


def fresh(pack: Pack, profile: Profile) -> Challenge:
    """Return a proved challenge that shares as few defects as can be with what was met."""
    known = met(pack.pr.slug)
    seeds = [secrets.randbelow(SEEDS) for _ in range(LOOKED_AT)]
    drawn = [each for seed in seeds if (each := _drawn(pack, seed, profile)) is not None]
    if not drawn:
        return draw(pack, seeds[0], profile)  # says why
    drawn.sort(key=lambda each: sum(d.slug in known for d in each.defects))
    problem: DrawError | None = None
    for challenge in drawn[:TRIES]:
        try:
            prove_deal(challenge, deal(challenge))
        except DrawError as error:
            problem = error
        else:
            return challenge
    raise problem or DrawError(f"{pack.pr.slug} deals nothing that can be proved")


def _drawn(pack: Pack, seed: int, profile: Profile) -> Challenge | None:
    try:
        return draw(pack, seed, profile)
    except DrawError:
        return None
