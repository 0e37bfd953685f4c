"""Try the sites of operators in packs, write their lock files, and say what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from checker import library
from checker.model.key import Pack
from checker.operators import lock
from checker.prove.admission import Admission, admit
from checker.rounds.folder import write_whole
from cli.output import counted, document, say
from cli.progress import shown

MOST_SURVIVORS = 40


def admit_all(names: Sequence[str], *, as_json: bool) -> int:
    """Admit the sites of some packs; a lock is written when all of its sites were tried."""
    results: dict[str, Admission] = {}
    for name in names:
        pack = library.load(name)
        with shown(f"admitting {name}") as progress:
            results[name] = admit(pack, progress=progress)
        write_whole(lock_of(pack), lock.dump(results[name].lock).encode())
        if not as_json:
            say(summary(name, results[name]))
    if as_json:
        document("admission", {"packs": {n: _fields(a) for n, a in results.items()}})
    return 0


def lock_of(pack: Pack) -> Path:
    """Return where the lock file of a pack stands."""
    return pack.key.feature.parent / lock.NAME


def summary(name: str, admission: Admission) -> str:
    """Return what came of it as lines: how many were admitted, and why others were not."""
    tried, admitted = len(admission.trials), len(admission.lock.admitted)
    fresh = sum(each.site.fresh for each in admission.lock.admitted)
    lines = [f"{name}: {counted(admitted, 'site')} of {tried} admitted, {fresh} in new lines"]
    lines += [f"  {n:>4}  {reason}" for reason, n in admission.refusals.most_common()]
    survivors = [t.slug for t in admission.trials if t.refused == "no hidden test sees it"]
    lines += [f"        {slug}" for slug in survivors[:MOST_SURVIVORS]]
    return "\n".join(lines)


def _fields(admission: Admission) -> dict[str, object]:
    return {
        "tried": len(admission.trials),
        "admitted": [each.site.slug for each in admission.lock.admitted],
        "refused": {t.slug: t.refused for t in admission.trials if t.refused},
    }
