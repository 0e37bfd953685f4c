"""What every pack must prove before anyone is graded by it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial

from checker import matching
from checker.dealing.draw import draw
from checker.errors import PlantingError, UsageError, did_you_mean
from checker.model.key import Defect, Pack
from checker.progress import Progress, silent
from checker.prove import alone, cleanliness, drawn, pairs, reviews, wordings
from checker.prove.author_faults import author_faults
from checker.prove.broken_versions import work_of_broken_versions
from checker.prove.one_defect import small_work_of_defect, work_of_defect
from checker.prove.proof import (
    WORKERS,
    PackTrees,
    Proof,
    Work,
    at_work,
    finish,
    in_order,
    pack_trees,
    prime_mypy_cache,
)
from checker.prove.touched import Touched, work_of
from checker.prove.unfinished import file_of
from checker.prove.written_repairs import share, work_of_repairs, written_repairs
from checker.sandbox.client.protocol import JudgeProtocol

SEEDS = (1, 2, 3)
DRAWS = tuple(range(1, 51))

__all__ = ["DRAWS", "SEEDS", "Proof", "Touched", "named", "prove", "prove_defect", "prove_touched"]


def prove(
    pack: Pack,
    *,
    seeds: Iterable[int] = SEEDS,
    draws: Iterable[int] = DRAWS,
    repairs: int | None = None,
    inline: bool = False,
    progress: Progress = silent,
) -> tuple[Proof, ...]:
    """Return every proof about a pack, in the order of their numbers.

    For the ``seeds`` everything is proved. Of the other ``draws`` is proved that each defect in
    them is seen: some pairs of defects hide each other, and only draws show which. Of the repairs
    that people wrote, ``repairs`` are tried, chosen by hash; None is all. Candidate code runs
    ``inline`` in the judge for authors with a debugger. Where reading alone shows a fault, nothing
    is run.
    """
    progress("reading the key", 0, 0)
    on = pack_trees(pack)
    if faults := author_faults(on):
        return faults
    seeds = tuple(seeds)
    others = [seed for seed in draws if seed not in seeds]
    tried = share(written_repairs(on, pack.key.defects), repairs)
    work = [*_pool(on), *work_of_repairs(on, tried), *_seeds(on, seeds), *_draws(on, others)]
    return _done(on, work, inline=inline, progress=progress)


def prove_defect(
    pack: Pack, slug: str, *, inline: bool = False, progress: Progress = silent
) -> tuple[Proof, ...]:
    """Return the proofs about one defect, planted by itself and beside each other one.

    Raises:
        UsageError: the pack has no defect of this name.
    """
    on, mine = pack_trees(pack), named(pack, slug)
    progress("reading the key", 0, 0)
    if faults := author_faults(on):
        return faults
    work = [
        *small_work_of_defect(on, mine),
        (f"wording of {slug}", lambda _: wordings.prove_wordings(on, matching.match, only=slug)),
        *work_of_repairs(on, written_repairs(on, [mine])),
    ]
    return _done(on, work, inline=inline, progress=progress)


def prove_touched(
    pack: Pack, what: Touched, *, inline: bool = False, progress: Progress = silent
) -> tuple[Proof, ...]:
    """Return the proofs about a pack that a change asks for, in the order of their numbers."""
    progress("reading the key", 0, 0)
    on = pack_trees(pack)
    if faults := author_faults(on):
        return faults
    work = list(work_of(on, what, matching.match))
    return _done(on, work, inline=inline, progress=progress)


def _done(
    on: PackTrees, work: Sequence[Work], *, inline: bool, progress: Progress
) -> tuple[Proof, ...]:
    """Do all work; after each step progress names what is begun, and at the end what is left."""
    proofs: list[Proof] = []
    left = [name for name, _ in work]
    guarded = [(name, partial(_planted, on, name, task)) for name, task in work]
    prime_mypy_cache(on.pack, progress)
    progress(", ".join(left[:WORKERS]), 0, len(work))
    for done, (name, found) in enumerate(finish(guarded, inline=inline), 1):
        proofs += found
        left.remove(name)
        progress(at_work([each for each, _ in work], left, done) or name, done, len(work))
    return tuple(sorted(proofs, key=in_order))


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


def _pool(on: PackTrees) -> Iterable[Work]:
    yield "base and reference", partial(cleanliness.prove_trees, on)
    yield "checks on the reference", partial(alone.prove_reference, on)
    yield "pairs", lambda _: pairs.prove_pool(on)
    yield from work_of_broken_versions(on)
    yield "wording of the key", lambda _: wordings.prove_wordings(on, matching.match)
    for defect in on.pack.key.defects:
        yield from work_of_defect(on, defect)


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


def _seeds(on: PackTrees, seeds: tuple[int, ...]) -> Iterable[Work]:
    for seed in seeds:
        yield f"seed {seed}", partial(drawn.prove_seed, on, seed)
        yield f"reviews of seed {seed}", partial(_reviews, on, seed)
        for defect in draw(on.pack, seed).defects:
            name = f"seed {seed} without {defect.slug}"
            yield name, partial(drawn.prove_minus_one, on, seed, defect)
    for seed in seeds[:1]:
        yield f"candidates of seed {seed}", partial(reviews.prove_candidates, on, seed)


def _draws(on: PackTrees, seeds: Iterable[int]) -> Iterable[Work]:
    for seed in seeds:
        yield f"draw of seed {seed}", partial(drawn.prove_witnesses, on, seed)


def _reviews(on: PackTrees, seed: int, judge: object) -> list[Proof]:
    del judge
    return [
        *reviews.prove_floods(on, seed, matching.match),
        reviews.prove_neutral(on, seed, matching.match),
    ]
