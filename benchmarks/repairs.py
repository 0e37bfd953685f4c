"""How many plausible wrong repairs are accepted, and how many right ones are refused.

Run it with ``make repairs``. ``python -m benchmarks.repairs PACK --show`` lists each of them with
what was seen; ``--from FOLDER`` takes the repairs of ``FOLDER/PACK/repairs`` instead of the pack's
own, which is how repairs that nobody has fitted to are measured.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeAlias

from checker.model.key import Defect, Fix
from checker.packs import loading, repairs
from checker.prove.proof import PackTrees, finish, pack_trees, prime_mypy_cache
from checker.prove.repairs import Repaired, try_repair
from checker.sandbox.client.protocol import JudgeProtocol

Trial: TypeAlias = Callable[[JudgeProtocol], Repaired]


def main() -> None:
    """Print a row for each pack, and with ``--show`` what was judged wrongly."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("packs", nargs="*", default=[])
    asked.add_argument("--from", dest="source", type=Path)
    asked.add_argument("--only", default="", help="the slug of one defect")
    asked.add_argument("--show", action="store_true")
    asked.add_argument("--sample", type=int, default=0, help="so many of each kind a pack")
    given = asked.parse_args()
    print(f"{'':14}{'wrong accepted':>18}{'right refused':>18}")
    for name in given.packs or loading.slugs():
        on = pack_trees(loading.load(name))
        prime_mypy_cache(on.pack)
        source = given.source / on.pack.pr.slug if given.source else on.pack.key.feature.parent
        work = dict(_sampled(list(_work(on, source, given.only)), given.sample))
        counts: Counter[tuple[str, bool]] = Counter()
        for label, repaired in finish(list(work.items())):
            kind = label.split(": ")[1]
            counts[kind, repaired.accepted] += 1
            if given.show and repaired.accepted is (kind == "wrong"):
                print(f"  {label}: {'; '.join((*repaired.unmet, *repaired.broke)) or 'accepted'}")
        wrong = f"{counts['wrong', True]} of {counts['wrong', True] + counts['wrong', False]}"
        right = f"{counts['right', False]} of {counts['right', True] + counts['right', False]}"
        print(f"{name:14}{wrong:>18}{right:>18}", flush=True)


def _work(
    on: PackTrees, source: Path, only: str
) -> Iterator[tuple[str, Callable[[JudgeProtocol], Repaired]]]:
    for defect in on.pack.key.defects:
        if only in {"", defect.slug}:
            written = repairs.read(source, defect.slug)
            for kind, fixes in (("right", written.right), ("wrong", written.wrong)):
                for fix in fixes:
                    yield f"{defect.slug}: {kind}: {fix.name}", partial(_one, on, defect, fix)


def _sampled(work: list[tuple[str, Trial]], size: int) -> list[tuple[str, Trial]]:
    """Return so many repairs of each kind, chosen by the hash of their names; 0 is all."""
    ranked = sorted(work, key=lambda each: hashlib.sha256(each[0].encode()).digest())
    return [
        each
        for kind in ("right", "wrong")
        for each in [one for one in ranked if one[0].split(": ")[1] == kind][: size or None]
    ]


def _one(on: PackTrees, defect: Defect, fix: Fix, judge: JudgeProtocol) -> Repaired:
    return try_repair(on, defect, fix, judge)


if __name__ == "__main__":
    main()
