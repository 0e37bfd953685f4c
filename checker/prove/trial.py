"""Plant one thing alone and tell what sees it: the cheapest questions come first."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from checker.checks import running
from checker.model.key import Check, Defect, HiddenTest
from checker.model.pack import Tree
from checker.model.result import CheckResult, Outcome
from checker.operators.catalogue import BY_NAME
from checker.operators.finding import Found
from checker.operators.pool import checks
from checker.planting import plant
from checker.prove.cleanliness import by_catch, own_tests
from checker.prove.proof import Bench
from checker.prove.remembering import Memory
from checker.sandbox.judging import Judge

AGAIN = 2  # runs after the first: what fails by chance is no proof
HANGS = 500.0  # many times what all hidden tests take, on a machine that is busy with others


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What planting something alone came to: why it is refused, and what sees it.

    ``kills`` are hidden tests that fail, ``clashes`` hand-made defects whose checks do.
    """

    slug: str
    refused: str = ""
    kills: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trying:
    """What every trial needs; ``quick`` are the hidden tests that do not run the project's own."""

    on: Bench
    quick: frozenset[str]
    memory: Memory

    def slow(self, check: Check) -> bool:
        """Return whether a check runs the project's own tests, several times."""
        return isinstance(check, HiddenTest) and check.node_id not in self.quick


def of_site(trying: Trying, site: Found, judge: Judge) -> Trial:
    """Return what planting one site of an operator comes to."""
    operator = BY_NAME[site.operator]
    defect = _planting(trying.on, site)
    tree = plant(trying.on.reference, [defect], ruff_config=trying.on.ruff_config).tree
    return _remembered(
        trying, tree, operator.name, partial(_try, trying, site, tree, judge), site.slug
    )


def of_hand_made(trying: Trying, defect: Defect, tests: tuple[str, ...], judge: Judge) -> Trial:
    """Tell which of the tests that see sites a hand-made defect fails, planted alone."""
    tree = plant(trying.on.reference, [defect], ruff_config=trying.on.ruff_config).tree

    def fails() -> Trial:
        asked = [_test(name) for name in tests]
        results = running.run(trying.on.pack, tree, asked, judge).results
        return Trial(
            slug=defect.slug,
            kills=tuple(check.node_id for check in asked if _fails(results[check])),
        )

    return _remembered(trying, tree, " ".join(tests), fails, defect.slug)


def _remembered(
    trying: Trying, tree: Tree, about: str, work: Callable[[], Trial], slug: str
) -> Trial:
    """Return a trial that was made before, or make it and keep it."""
    kept = trying.memory.recall(tree, about)
    if kept is None:
        trial = work()
        fields = {"refused": trial.refused, "kills": trial.kills, "clashes": trial.clashes}
        trying.memory.keep(tree, fields, about)
        return trial
    return Trial(
        slug=slug,
        refused=kept["refused"],
        kills=tuple(kept["kills"]),
        clashes=tuple(kept["clashes"]),
    )


def _try(trying: Trying, site: Found, tree: Tree, judge: Judge) -> Trial:
    """Tell what sees a planted site; the cheapest questions come first."""
    on, trial = trying.on, Trial(slug=site.slug)
    own = own_tests(on, tree, judge, number=6, subject=site.slug)
    if not own.holds:
        return replace(trial, refused=f"the project's own tests see it: {own.detail[:120]}")
    begun = time.monotonic()
    in_tests = site.edits[0].path.is_relative_to(on.pack.pr.tests)
    kills, marked = _failing(trying, tree, judge, runs_own=in_tests)
    if time.monotonic() - begun > HANGS:
        return replace(trial, refused="it hangs")
    refused, kills = _confirmed(trying, site, tree, judge, kills)
    if refused:
        return replace(trial, refused=refused)
    traces = [p for p in by_catch(on, tree, [], judge, number=6, subject=site.slug) if not p.holds]
    if traces:
        return replace(trial, refused=f"a linter sees it: {traces[0].detail[:120]}")
    hidden = {d.slug for d in on.pack.key.defects if set(map(_test, kills)) & set(d.checks)}
    return replace(trial, kills=kills, clashes=tuple(sorted({*marked, *hidden})))


def _confirmed(
    trying: Trying, site: Found, tree: Tree, judge: Judge, kills: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    """Return why a site is refused, or the tests that see it each time, and it alone."""
    on, lint = trying.on, checks(BY_NAME[site.operator], site, ())
    if not kills and not lint:
        return "no hidden test sees it", ()
    asked = [_test(name) for name in kills]
    sound = running.run(on.pack, on.reference, asked, judge).results if asked else {}
    asked = [check for check in asked if not _fails(sound[check])]
    for _ in range(AGAIN):
        seen = running.run(on.pack, tree, [*asked, *lint], judge).results
        asked = [check for check in asked if _fails(seen[check])]
        if not all(_fails(seen[each]) for each in lint) or not (asked or lint):
            return "it is seen now and then only", ()
    return "", tuple(check.node_id for check in asked)


def _failing(
    trying: Trying, tree: Tree, judge: Judge, *, runs_own: bool
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the hidden tests that fail, and the hand-made defects of which other checks do.

    Runs of the project's own tests are asked of changes in those tests alone: nobody else fails
    them but who fails the tests themselves.
    """
    pool = trying.on.pack.key.defects
    asked = [c for d in pool for c in d.checks if trying.slow(c) is runs_own or not _tests(c)]
    every = not runs_own and not _behaves_alike(tree, trying.on.reference)
    if not every and not runs_own:
        asked = [check for check in asked if not _tests(check)]
    found = running.run(trying.on.pack, tree, asked, judge, every_test=every)
    failed = {
        name.partition("[")[0]
        for name, result in found.tests.items()
        if result.outcome is not Outcome.PASSED
    }
    marked = [
        defect.slug
        for defect in pool
        if any(
            _fails(found.results[c])
            for c in defect.checks
            if c in found.results and not isinstance(c, HiddenTest)
        )
    ]
    return tuple(sorted(failed)), tuple(marked)


def _behaves_alike(a: Tree, b: Tree) -> bool:
    """Return whether two trees differ in comments and layout alone."""
    changed = [path for path in a if a[path] != b.get(path)]
    return all(
        path.suffix == ".py" and ast.dump(ast.parse(a[path])) == ast.dump(ast.parse(b[path]))
        for path in changed
    )


def _planting(on: Bench, site: Found) -> Defect:
    """Return a site as planting wants it: who tries it needs no words."""
    return replace(
        on.pack.key.defects[0],
        slug=site.slug,
        changes=site.edits,
        sites=(),
        imports=site.imports,
    )


def _test(node_id: str) -> HiddenTest:
    return HiddenTest(node_id=node_id)


def _tests(check: Check) -> bool:
    return isinstance(check, HiddenTest)


def _fails(result: CheckResult) -> bool:
    return result.outcome is not Outcome.PASSED
