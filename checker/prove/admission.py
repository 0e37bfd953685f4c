"""Admit sites of operators: each is planted alone, and a hidden test must fail on it.

The result of a site is kept beside mypy's caches under the digest of everything that decides it, so
that interrupted work continues where it stopped, and a new operator costs only its own sites.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from checker.model.key import Pack
from checker.operators import lock
from checker.operators.catalogue import BY_NAME, OPERATORS
from checker.operators.finding import OperatorSite, find
from checker.operators.lock import Admitted, Lock
from checker.operators.operator import Operator
from checker.progress import Progress, silent
from checker.prove import reach, trial
from checker.prove.failing import TrialContext, hidden_tests
from checker.prove.proof import finish, pack_trees, with_mypy_cache
from checker.prove.trial import Trial
from checker.prove.trial_cache import trial_cache
from checker.rules.rule import Category
from checker.sandbox.client.judge import Judge
from checker.sandbox.client.protocol import JudgeProtocol

SITES, JUDGES = 6, 10
"""How many sites are tried at once, and how many judges they share: many tests wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """The trials of all sites of a pack, and the lock that results from them."""

    sites: tuple[OperatorSite, ...]
    trials: tuple[Trial, ...]
    lock: Lock

    @property
    def refusals(self) -> Counter[str]:
        """How many sites were refused, by reason."""
        return Counter(t.refused.partition(":")[0] for t in self.trials if t.refused)


def admit(
    pack: Pack,
    *,
    operators: Iterable[Operator] = OPERATORS,
    again: bool = False,
    progress: Progress = silent,
) -> Admission:
    """Try every site of every operator in a pack and return which of them may be drawn.

    Args:
        pack: The pack; nothing of it is written.
        operators: Those to try.
        again: Try again what was tried before.
        progress: Told after each trial.
    """
    on = with_mypy_cache(pack)
    sites = find(pack.pr, on.base, on.reference, operators)
    with Judge() as judge:
        tests = hidden_tests(pack.key.tests, judge.collect(pack))
    cache = trial_cache(pack, "operators", again=again)
    seen = reach.reach_of(on, tests.quick, cache, progress)
    trying = TrialContext(on=on, tests=tests, reach=seen, cache=cache)
    # A hanging site takes minutes: start the likeliest ones first.
    order = sorted(sites, key=lambda s: BY_NAME[s.operator].rule.category is not Category.ASYNC)
    done = _all_of("sites", {s.slug: partial(trial.try_site, trying, s) for s in order}, progress)
    admitted = tuple(
        Admitted(site=site, kills=tried.kills, clashes=tried.clashes)
        for site in sites
        if not (tried := done[site.slug]).refused
    )
    seeing = tuple(sorted({kill for each in admitted for kill in each.kills}))
    jobs = {d.slug: partial(trial.try_hand_made, trying, d, seeing) for d in pack.key.defects}
    hand_made = {name: tried.kills for name, tried in _all_of("defects", jobs, progress).items()}
    return Admission(
        sites=sites,
        trials=tuple(done[site.slug] for site in sites),
        lock=Lock(
            admitted=admitted,
            hand_made=hand_made,
            survivors=tuple(s.slug for s in sites if done[s.slug].refused == trial.UNSEEN),
        ),
    )


def _all_of(
    what: str, jobs: Mapping[str, Callable[[JudgeProtocol], Trial]], progress: Progress
) -> dict[str, Trial]:
    """Run the jobs and return their trials by name."""
    done: dict[str, Trial] = {}
    progress(f"trying {what}", 0, len(jobs))
    for count, (name, tried) in enumerate(
        finish(list(jobs.items()), workers=SITES, judges=JUDGES), 1
    ):
        done[name] = tried
        progress(f"trying {what}", count, len(jobs))
    return done


def stale(pack: Pack, tests: Iterable[str]) -> list[str]:
    """Return what in the lock of a pack is no longer true; ``tests`` are the hidden tests.

    Sites that were never tried do not matter: they are not drawn.
    """
    on = pack_trees(pack)
    known = lock.read(pack.key.feature.parent)
    if not known.admitted:
        return []
    there = {site.slug: site for site in find(pack.pr, on.base, on.reference)}
    names = {each.partition("[")[0] for each in tests}
    planted_otherwise = [a for a in known.admitted if there.get(a.site.slug) != a.site]
    words = [f"{a.site.slug} is not planted like this any more" for a in planted_otherwise]
    words += [
        f"{each.site.slug}: there is no hidden test {kill}"
        for each in known.admitted
        for kill in each.kills
        if kill not in names
    ]
    if set(known.hand_made) != {defect.slug for defect in pack.key.defects}:
        words.append("the hand-made defects are others now")
    return words
