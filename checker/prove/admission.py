"""Admit sites of operators: each is planted alone, and a hidden test must fail on it.

The result of a site is kept beside mypy's caches under the digest of everything that decides it, so
that interrupted work continues where it stopped, and a new operator costs only its own sites.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from functools import partial

from checker.errors import PackError
from checker.model.key import Pack
from checker.operators import lock
from checker.operators.catalogue import BY_NAME, OPERATORS
from checker.operators.finding import OperatorSite, find
from checker.operators.lock import Admitted, Lock
from checker.operators.operator import Operator
from checker.progress import Progress, silent
from checker.prove import trial
from checker.prove.author_faults import refuse_faults
from checker.prove.failing import TrialContext
from checker.prove.proof import pack_trees
from checker.prove.trial import Trial
from checker.prove.trial_runs import all_of, hand_made_rows, ready
from checker.prove.unfinished import unfinished_operator
from checker.rules.rule import Category


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which sites are to be tried: those of some operators whose slug fits one of the patterns."""

    operators: frozenset[str]
    patterns: tuple[str, ...]

    def __call__(self, slug: str) -> bool:
        """Return whether a site, by its slug, is to be tried."""
        of = any(slug.startswith(f"{name}-in-") for name in self.operators)
        return of and any(fnmatchcase(slug, pattern) for pattern in self.patterns)


def admit(
    pack: Pack,
    *,
    operators: Iterable[Operator] = OPERATORS,
    sites: Iterable[str] = ("*",),
    again: bool = False,
    progress: Progress = silent,
) -> Admission:
    """Try sites of operators in a pack and return which of them may be drawn.

    Only sites of these ``operators`` are tried whose slugs fit a pattern of ``sites``, and with
    ``again`` also what was tried before. Of all other sites the lock keeps what it says today; a
    hand-made defect is then tried only on hidden tests of which the lock says nothing yet. Nothing
    of the pack is written.

    Raises:
        PackError: one of the operators is not finished, or reading the key shows a fault.
    """
    operators = _finished(operators)
    asked = Asked(operators=frozenset(e.name for e in operators), patterns=tuple(sites))
    progress("looking for sites", 0, 0)
    on, known = pack_trees(pack), lock.read(pack.key.feature.parent)
    gone, nothing = any(map(asked, _slugs(known))), Admission(sites=(), trials=(), lock=known)
    if not gone and not find(pack.pr, on.base, on.reference, operators):
        return nothing  # to search for few operators takes less time than to name every site
    everything = find(pack.pr, on.base, on.reference)
    tried = tuple(site for site in everything if asked(site.slug))
    if not gone and not tried:
        return nothing
    progress("reading the key", 0, 0)
    refuse_faults(on)
    trying = ready(on, progress, again=again)
    trials = _try_sites(trying, tried, progress)
    made = lock.merged(known, _locked(tried, trials), asked, [site.slug for site in everything])
    kept = known if len(tried) < len(everything) else Lock(admitted=(), hand_made={})
    made = replace(made, hand_made=hand_made_rows(trying, kept, made, progress))
    return Admission(sites=tried, trials=tuple(trials[s.slug] for s in tried), lock=made)


def _locked(tried: Sequence[OperatorSite], trials: Mapping[str, Trial]) -> Lock:
    """Return what a lock says of the sites that were tried."""
    return Lock(
        admitted=_admitted(tried, trials),
        hand_made={},
        survivors=tuple(s.slug for s in tried if trials[s.slug].refused == trial.UNSEEN),
    )


def _finished(operators: Iterable[Operator]) -> tuple[Operator, ...]:
    """Return operators, all of which must be finished."""
    operators = tuple(operators)
    for each in operators:
        if todo := unfinished_operator(each):
            raise PackError(todo)
    return operators


def _slugs(known: Lock) -> tuple[str, ...]:
    return (*(each.site.slug for each in known.admitted), *known.survivors)


def _try_sites(
    trying: TrialContext, sites: Iterable[OperatorSite], progress: Progress
) -> dict[str, Trial]:
    # A site that hangs takes minutes: the likeliest ones are begun first.
    order = sorted(sites, key=lambda s: BY_NAME[s.operator].rule.category is not Category.ASYNC)
    return all_of("sites", {s.slug: partial(trial.try_site, trying, s) for s in order}, progress)


def _admitted(sites: Iterable[OperatorSite], trials: Mapping[str, Trial]) -> tuple[Admitted, ...]:
    return tuple(
        Admitted(site=site, kills=trials[site.slug].kills, clashes=trials[site.slug].clashes)
        for site in sites
        if not trials[site.slug].refused
    )
