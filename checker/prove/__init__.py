"""What every pack must prove before anyone is graded by it."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from functools import partial

from checker import matching
from checker.dealing.draw import draw
from checker.errors import UsageError
from checker.model.key import Defect, Pack
from checker.progress import Progress, silent
from checker.prove import alone, cleanliness, drawn, fixes, reviews, rubrics
from checker.prove.proof import PackTrees, Proof, Work, finish, with_mypy_cache
from checker.prove.reviews import Matcher

SEEDS = (1, 2, 3)
DRAWS = tuple(range(1, 51))

__all__ = ["DRAWS", "SEEDS", "Proof", "prove"]


def prove(
    pack: Pack,
    *,
    seeds: Iterable[int] = SEEDS,
    draws: Iterable[int] = DRAWS,
    only: str = "",
    minus_one: bool = True,
    inline: bool = False,
    matcher: Matcher = matching.match,
    progress: Progress = silent,
) -> tuple[Proof, ...]:
    """Return every proof about a pack, in the order of their numbers.

    Args:
        pack: The pack to prove.
        seeds: The draws for which everything is proved.
        draws: Further draws, of which is proved that each defect in them is seen: some pairs of
            defects hide each other, and only draws show which.
        only: Prove what concerns this defect alone, planted by itself.
        minus_one: Also take each defect out of each draw (proof 5): a run a defect and seed.
        inline: Run candidate code inside the judge: for authors with a debugger.
        matcher: What judges comments; the tests of the provers put a bad one here.
        progress: Told after each step.

    Raises:
        UsageError: ``only`` names no defect of the pack.
    """
    on = with_mypy_cache(pack)
    if only:
        work = list(_defect(on, _named(pack, only)))
        work.append(("wording", lambda _: rubrics.prove_rubrics(on, matcher, only=only)))
    else:
        seeds = tuple(seeds)
        work = [
            *_pool(on, matcher),
            *_seeds(on, seeds, matcher, minus_one=minus_one),
            *_draws(on, [seed for seed in draws if seed not in seeds]),
        ]
    proofs: list[Proof] = []
    progress("starting", 0, len(work))
    for done, (name, found) in enumerate(finish(work, inline=inline), 1):
        proofs += found
        progress(name, done, len(work))
    return tuple(sorted(proofs, key=lambda proof: (proof.number, proof.subject)))


def _pool(on: PackTrees, matcher: Matcher) -> Iterable[Work]:
    yield "base and reference", partial(cleanliness.prove_trees, on)
    yield "checks on the reference", partial(alone.prove_reference, on)
    yield "pairs", lambda _: drawn.prove_pool(on)
    yield "wording of the key", lambda _: rubrics.prove_rubrics(on, matcher)
    for defect in on.pack.key.defects:
        yield from _defect(on, defect)


def _defect(on: PackTrees, defect: Defect) -> Iterable[Work]:
    yield f"{defect.slug} alone", partial(alone.prove_defect, on, defect)
    yield f"fixes of {defect.slug}", partial(fixes.prove_fixes, on, defect)
    yield f"absence of {defect.slug}", partial(fixes.prove_absence, on, defect)


def _named(pack: Pack, slug: str) -> Defect:
    for defect in pack.key.defects:
        if defect.slug == slug:
            return defect
    close = difflib.get_close_matches(slug, [d.slug for d in pack.key.defects], n=3)
    hint = f"; did you mean {', '.join(close)}?" if close else ""
    raise UsageError(f"{pack.pr.slug} has no defect {slug!r}{hint}")


def _seeds(
    on: PackTrees, seeds: tuple[int, ...], matcher: Matcher, *, minus_one: bool
) -> Iterable[Work]:
    for seed in seeds:
        yield f"seed {seed}", partial(drawn.prove_seed, on, seed)
        yield f"reviews of seed {seed}", partial(_reviews, on, seed, matcher)
        if minus_one:
            for defect in draw(on.pack, seed).defects:
                name = f"seed {seed} without {defect.slug}"
                yield name, partial(drawn.prove_minus_one, on, seed, defect)
    for seed in seeds[:1]:
        yield f"candidates of seed {seed}", partial(reviews.prove_candidates, on, seed)


def _draws(on: PackTrees, seeds: Iterable[int]) -> Iterable[Work]:
    for seed in seeds:
        yield f"draw of seed {seed}", partial(drawn.prove_witnesses, on, seed)


def _reviews(on: PackTrees, seed: int, matcher: Matcher, judge: object) -> list[Proof]:
    del judge
    return [
        *reviews.prove_floods(on, seed, matcher),
        reviews.prove_neutral(on, seed, matcher),
    ]
