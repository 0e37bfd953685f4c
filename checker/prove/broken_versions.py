"""Proof 13: a version that does hardly anything passes no hidden test that asks for more."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path

from checker.dealing.planting import repair
from checker.errors import PlantingError
from checker.model.key import HiddenTest, Pack
from checker.model.result import Outcome
from checker.packs import broken_versions
from checker.packs.broken_versions import BrokenVersion
from checker.prove.proof import PackTrees, Proof, Work
from checker.sandbox.client.protocol import HiddenTestRequest, JudgeProtocol
from checker.system import trees


def work_of_broken_versions(on: PackTrees) -> Iterable[Work]:
    """Yield the proof about each broken version of a pack's feature."""
    for version in broken_versions.read(on.pack.key.feature.parent):
        yield f"broken version: {version.change.name}", partial(prove_broken_version, on, version)


def prove_broken_version(
    on: PackTrees, version: BrokenVersion, judge: JudgeProtocol
) -> Sequence[Proof]:
    """Prove that every hidden test fails on a version that asks for what it does not do."""
    named = _named(on.pack)
    about = version.passes | version.fails
    if unknown := sorted(about - named):
        return [_proof(version, f"no check names {', '.join(unknown)}")]
    try:
        tree = repair(on.reference, version.change, ruff_config=on.ruff_config)
    except PlantingError as error:
        return [_proof(version, str(error))]
    asked = version.fails or named - version.passes
    with tempfile.TemporaryDirectory(prefix="messypr-tree-") as scratch:
        folder = trees.write(tree, Path(scratch))
        request = HiddenTestRequest(pack=on.pack, tree=folder, node_ids=tuple(sorted(asked)))
        results = judge.run(request).results
    failed = {r.node_id.partition("[")[0] for r in results if r.outcome is not Outcome.PASSED}
    gaining = sorted(asked - failed)
    return [_proof(version, f"passes on it: {', '.join(gaining)}" if gaining else "")]


def _named(pack: Pack) -> frozenset[str]:
    """Return the hidden tests that checks name."""
    checks = (check for defect in pack.key.defects for check in defect.checks)
    return frozenset(check.node_id for check in checks if isinstance(check, HiddenTest))


def _proof(version: BrokenVersion, fault: str) -> Proof:
    return Proof(number=13, subject=version.change.name, holds=not fault, detail=fault)
