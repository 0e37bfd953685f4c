"""Try the sites of operators in packs, write their lock files, and say what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checker.model.key import Pack
from checker.operators import lock
from checker.operators.survivors import NAME, unexplained
from checker.packs import loading
from checker.prove.admission import Admission, admit
from checker.system.files import write_whole
from cli.output.progress import shown_progress
from cli.output.say import counted, print_json, print_result

MAX_SURVIVORS_SHOWN = 40


def admit_all(names: Sequence[str], *, as_json: bool) -> int:
    """Admit the sites of some packs; a lock is written when all of its sites were tried."""
    results: dict[str, Admission] = {}
    for name in names:
        pack = loading.load(name)
        with shown_progress(f"admitting {name}") as progress:
            results[name] = admit(pack, progress=progress)
        write_whole(lock_of(pack), lock.dump(results[name].lock).encode())
        if not as_json:
            print_result(summary(name, results[name], pack.key.feature.parent))
    if as_json:
        print_json("admission", {"packs": {n: _fields(a) for n, a in results.items()}})
    return 0


def lock_of(pack: Pack) -> Path:
    """Return where the lock file of a pack stands."""
    return pack.key.feature.parent / lock.NAME


def summary(name: str, admission: Admission, folder: Path) -> str:
    """Return what came of it as lines: how many were admitted, and why others were not.

    Survivors are named that the key in ``folder`` does not explain.
    """
    tried, admitted = len(admission.trials), len(admission.lock.admitted)
    fresh = sum(each.site.fresh for each in admission.lock.admitted)
    lines = [f"{name}: {counted(admitted, 'site')} of {tried} admitted, {fresh} in new lines"]
    lines += [f"  {n:>4}  {reason}" for reason, n in admission.refusals.most_common()]
    survivors = unexplained(admission.lock.survivors, folder)
    if survivors:
        lines.append(f"{counted(len(survivors), 'survivor')} without a word in {NAME}")
    lines += [f"        {slug}" for slug in survivors[:MAX_SURVIVORS_SHOWN]]
    return "\n".join(lines)


def _fields(admission: Admission) -> dict[str, object]:
    return {
        "tried": len(admission.trials),
        "admitted": [each.site.slug for each in admission.lock.admitted],
        "refused": {t.slug: t.refused for t in admission.trials if t.refused},
        "survivors": [
            {
                "slug": site.slug,
                "edits": [
                    {"path": str(e.path), "clean": e.clean, "flawed": e.flawed} for e in site.edits
                ],
            }
            for site in admission.sites
            if site.slug in admission.lock.survivors
        ],
    }
