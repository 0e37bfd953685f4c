"""Admit sites of operators: each is planted alone, and a hidden test must fail on it.

The result of a site is kept beside mypy's caches under the digest of everything that decides it, so
that interrupted work continues where it stopped, and a new operator costs only its own sites.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial

from checker.errors import PackError
from checker.model.key import Defect, HiddenTest, Pack
from checker.operators import lock
from checker.operators.catalogue import BY_NAME, OPERATORS
from checker.operators.finding import OperatorSite, find
from checker.operators.lock import Admitted, Lock
from checker.operators.operator import Operator
from checker.progress import Progress, silent
from checker.prove import reach, trial
from checker.prove.failing import TrialContext
from checker.prove.hidden_tests import hidden_tests
from checker.prove.proof import finish, pack_trees, prime_mypy_cache
from checker.prove.trial import Trial
from checker.prove.trial_cache import trial_cache
from checker.prove.unfinished import TODO, unfinished
from checker.rules.rule import Category
from checker.sandbox.client.judge import Judge
from checker.sandbox.client.protocol import JudgeProtocol

SITES, JUDGES = 6, 10
"""How many sites are tried at once, and how many judges they share: many tests wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """The trials of some sites of a pack, and its whole lock that comes of them."""

    sites: tuple[OperatorSite, ...]
    trials: tuple[Trial, ...]
    lock: Lock

    @property
    def admitted(self) -> tuple[Admitted, ...]:
        """Those of the sites tried that may be drawn."""
        tried = {site.slug for site in self.sites}
        return tuple(each for each in self.lock.admitted if each.site.slug in tried)

    @property
    def survivors(self) -> tuple[str, ...]:
        """Those of the sites tried that no hidden test sees."""
        return tuple(t.slug for t in self.trials if t.refused == trial.UNSEEN)

    @property
    def refusals(self) -> Counter[str]:
        """How many sites were refused, by reason."""
        return Counter(t.refused.partition(":")[0] for t in self.trials if t.refused)


def admit(
    pack: Pack,
    *,
    operators: Iterable[Operator] = OPERATORS,
    sites: Iterable[str] = ("*",),
    again: bool = False,
    progress: Progress = silent,
) -> Admission:
    """Try sites of operators in a pack and return which of them may be drawn.

    Where not all sites are tried, the lock says of the others what it says today. A hand-made
    defect is then tried only on hidden tests of which the lock says nothing yet.

    Args:
        pack: The pack; nothing of it is written.
        operators: Those to try.
        sites: Patterns, with ``*``, of the slugs to try.
        again: Try again what was tried before.
        progress: Told after each trial.

    Raises:
        PackError: one of the operators is not finished.
    """
    wanted, patterns = {each.name for each in operators}, tuple(sites)
    for name in wanted:
        if todo := unfinished(BY_NAME[name]):
            file = BY_NAME[name].sites.__module__.replace(".", "/")
            raise PackError(f"{file}.py: still says {TODO} in {todo}")
    known = lock.read(pack.key.feature.parent)

    def asked(slug: str) -> bool:
        of = any(slug.startswith(f"{name}-in-") for name in wanted)
        return of and any(fnmatchcase(slug, pattern) for pattern in patterns)

    trying = _ready(pack, progress, again=again)
    everything = find(pack.pr, trying.on.base, trying.on.reference)
    tried = tuple(site for site in everything if asked(site.slug))
    trials = _try_sites(trying, tried, progress)
    new = Lock(
        admitted=_admitted(tried, trials),
        hand_made={},
        survivors=tuple(s.slug for s in tried if trials[s.slug].refused == trial.UNSEEN),
    )
    made = lock.merged(known, new, asked, [site.slug for site in everything])
    kept = known if len(tried) < len(everything) else Lock(admitted=(), hand_made={})
    made = replace(made, hand_made=_hand_made(trying, kept, made, progress))
    return Admission(sites=tried, trials=tuple(trials[s.slug] for s in tried), lock=made)


def admit_defect(pack: Pack, defect: Defect, *, progress: Progress = silent) -> Lock:
    """Return the lock of a pack with one hand-made defect tried anew, and no site.

    That is what a new or a changed hand-made defect needs: the hidden tests that see sites are
    run on it, and its own checks on each admitted site, as a deal cannot have both where they
    fail.
    """
    known = lock.read(pack.key.feature.parent)
    names = [check.node_id for check in defect.checks if isinstance(check, HiddenTest)]
    trying = _ready(pack, progress, trace=names)
    others = {name: kills for name, kills in known.hand_made.items() if name != defect.slug}
    rows = _hand_made(trying, replace(known, hand_made=others), known, progress)
    jobs = {
        each.site.slug: partial(trial.try_clash, trying, each, defect) for each in known.admitted
    }
    clashing = _all_of("sites", jobs, progress)
    admitted = tuple(
        replace(each, clashes=_with(each.clashes, defect.slug, clashing[each.site.slug].clashes))
        for each in known.admitted
    )
    return replace(known, admitted=admitted, hand_made=rows)


def _ready(
    pack: Pack, progress: Progress, *, again: bool = False, trace: Iterable[str] | None = None
) -> TrialContext:
    """Return what trials need; only the hidden tests to ``trace``, by default all, are traced."""
    on = pack_trees(pack)
    prime_mypy_cache(pack)
    with Judge() as judge:
        tests = hidden_tests(pack.key.tests, judge.collect(pack))
    cache = trial_cache(pack, "operators", again=again)
    names = tests.quick if trace is None else tests.quick & {*trace}
    seen = reach.reach_of(on, tests, names, cache, progress)
    return TrialContext(on=on, tests=tests, reach=seen, cache=cache)


def _try_sites(
    trying: TrialContext, sites: Iterable[OperatorSite], progress: Progress
) -> dict[str, Trial]:
    # One that hangs takes minutes, so that what is most likely to is begun first.
    order = sorted(sites, key=lambda s: BY_NAME[s.operator].rule.category is not Category.ASYNC)
    return _all_of("sites", {s.slug: partial(trial.try_site, trying, s) for s in order}, progress)


def _admitted(sites: Iterable[OperatorSite], trials: Mapping[str, Trial]) -> tuple[Admitted, ...]:
    return tuple(
        Admitted(site=site, kills=trials[site.slug].kills, clashes=trials[site.slug].clashes)
        for site in sites
        if not trials[site.slug].refused
    )


def _hand_made(
    trying: TrialContext, known: Lock, made: Lock, progress: Progress
) -> dict[str, tuple[str, ...]]:
    """Return which of the hidden tests that see sites each hand-made defect fails.

    What ``known`` says is not tried again.
    """
    seeing = {kill for each in made.admitted for kill in each.kills}
    old = {kill for each in known.admitted for kill in each.kills}
    jobs: dict[str, Callable[[JudgeProtocol], Trial]] = {}
    for defect in trying.on.pack.key.defects:
        if defect.slug not in known.hand_made:
            jobs[defect.slug] = partial(trial.try_hand_made, trying, defect, frozenset(seeing))
        elif new := frozenset(seeing - old):
            asked = partial(trial.try_hand_made, trying, defect, new, alone=True)
            jobs[defect.slug] = asked
    trials = _all_of("defects", jobs, progress)
    rows = {}
    for defect in trying.on.pack.key.defects:
        fails = {*known.hand_made.get(defect.slug, ())} & seeing
        if defect.slug in trials:
            fails |= {*trials[defect.slug].kills}
        rows[defect.slug] = tuple(sorted(fails))
    return rows


def _with(clashes: tuple[str, ...], slug: str, found: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted({*clashes} - {slug} | {*found}))


def _all_of(
    what: str, jobs: Mapping[str, Callable[[JudgeProtocol], Trial]], progress: Progress
) -> dict[str, Trial]:
    """Run the jobs and return their trials by name."""
    done: dict[str, Trial] = {}
    if not jobs:
        return done
    progress(f"trying {what}", 0, len(jobs))
    for count, (name, tried) in enumerate(
        finish(list(jobs.items()), workers=SITES, judges=JUDGES), 1
    ):
        done[name] = tried
        progress(f"trying {what}", count, len(jobs))
    return done
