"""Proofs 11 and 12: deleted code is no fix, right fixes pass and wrong ones do not."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from checker.dealing.planting import fault_of_fix, plant, repair
from checker.errors import PlantingError
from checker.model.key import AddFile, Anchor, Defect, Fix, HiddenTest
from checker.model.pack import Tree
from checker.packs import repairs
from checker.prove.proof import PackTrees, Proof
from checker.prove.repairs import unmet_checks
from checker.prove.unfinished import file_of, finished
from checker.rules.rule import Category
from checker.sandbox.client.patient import PatientJudge
from checker.sandbox.client.protocol import JudgeProtocol

NONSENSE = "zqx1"
MOVED = "moved_as_it_is"
MIN_RIGHT_FIXES = 2


def prove_fixes(bench: PackTrees, defect: Defect, judge: JudgeProtocol) -> Sequence[Proof]:
    """Prove that a defect's right fixes pass its checks and that its wrong fixes fail one."""
    return [
        prove_number(defect),
        *(
            prove_fix(bench, defect, fix, judge)
            for fix in filter(finished, (*defect.right_fixes, *defect.wrong_fixes))
        ),
    ]


def prove_number(defect: Defect) -> Proof:
    """Prove that a defect has right fixes and wrong ones."""
    right, wrong = ([*filter(finished, f)] for f in (defect.right_fixes, defect.wrong_fixes))
    return Proof(
        number=12,
        subject=f"{defect.slug}: fixes",
        holds=len(right) >= MIN_RIGHT_FIXES and bool(wrong),
        detail=f"{len(right)} right and {len(wrong)} wrong, of {MIN_RIGHT_FIXES} and 1 it needs",
    )


def prove_repairs(bench: PackTrees, defect: Defect, judge: object = None) -> Sequence[Proof]:
    """Prove that a defect has enough repairs by others, and that each can be applied to it.

    ``make repairs`` measures how many right ones are accepted and wrong ones refused.
    """
    del judge
    name = f"solutions/{bench.pack.pr.slug}/{repairs.FOLDER}/{defect.slug}.toml"
    found = repairs.read(bench.pack.key.feature.parent, defect.slug)
    right, wrong = ([*filter(finished, each)] for each in (found.right, found.wrong))
    faults = []
    if len(right) < repairs.FEWEST_RIGHT or len(wrong) < repairs.FEWEST_WRONG:
        faults.append(
            f"{len(right)} right and {len(wrong)} wrong repairs, of "
            f"{repairs.FEWEST_RIGHT} and {repairs.FEWEST_WRONG} that it needs"
        )
    flawed = plant(bench.reference, [defect.planting], ruff_config=bench.ruff_config).tree
    faults += [
        f"{fix.name!r}: {fault}" for fix in (*right, *wrong) if (fault := fault_of_fix(flawed, fix))
    ]
    detail = f"{name}: {'; '.join(faults)}" if faults else ""
    return [Proof(number=12, subject=f"{defect.slug}: repairs", holds=not faults, detail=detail)]


def prove_fix(bench: PackTrees, defect: Defect, fix: Fix, judge: JudgeProtocol) -> Proof:
    """Prove that one fix passes the defect's checks if it is a right one, and else fails one."""
    right = any(fix is each for each in defect.right_fixes)
    subject = f"{defect.slug}: {'right' if right else 'wrong'}: {fix.name}"
    flawed = plant(bench.reference, [defect.planting], ruff_config=bench.ruff_config).tree
    try:
        tree = repair(flawed, fix, ruff_config=bench.ruff_config)
    except PlantingError as error:
        detail = f"{file_of(bench.pack, defect)}: {error}"
        return Proof(number=12, subject=subject, holds=False, detail=detail)
    unmet = unmet_checks(bench, tree, defect.checks, PatientJudge(judge) if right else judge)
    return Proof(
        number=12, subject=subject, holds=bool(unmet) is not right, detail="; ".join(unmet)
    )


def prove_absence(bench: PackTrees, defect: Defect, judge: JudgeProtocol) -> Sequence[Proof]:
    """Prove that code that is only deleted, moved or renamed stays unfixed."""
    if all(isinstance(check, HiddenTest) for check in defect.checks):
        return []  # hidden tests call contract names and fail without them
    flawed = plant(bench.reference, [defect.planting], ruff_config=bench.ruff_config).tree
    return [
        Proof(
            number=11,
            subject=f"{defect.slug}: {name}",
            holds=bool(unmet_checks(bench, tree, defect.checks, judge)),
            detail="counts as fixed",
        )
        for name, tree in _evasions(bench, defect, flawed)
    ]


def _evasions(bench: PackTrees, defect: Defect, flawed: Tree) -> Iterator[tuple[str, Tree]]:
    yield "reverted to the base", bench.base
    for path in {change.path for change in defect.changes}:
        without = {each: content for each, content in flawed.items() if each != path}
        if any(isinstance(change, AddFile) for change in defect.changes):
            moved = path.with_name(f"{MOVED}{path.suffix or '.txt'}")
            yield "moved as it is", {**without, moved: flawed[path]}
        else:
            yield f"{path.name} deleted", without
            if path.suffix == ".py" and path.is_relative_to(bench.pack.pr.package):
                yield f"{path.name} moved as it is", _module_moved(flawed, path)
    for anchor in _anchors(defect):
        if anchor.name:
            leaf = anchor.name.rpartition(".")[2]
            yield f"{anchor.name} renamed", _renamed(flawed, leaf)
    if defect.rule.category is Category.NAMING:
        yield f"{defect.misnomer} made nonsense", _renamed(flawed, defect.misnomer)


def _anchors(defect: Defect) -> set[Anchor]:
    return {check.anchor for check in defect.checks if not isinstance(check, HiddenTest)}


def _module_moved(flawed: Tree, path: PurePosixPath) -> Tree:
    """Return the tree with a module's code in another file, which re-exports its names."""
    moved = path.with_name(f"{path.stem}_{MOVED}.py")
    package = ".".join(moved.parts[1:]).removesuffix(".py")
    return {**flawed, moved: flawed[path], path: f"from {package} import *\n".encode()}


def _renamed(tree: Tree, name: str) -> Tree:
    pattern = re.compile(rf"\b{re.escape(name)}\b".encode())
    new = f"_{NONSENSE}" if name.startswith("_") else NONSENSE
    return {
        path: pattern.sub(new.encode(), content) if path.suffix == ".py" else content
        for path, content in tree.items()
    }
