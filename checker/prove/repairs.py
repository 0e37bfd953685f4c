"""What becomes of a repair: whether it mends its defect, and what it breaks beside it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from checker.checks import running
from checker.dealing.planting import plant, repair
from checker.errors import PlantingError
from checker.grading import regressions
from checker.model.key import Check, Defect, Fix
from checker.model.pack import Tree
from checker.model.result import Outcome
from checker.prove.proof import PackTrees
from checker.sandbox.client.protocol import HiddenTestRequest, JudgeProtocol
from checker.system import trees


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """How a repair came out: ``unmet`` checks of its defect, and what it ``broke`` that held.

    ``broke`` is asked only where nothing is unmet: a repair that fails its checks earns nothing.
    """

    unmet: tuple[str, ...] = ()
    broke: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether a grade would credit the repair and charge nothing for it."""
        return not self.unmet and not self.broke


@dataclass(frozen=True, slots=True, kw_only=True)
class Applied:
    """The reference with one defect, and the same after a repair."""

    flawed: Tree
    tree: Tree


def try_repair(on: PackTrees, defect: Defect, fix: Fix, judge: JudgeProtocol) -> Repaired:
    """Return how a repair of a defect planted alone comes out."""
    try:
        applied = repaired(on, defect, fix)
    except PlantingError as error:
        return Repaired(unmet=(f"does not apply: {error}",))
    unmet = unmet_checks(on, applied.tree, defect.checks, judge)
    return Repaired(unmet=unmet) if unmet else Repaired(broke=_broken(on, applied, judge))


def repaired(on: PackTrees, defect: Defect, fix: Fix) -> Applied:
    """Return the trees with a defect alone, before and after a repair.

    Raises:
        PlantingError: the repair does not apply.
    """
    flawed = plant(on.reference, [defect.planting], ruff_config=on.ruff_config).tree
    return Applied(flawed=flawed, tree=repair(flawed, fix, ruff_config=on.ruff_config))


def broken_by(on: PackTrees, defect: Defect, fix: Fix, judge: JudgeProtocol) -> tuple[str, ...]:
    """Return what a repair breaks that held with the defect alone.

    Raises:
        PlantingError: the repair does not apply.
    """
    return _broken(on, repaired(on, defect, fix), judge)


def unmet_checks(
    on: PackTrees, tree: Tree, checks: Iterable[Check], judge: JudgeProtocol
) -> tuple[str, ...]:
    """Return the evidence of the checks that do not pass on a tree."""
    checks = tuple(checks)
    checked = running.run(on.pack, tree, checks, judge)
    results = [checked.results[check] for check in checks]
    return tuple(result.evidence for result in results if result.outcome is not Outcome.PASSED)


def _broken(on: PackTrees, applied: Applied, judge: JudgeProtocol) -> tuple[str, ...]:
    """Return the hidden tests that pass on the flawed tree and no longer do, and the own tests."""
    flawed, tree = applied.flawed, applied.tree
    failed = _failed(on, tree, judge, ())
    names = tuple(name.partition("[")[0] for name in failed)
    before = _failed(on, flawed, judge, tuple(dict.fromkeys(names))) if failed else frozenset()
    own = regressions.of_own_tests(on.pack, flawed, tree, judge)
    return (*sorted(failed - before), *(each.evidence for each in own))


def _failed(
    on: PackTrees, tree: Tree, judge: JudgeProtocol, names: tuple[str, ...]
) -> frozenset[str]:
    """Return the hidden tests, of those named or of all, that do not pass on a tree."""
    with tempfile.TemporaryDirectory(prefix="messypr-tree-") as scratch:
        folder = trees.write(tree, Path(scratch))
        request = HiddenTestRequest(pack=on.pack, tree=folder, node_ids=names, every=not names)
        judgement = judge.run(request)
    return frozenset(
        each.node_id for each in judgement.results if each.outcome is not Outcome.PASSED
    )
