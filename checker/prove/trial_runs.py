"""Run many trials of a pack, and keep what the lock says of hand-made defects up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from checker.operators.lock import Lock
from checker.progress import Progress
from checker.prove import reach, trial
from checker.prove.failing import TrialContext
from checker.prove.hidden_tests import hidden_tests
from checker.prove.proof import PackTrees, finish, prime_mypy_cache
from checker.prove.trial import Trial
from checker.prove.trial_cache import trial_cache
from checker.sandbox.client.judge import Judge
from checker.sandbox.client.protocol import JudgeProtocol

SITES, JUDGES = 6, 10
"""How many sites are tried at once, and how many judges they share: many tests wait."""


def ready(
    on: PackTrees, progress: Progress, *, again: bool = False, trace: Iterable[str] | None = None
) -> TrialContext:
    """Return what trials need; only the hidden tests to ``trace``, by default all, are traced."""
    pack = on.pack
    prime_mypy_cache(pack, progress)
    progress("collecting hidden tests", 0, 0)
    with Judge() as judge:
        tests = hidden_tests(pack.key.tests, judge.collect(pack))
    cache = trial_cache(pack, "operators", again=again)
    names = tests.quick if trace is None else tests.quick & {*trace}
    seen = reach.reach_of(on, tests, names, cache, progress)
    return TrialContext(on=on, tests=tests, reach=seen, cache=cache)


def hand_made_rows(
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
    trials = all_of("defects", jobs, progress)
    rows = {}
    for defect in trying.on.pack.key.defects:
        fails = {*known.hand_made.get(defect.slug, ())} & seeing
        if defect.slug in trials:
            fails |= {*trials[defect.slug].kills}
        rows[defect.slug] = tuple(sorted(fails))
    return rows


def all_of(
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
