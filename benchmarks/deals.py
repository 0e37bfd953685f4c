"""Deal a hundred seeds of every pack, twice each, and prove them: are they good, are they the same?

Run it with ``make deals``, or ``python -m benchmarks.deals [SEEDS]``. Seeds take turns: the pack's
own draw, a warm-up, an interview, a drill. Each is dealt here and from a second checkout by another
process with other surroundings, and all refs are compared; then it is proved as ``messypr start``
proves a deal. A draw at a level that does not hold is skipped, as ``start`` skips it. Exits with 1
where the two deals differ, or a pack's own draw cannot be proved.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path

from benchmarks import record
from benchmarks.deal_outcome import PLAIN, DealOutcome, DealVerdict, categories, table
from benchmarks.second_checkout import SecondCheckout, dealt
from checker.dealing import draw_mixed, draw_pool
from checker.dealing.build import Deal
from checker.dealing.draw import QUOTA, draw
from checker.errors import DrawError, UnknownPackError
from checker.model.key import Challenge, Pack
from checker.model.profile import Difficulty, Profile
from checker.packs import loading
from checker.prove.dealt import faults_of_deal
from checker.sandbox.client.pool import JudgePool
from cli.output.progress import shown_progress

SEEDS = 100
PROFILES = (Profile(), *(Profile(level=level) for level in Difficulty))
Prove = Callable[[Challenge, Deal], tuple[str, ...]]


def main(given: Sequence[str], figures: record.Figures) -> int:
    """Try all deals, print the tables and return the exit code."""
    wishes = _parser().parse_args(given)
    first, last = wishes.seeds or (1, wishes.count)
    todo = [(pack, seed) for pack in wishes.packs for seed in range(first, last + 1)]
    tried: list[DealOutcome] = []
    with shown_progress("dealing") as progress:
        for each in _all(todo, prove=not wishes.no_proof):
            tried.append(each)
            progress(f"{each.pack} {each.seed} {each.level}", len(tried), len(todo))
    print("\n".join([*table(tried), "", *categories(tried)]))
    print("* together with the category that shares the number")
    for each in tried:
        for fault in (*(each.faults or ()), *each.differs):
            print(f"{each.verdict}: {each.pack}, seed {each.seed}, {each.level}: {fault}")
    verdicts = Counter(each.verdict for each in tried)
    figures |= {f"deals {verdict}": verdicts[verdict] for verdict in DealVerdict}
    figures["deals that differ elsewhere"] = sum(bool(each.differs) for each in tried)
    if wishes.json:
        rows = [{**asdict(each), "verdict": each.verdict} for each in tried]
        document = {"schema": "messypr/deals/1", "deals": rows}
        wishes.json.write_text(json.dumps(document, indent=1) + "\n", "utf-8")
    return 0 if all(each.holds for each in tried) else 1


def profile_of(seed: int) -> Profile:
    """Return what a seed is drawn for: one after another."""
    return PROFILES[(seed - 1) % len(PROFILES)]


def _all(todo: Sequence[tuple[Pack, int]], *, prove: bool) -> Iterator[DealOutcome]:
    """Yield what became of each draw; the judges stay warm from one to the next."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="messypr-deals-")))
        elsewhere = stack.enter_context(SecondCheckout(folder / "elsewhere"))
        judges = stack.enter_context(JudgePool()) if prove else None
        proof = partial(faults_of_deal, judge=judges) if judges else None
        for pack, seed in todo:
            yield _one(pack, seed, proof, elsewhere, folder / f"{pack.pr.slug}-{seed}")


def _one(
    pack: Pack, seed: int, prove: Prove | None, elsewhere: SecondCheckout, folder: Path
) -> DealOutcome:
    """Return what became of one draw."""
    wanted = _asked(pack, seed)
    start = time.perf_counter()
    try:
        challenge = draw(pack, seed, profile_of(seed))
    except DrawError as error:
        return replace(wanted, faults=(str(error),))
    deal, refs = dealt(challenge, folder)
    took = time.perf_counter() - start
    shutil.rmtree(folder)  # four hundred at the end would take minutes
    there = elsewhere.refs(challenge)
    made = {each.defect.slug for each in draw_pool.entries(pack) if each.by_operator}
    start = time.perf_counter()
    found = prove(challenge, deal) if prove else None
    return replace(
        wanted,
        severities=dict(Counter(each.severity for each in challenge.defects)),
        categories=dict(Counter(each.rule.category for each in challenge.defects)),
        by_operators=sum(each.slug in made for each in challenge.defects),
        visible=sum(each.visible for each in challenge.defects),
        differs=tuple(
            f"{ref} is {refs.get(ref)} here and {there.get(ref)} elsewhere"
            for ref in sorted({*refs, *there})
            if refs.get(ref) != there.get(ref)
        ),
        faults=found,
        seconds=took,
        proof_seconds=time.perf_counter() - start,
    )


def _asked(pack: Pack, seed: int) -> DealOutcome:
    """Return what a draw is to come to."""
    profile = profile_of(seed)
    quota = QUOTA if profile.plain else draw_mixed.quota_of(seed, profile)
    return DealOutcome(
        pack=pack.pr.slug,
        seed=seed,
        level=profile.level or PLAIN,
        asked=dict(quota.severities),
        visible_at_most=quota.visible,
    )


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.deals", description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=SEEDS, help="seeds a pack")
    parser.add_argument("--seeds", type=_range, help="from and to instead, such as 1-100")
    parser.add_argument(
        "--packs", type=_packs, default=",".join(loading.slugs()), help="with commas between"
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every draw there as well")
    parser.add_argument("--no-proof", action="store_true", help="only draw, and deal twice")
    return parser


def _range(text: str) -> tuple[int, int]:
    first, _, last = text.partition("-")
    seeds = int(first), int(last or first)
    if not 1 <= seeds[0] <= seeds[1]:
        raise argparse.ArgumentTypeError(f"{text} is no range of seeds such as 1-100")
    return seeds


def _packs(text: str) -> tuple[Pack, ...]:
    try:
        return tuple(loading.load(name) for name in text.split(","))
    except UnknownPackError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


if __name__ == "__main__":
    sys.exit(record.run("deals", main))
