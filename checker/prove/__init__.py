"""What every pack must prove before anyone is graded by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from checker import matching
from checker.dealing import planting
from checker.dealing.draw import draw
from checker.errors import PlantingError, UsageError, did_you_mean
from checker.model.key import Defect, Fix, Pack
from checker.progress import Progress, silent
from checker.prove import alone, cleanliness, drawn, fixes, reviews, rubrics
from checker.prove.proof import (
    WORKERS,
    PackTrees,
    Proof,
    Work,
    finish,
    pack_trees,
    prime_mypy_cache,
)
from checker.prove.reviews import Matcher
from checker.prove.unfinished import TODO, file_of, unfinished
from checker.sandbox.client.protocol import JudgeProtocol

SEEDS = (1, 2, 3)
DRAWS = tuple(range(1, 51))

__all__ = ["DRAWS", "SEEDS", "Proof", "named", "prove"]


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
        pack: The pack on trial.
        seeds: The draws of which everything is proved.
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
    on = pack_trees(pack)
    faulty = [d for d in pack.key.defects if _fault(on, d)]
    if only:
        mine = named(pack, only)
        if fault := _fault(on, mine):
            return (fault,)
        work = [
            *_one(on, mine),
            ("wording", lambda _: rubrics.prove_rubrics(on, matcher, only=only)),
        ]
    elif faulty:
        work = [each for defect in pack.key.defects for each in _defect(on, defect)]
        work.append(("draws", lambda _: [_not_drawn(faulty)]))
    else:
        seeds = tuple(seeds)
        work = [
            *_pool(on, matcher),
            *_seeds(on, seeds, matcher, minus_one=minus_one),
            *_draws(on, [seed for seed in draws if seed not in seeds]),
        ]
    prime_mypy_cache(pack)
    return _done(on, work, inline=inline, progress=progress)


def _done(
    on: PackTrees, work: Sequence[Work], *, inline: bool, progress: Progress
) -> tuple[Proof, ...]:
    """Do all work; progress names what is at work now, which is the first that is not done."""
    proofs: list[Proof] = []
    left = [name for name, _ in work]
    guarded = [(name, partial(_planted, on, name, task)) for name, task in work]
    progress(", ".join(left[:WORKERS]), 0, len(work))
    for done, (name, found) in enumerate(finish(guarded, inline=inline), 1):
        proofs += found
        left.remove(name)
        progress(", ".join(left[:WORKERS]) or name, done, len(work))
    return tuple(sorted(proofs, key=lambda proof: (proof.number, proof.subject)))


def _planted(
    on: PackTrees,
    name: str,
    task: Callable[[JudgeProtocol], Sequence[Proof]],
    judge: JudgeProtocol,
) -> Sequence[Proof]:
    """Return what a task proves; what cannot be planted is a proof that fails, and ends nothing."""
    try:
        return task(judge)
    except PlantingError as error:
        mine = [file_of(on.pack, d) for d in on.pack.key.defects if d.slug == error.defect]
        return [Proof(number=3, subject=name, holds=False, detail=": ".join([*mine, str(error)]))]


def _pool(on: PackTrees, matcher: Matcher) -> Iterable[Work]:
    yield "base and reference", partial(cleanliness.prove_trees, on)
    yield "checks on the reference", partial(alone.prove_reference, on)
    yield "pairs", lambda _: drawn.prove_pool(on)
    yield "wording of the key", lambda _: rubrics.prove_rubrics(on, matcher)
    for defect in on.pack.key.defects:
        yield from _defect(on, defect)


def _defect(on: PackTrees, defect: Defect) -> Iterable[Work]:
    if fault := _fault(on, defect):
        yield f"{defect.slug} alone", lambda _: [fault]
        return
    yield f"{defect.slug} alone", partial(alone.prove_defect, on, defect)
    yield f"fixes of {defect.slug}", partial(fixes.prove_fixes, on, defect)
    yield f"absence of {defect.slug}", partial(fixes.prove_absence, on, defect)


def _one(on: PackTrees, defect: Defect) -> Iterable[Work]:
    """Yield what concerns one defect in small steps, so that an author sees it go on."""
    yield f"{defect.slug} alone", partial(alone.prove_defect, on, defect)
    yield f"number of fixes of {defect.slug}", lambda _: [fixes.prove_number(defect)]
    for fix in (*defect.right_fixes, *defect.wrong_fixes):
        yield f"fix {fix.name!r}", partial(_fix, on, defect, fix)
    yield f"absence of {defect.slug}", partial(fixes.prove_absence, on, defect)


def _fix(on: PackTrees, defect: Defect, fix: Fix, judge: JudgeProtocol) -> Sequence[Proof]:
    return [fixes.prove_fix(on, defect, fix, judge)]


def _fault(on: PackTrees, defect: Defect) -> Proof | None:
    """Return what keeps a defect from being planted at all, as a proof that fails."""
    if todo := unfinished(defect):
        fault = f"still says {TODO} in {todo}"
    elif missing := planting.fault_of(on.reference, defect.planting):
        fault = missing
    else:
        return None
    detail = f"{file_of(on.pack, defect)}: {fault}"
    return Proof(number=3, subject=defect.slug, holds=False, detail=detail)


def _not_drawn(faulty: Iterable[Defect]) -> Proof:
    slugs = ", ".join(defect.slug for defect in faulty)
    detail = f"not proved: {slugs} cannot be planted"
    return Proof(number=4, subject="draws", holds=False, detail=detail)


def named(pack: Pack, slug: str) -> Defect:
    """Return the hand-made defect of a name.

    Raises:
        UsageError: the pack has none; the message names the nearest.
    """
    for defect in pack.key.defects:
        if defect.slug == slug:
            return defect
    hint = did_you_mean(slug, [d.slug for d in pack.key.defects])
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
