"""How many plausible wrong repairs are accepted, and how many right ones are refused.

Run it with ``make repairs``. ``python -m benchmarks.repairs PACK --show`` lists each of them with
what was seen; ``--from FOLDER`` takes the repairs of ``FOLDER/PACK/repairs`` instead of the pack's
own, which is how repairs that nobody has fitted to are measured. What is disputed is counted apart,
and is in neither share. Ctrl-C ends it with what was counted so far.
"""

from __future__ import annotations

import argparse
import contextlib
import time
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from checker.packs import loading, repairs
from checker.progress import silent
from checker.prove.proof import PackTrees, finish, pack_trees, prime_mypy_cache
from checker.prove.repairs import Repaired, try_repair
from checker.prove.written_repairs import WrittenRepair, share, written_repairs
from checker.sandbox.client.patient import PatientJudge
from checker.sandbox.client.protocol import JudgeProtocol


def main() -> None:
    """Print a row for each pack, and with ``--show`` what was judged wrongly."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("packs", nargs="*", default=[])
    asked.add_argument("--from", dest="source", type=Path)
    asked.add_argument("--only", default="", help="the slug of one defect")
    asked.add_argument("--show", action="store_true")
    asked.add_argument("--sample", type=int, default=0, help="so many of each kind a pack")
    given = asked.parse_args()
    print(f"{'':14}{'wrong accepted':>18}{'right refused':>18}{'disputed':>10}{'seconds each':>14}")
    for name in given.packs or loading.slugs():
        on = pack_trees(loading.load(name))
        prime_mypy_cache(on.pack, silent)
        source = given.source / on.pack.pr.slug if given.source else on.pack.key.feature.parent
        defects = [each for each in on.pack.key.defects if given.only in {"", each.slug}]
        written = _sampled(written_repairs(on, defects, source=source), given.sample)
        disputed = sum(len(repairs.read(source, each.slug).disputed) for each in defects)
        _row(on, written, disputed, show=given.show)


def _row(on: PackTrees, written: Sequence[WrittenRepair], disputed: int, *, show: bool) -> None:
    """Try repairs and print what came of them; an interrupt prints what is known."""
    by_label = {each.label: each for each in written}
    work = [(each.label, partial(_one, on, each)) for each in written]
    counts: Counter[tuple[bool, bool]] = Counter()
    spent_s = 0.0
    with contextlib.suppress(KeyboardInterrupt):
        for label, (repaired, seconds) in finish(work):
            right = by_label[label].right
            counts[right, repaired.accepted] += 1
            spent_s += seconds
            if show and repaired.accepted is not right:
                seen = "; ".join((*repaired.unmet, *repaired.broke)) or "accepted"
                print(f"  {label}: {seen}", flush=True)
    accepted = f"{counts[False, True]} of {counts[False, True] + counts[False, False]}"
    refused = f"{counts[True, False]} of {counts[True, True] + counts[True, False]}"
    each_s = f"{spent_s / max(counts.total(), 1):.1f}"
    print(f"{on.pack.pr.slug:14}{accepted:>18}{refused:>18}{disputed:>10}{each_s:>14}", flush=True)


def _sampled(written: Sequence[WrittenRepair], size: int) -> tuple[WrittenRepair, ...]:
    """Return so many repairs of each kind; 0 is all."""
    kinds = ([each for each in written if each.right is right] for right in (True, False))
    return tuple(each for kind in kinds for each in share(kind, size or None))


def _one(on: PackTrees, each: WrittenRepair, judge: JudgeProtocol) -> tuple[Repaired, float]:
    begun = time.monotonic()
    repaired = try_repair(on, each.defect, each.fix, PatientJudge(judge) if each.right else judge)
    return repaired, time.monotonic() - begun


if __name__ == "__main__":
    main()
