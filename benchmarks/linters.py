"""Linters as the reviewer: the share of behavioural defects that they find, and what else they say.

Run it with ``make linters``, or ``python -m benchmarks.linters [SEEDS]``; ``--list`` names what was
found. Seeds take turns as in ``benchmarks.deals``. A defect is behavioural where a hidden test sees
it, as in the tenth proof. It counts as found where a linter reports anything, be it about something
else, on a line of one of its places that it does not report on the reference: generous to linters.
Everything else that they report is noise. Exits with 1 if ruff and mypy together, with a pack's own
configuration, find a quarter of that pack's behavioural defects.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks import record
from benchmarks.deals import profile_of
from benchmarks.linting import LINTERS, OWN, new
from benchmarks.reviewing import (
    BOTH,
    Found,
    Reviewed,
    at,
    behavioural,
    names,
    share,
    table,
    together,
)
from checker.checks import typecheck
from checker.checks.lint import LintFinding
from checker.dealing.build import Deal, deal
from checker.dealing.draw import draw
from checker.errors import DrawError
from checker.model.key import Challenge, Pack
from checker.model.pack import Tree
from checker.packs import loading
from checker.system import trees
from cli.output.progress import shown_progress

SEEDS, WORKERS, LIMIT = 10, 2, 0.25


def main(given: Sequence[str], figures: record.Figures) -> int:
    """Print the table and return the exit code."""
    wishes = _parser().parse_args(given)
    packs = [loading.load(name) for name in wishes.packs.split(",")]
    reviewed: list[Reviewed] = []
    with shown_progress("linting") as progress, ThreadPoolExecutor(WORKERS) as pool:
        for number, pack in enumerate(packs):
            typecheck.primed(pack)
            for seed, each in enumerate(_of_pack(pack, wishes.count, pool), 1):
                reviewed += each
                done = number * wishes.count + seed
                progress(f"{pack.pr.slug} {seed}", done, len(packs) * wishes.count)
    print("\n".join(table(reviewed)))
    if wishes.list:
        print("\n".join(["", *names(reviewed)]))
    own = [(pack.pr.slug, [r for r in reviewed if r.linter == BOTH]) for pack in packs]
    shares = [share(d for r in rows if r.pack == slug for d in r.defects) for slug, rows in own]
    figures |= {
        f"{slug}, found by {BOTH}": each for (slug, _), each in zip(own, shares, strict=True)
    }
    print(f"wanted: under {LIMIT:.0%} of the behavioural ones for {BOTH}")
    return 1 if max(shares) >= LIMIT else 0


def _of_pack(pack: Pack, seeds: int, pool: ThreadPoolExecutor) -> Iterator[list[Reviewed]]:
    """Yield for each seed what the linters made of its deal."""
    reference = loading.reference_tree(pack)
    before = _all_linters(reference, pack, pool)
    for seed in range(1, seeds + 1):
        try:
            challenge = draw(pack, seed, profile_of(seed))
        except DrawError:
            yield []
            continue
        made = deal(challenge)
        found = _all_linters(made.dealt.head, pack, pool)
        each = {
            name: _reviewed(
                name,
                challenge,
                made,
                found[name],
                new(found[name], made.dealt.head, old, reference),
            )
            for name, old in before.items()
        }
        yield [*each.values(), together(each[OWN[0]], each[OWN[1]])]


def _all_linters(tree: Tree, pack: Pack, pool: ThreadPoolExecutor) -> dict[str, list[LintFinding]]:
    with tempfile.TemporaryDirectory(prefix="messypr-linters-") as scratch:
        folder = trees.write(tree, Path(scratch))
        jobs = {name: pool.submit(run, tree, folder, pack) for name, run in LINTERS.items()}
        return {name: job.result() for name, job in jobs.items()}


def _reviewed(
    linter: str,
    challenge: Challenge,
    made: Deal,
    found: list[LintFinding],
    fresh: list[LintFinding],
) -> Reviewed:
    places = made.planted.places
    hits = {each.slug: at(places[each.slug], fresh) for each in challenge.defects}
    credited = {finding for each in hits.values() for finding in each}
    return Reviewed(
        pack=challenge.pack.pr.slug,
        linter=linter,
        defects=tuple(
            Found(
                seed=challenge.seed,
                slug=each.slug,
                behavioural=behavioural(each),
                codes=tuple(sorted({finding.code for finding in hits[each.slug]})),
            )
            for each in challenge.defects
        ),
        others=sum(each not in credited for each in found),
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.linters", description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=SEEDS, help="seeds a pack")
    parser.add_argument("--packs", default=",".join(loading.slugs()), help="with commas between")
    parser.add_argument("--list", action="store_true", help="name what was found, and the codes")
    return parser


if __name__ == "__main__":
    sys.exit(record.run("linters", main))
