"""Plant one thing alone and find out what sees it; the cheapest questions come first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from checker.checks import running
from checker.dealing.planting import plant
from checker.model.key import Check, Defect, HiddenTest
from checker.model.pack import Tree
from checker.model.result import CheckResult, Outcome
from checker.operators.catalogue import BY_NAME
from checker.operators.finding import OperatorSite
from checker.operators.lock import Admitted
from checker.operators.operator import Operator
from checker.operators.pool import checks
from checker.prove.cleanliness import by_catch, own_tests
from checker.prove.failing import TooManyHangsError, TrialContext
from checker.prove.proof import PackTrees
from checker.sandbox.client.protocol import JudgeProtocol
from checker.system import trees
from checker.system.result_cache import MISSING

UNSEEN = "no hidden test sees it"
HANGS = "it hangs"
MAX_LOST_TESTS = 20  # tests without an answer: at their deadline, or from a dead player
REPEAT_RUNS = 2  # after the first run: a test that fails by chance proves nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """The result of planting something alone: why it is refused, and what sees it.

    ``kills`` are hidden tests that fail, ``clashes`` hand-made defects whose checks fail. Where no
    hidden test sees it, ``asked`` are those that were run.
    """

    slug: str
    refused: str = ""
    kills: tuple[str, ...] = ()
    clashes: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


def try_site(trying: TrialContext, site: OperatorSite, judge: JudgeProtocol) -> Trial:
    """Return the result of planting one site of an operator; the cheapest questions come first."""
    on, trial = trying.on, Trial(slug=site.slug)
    tree = plant(on.reference, [site.planting], ruff_config=on.ruff_config).tree
    if broken := trying.kept(tree, "own tests", lambda: _broken_tests(on, tree, judge)):
        return replace(trial, refused=f"the project's own tests see it: {broken[0]}")
    asked = _asked(trying, site, tree)
    hanging = [f"hanging {trying.tests.state_of(asked)}", trees.digest(tree)]
    if trying.cache.find(hanging) is not MISSING:
        return replace(trial, refused=HANGS)
    try:
        kills = trying.failing(asked, tree, judge, most_lost=MAX_LOST_TESTS)
    except TooManyHangsError:
        trying.cache.keep(hanging, HANGS)
        return replace(trial, refused=HANGS)
    sure = _sure(trying, site, tree, kills, judge)
    if refused := _not_seen(BY_NAME[site.operator], kills, sure):
        unseen = tuple(sorted(asked)) if refused == UNSEEN else ()
        return replace(trial, refused=refused, asked=unseen)
    if seen := trying.kept(tree, "linters", lambda: _traces(on, tree, judge)):
        return replace(trial, refused=f"a linter sees it: {seen[0]}")
    kills &= frozenset(sure)
    killing = {HiddenTest(node_id=name) for name in kills}
    clashes = {d.slug for d in on.pack.key.defects if killing & set(d.checks)}
    clashes.update(trying.kept(tree, _other_checks(on), lambda: _marked(on, tree, judge)))
    return replace(trial, kills=tuple(sorted(kills)), clashes=tuple(sorted(clashes)))


def try_hand_made(
    trying: TrialContext,
    defect: Defect,
    tests: frozenset[str],
    judge: JudgeProtocol,
    *,
    alone: bool = False,
) -> Trial:
    """Return which of the tests that see sites a hand-made defect fails, planted alone.

    Asked are all quick tests, unless these ``alone`` are wanted: an answer that is kept then does
    not change with every site that is admitted.
    """
    on = trying.on
    tree = plant(on.reference, [defect.planting], ruff_config=on.ruff_config).tree
    quick = trying.tests.quick & tests if alone else trying.tests.quick
    asked = trying.reach.noticing(quick, tree)
    if any(change.path.is_relative_to(on.pack.pr.tests) for change in defect.changes):
        asked |= tests - trying.tests.quick
    failed = trying.failing(asked, tree, judge)
    return Trial(slug=defect.slug, kills=tuple(sorted(failed & tests)))


def try_clash(
    trying: TrialContext, admitted: Admitted, defect: Defect, judge: JudgeProtocol
) -> Trial:
    """Return whether checks of a hand-made defect fail on an admitted site, planted alone."""
    on, site = trying.on, admitted.site
    clash = Trial(slug=site.slug, clashes=(defect.slug,))
    tree = plant(on.reference, [site.planting], ruff_config=on.ruff_config).tree
    own = frozenset(c.node_id for c in defect.checks if isinstance(c, HiddenTest))
    if own & {*admitted.kills}:
        return clash
    asked = trying.reach.noticing(own & trying.tests.quick, tree)
    if site.edits[0].path.is_relative_to(on.pack.pr.tests):
        asked = own - trying.tests.quick
    if asked and trying.failing(asked, tree, judge):
        return clash
    others = [check for check in defect.checks if not isinstance(check, HiddenTest)]
    results = running.run(on.pack, tree, others, judge).results if others else {}
    return clash if any(map(_fails, results.values())) else Trial(slug=site.slug)


def _asked(trying: TrialContext, site: OperatorSite, tree: Tree) -> frozenset[str]:
    """Return the hidden tests that a planted site could fail.

    Runs of the project's own tests are only asked about changes in those tests: only a change
    that breaks the project's own tests can fail them.
    """
    on = trying.on
    if not site.edits[0].path.is_relative_to(on.pack.pr.tests):
        return _quick(trying, tree)
    checks_ = (check for defect in on.pack.key.defects for check in defect.checks)
    return frozenset(c.node_id for c in checks_ if isinstance(c, HiddenTest)) - trying.tests.quick


def _quick(trying: TrialContext, tree: Tree) -> frozenset[str]:
    """Return the hidden tests that can notice the change, without runs of the own tests."""
    return trying.reach.noticing(trying.tests.quick, tree)


def _sure(
    trying: TrialContext,
    site: OperatorSite,
    tree: Tree,
    kills: frozenset[str],
    judge: JudgeProtocol,
) -> list[str]:
    """Return the checks that fail each time and pass on the reference, by name."""
    on, lint = trying.on, checks(BY_NAME[site.operator], site, ())

    def again() -> list[str]:
        asked: list[Check] = [*(HiddenTest(node_id=name) for name in sorted(kills)), *lint]
        sound = running.run(on.pack, on.reference, asked, judge).results
        asked = [check for check in asked if not _fails(sound[check])]
        for _ in range(REPEAT_RUNS):
            seen = running.run(on.pack, tree, asked, judge).results
            asked = [check for check in asked if _fails(seen[check])]
        return [_name(check) for check in asked]

    if not kills and not lint:
        return []
    return trying.kept(tree, f"again {site.operator} {trying.tests.state_of(kills)}", again)


def _not_seen(operator: Operator, kills: frozenset[str], sure: list[str]) -> str:
    """Return why the failing checks of a site are not enough."""
    if not kills and not operator.lint:
        return UNSEEN
    unseen = operator.lint and f"ruff {operator.lint}" not in sure
    return "it is seen only sometimes" if unseen or not sure else ""


def _broken_tests(on: PackTrees, tree: Tree, judge: JudgeProtocol) -> list[str]:
    proof = own_tests(on, tree, judge, number=6, subject="")
    return [] if proof.holds else [proof.detail[:120]]


def _traces(on: PackTrees, tree: Tree, judge: JudgeProtocol) -> list[str]:
    proofs = by_catch(on, tree, [], number=6, subject="", tools=judge.tools)
    return [proof.detail[:120] for proof in proofs if not proof.holds]


def _other_checks(on: PackTrees) -> str:
    """Return a text that identifies all checks of the key that are no hidden tests."""
    key = trees.read(on.pack.key.feature.parent)
    tests = PurePosixPath(on.pack.key.tests.name)
    ours = {path: text for path, text in key.items() if not path.is_relative_to(tests)}
    return f"marks {trees.digest({p: t for p, t in ours.items() if p.suffix == '.py'})}"


def _marked(on: PackTrees, tree: Tree, judge: JudgeProtocol) -> list[str]:
    """Return the hand-made defects with failing checks that are no hidden tests."""
    mine = {
        defect.slug: [c for c in defect.checks if not isinstance(c, HiddenTest)]
        for defect in on.pack.key.defects
    }
    results = running.run(on.pack, tree, [c for each in mine.values() for c in each], judge).results
    return [slug for slug, each in mine.items() if any(_fails(results[check]) for check in each)]


def _name(check: Check) -> str:
    return check.node_id if isinstance(check, HiddenTest) else f"ruff {getattr(check, 'code', '')}"


def _fails(result: CheckResult) -> bool:
    return result.outcome is not Outcome.PASSED
