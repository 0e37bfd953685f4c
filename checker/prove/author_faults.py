"""What is wrong with a pack's key that reading alone shows: no judge and no player is started."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from checker.dealing import planting
from checker.errors import PackError, PlantingError, did_you_mean
from checker.model.key import Defect, HiddenTest, Pack
from checker.operators.lock import NAME, read
from checker.packs import broken_versions, hidden_tests, repairs
from checker.prove.proof import PackTrees, Proof
from checker.prove.unfinished import file_of, finished, unfinished_code

KEPT = "which every deal must have: leave these lines as they are, or move the decoy"
NOTHING_RUN = "nothing was run: mend this first"


def author_faults(on: PackTrees, *, lock: bool = True) -> tuple[Proof, ...]:
    """Return what keeps a pack from being proved, each as a failed proof of one line.

    These are edits, fixes and repairs whose texts are not found, edits of decoys, and hidden tests
    that checks name and that are not there. Code that is not written yet is one as well. The
    ``lock`` file is looked at too, unless it is about to be written.
    """
    try:
        known = hidden_tests.defined(on.pack)
        locked = [*_of_lock(on.pack, known)] if lock else []
        versions = [*_of_versions(on)]
    except PackError as error:
        return (_proof(2, on.pack.pr.slug, str(error), NOTHING_RUN),)
    found = [each for defect in on.pack.key.defects for each in _of_defect(on, defect, known)]
    if found := [*found, *locked, *versions]:
        found[-1] = replace(found[-1], notes=(NOTHING_RUN,))
    return tuple(found)


def refuse_faults(on: PackTrees, *, lock: bool = False) -> None:
    """Refuse a pack with such faults, by default before its lock file is written.

    Raises:
        PackError: there are some; the message has a line for each.
    """
    if found := author_faults(on, lock=lock):
        raise PackError("\n".join(each.detail for each in found))


def _of_defect(on: PackTrees, defect: Defect, known: frozenset[str]) -> Iterator[Proof]:
    if todo := unfinished_code(on.pack, defect):
        yield _proof(3, defect.slug, todo)
        return
    for name in _asked(defect):
        if name.partition("[")[0] not in known:
            yield _proof(3, defect.slug, hidden_tests.missing(on.pack, name, known))
    if fault := planting.fault_of(on.reference, defect.planting):
        yield _proof(3, defect.slug, f"{file_of(on.pack, defect)}: {fault}")
        return
    yield from _of_planted(on, defect)


def _of_planted(on: PackTrees, defect: Defect) -> Iterator[Proof]:
    """Yield the decoys that a defect changes, and its fixes and repairs that cannot be applied."""
    try:
        tree = planting.plant(on.reference, [defect.planting], ruff_config=on.ruff_config).tree
        written = repairs.read(on.pack.key.feature.parent, defect.slug)
    except PlantingError as error:
        yield _proof(3, defect.slug, f"{file_of(on.pack, defect)}: {error}")
        return
    except PackError as error:
        yield _proof(12, defect.slug, str(error))
        return
    own, others = file_of(on.pack, defect), repairs_file(on.pack, defect)
    for decoy in on.pack.key.decoys:
        path, text = decoy.site.path, decoy.site.text
        if text.encode() not in tree.get(path, b""):
            line = planting.locate(on.reference, path, text).lines.first
            detail = f"{own}: changes the decoy {decoy.slug} at {path}:{line}, {KEPT}"
            yield _proof(3, f"{defect.slug}: decoys", detail)
    fixes = [(own, each) for each in (*defect.right_fixes, *defect.wrong_fixes)]
    fixes += [(others, each) for each in (*written.right, *written.wrong)]
    for file, fix in fixes:
        if finished(fix) and (fault := planting.fault_of_fix(tree, fix)):
            yield _proof(12, f"{defect.slug}: {fix.name}", f"{file}: {fix.name!r}: {fault}")


def _of_versions(on: PackTrees) -> Iterator[Proof]:
    """Yield the broken versions that cannot be applied, or that name a test that no check names."""
    asked = {name for defect in on.pack.key.defects for name in _asked(defect)}
    file = f"solutions/{on.pack.pr.slug}/{broken_versions.FILE}"
    for version in broken_versions.read(on.pack.key.feature.parent):
        change = version.change
        fault = planting.fault_of_fix(on.reference, change)
        if unknown := sorted((version.passes | version.fails) - asked):
            fault = f"no check names {unknown[0]}{did_you_mean(unknown[0], asked, most=2)}"
        if fault:
            yield _proof(13, change.name, f"{file}: {change.name!r}: {fault}")


def _of_lock(pack: Pack, known: frozenset[str]) -> Iterator[Proof]:
    """Yield one fault where the lock file names hidden tests that are no more."""
    locked = read(pack.key.feature.parent)
    named = {kill for each in locked.admitted for kill in each.kills}
    if gone := sorted(named - known):
        also = f" and {len(gone) - 1} more" if gone[1:] else ""
        file, mend = f"solutions/{pack.pr.slug}/{NAME}", f"run messypr admit {pack.pr.slug}"
        yield _proof(2, NAME, f"{file}: there is no hidden test {gone[0]}{also}: {mend}")


def repairs_file(pack: Pack, defect: Defect) -> str:
    """Return the file in which the repairs of a hand-made defect are written."""
    return f"solutions/{pack.pr.slug}/{repairs.FOLDER}/{defect.slug}.toml"


def _asked(defect: Defect) -> tuple[str, ...]:
    return tuple(each.node_id for each in defect.checks if isinstance(each, HiddenTest))


def _proof(number: int, subject: str, detail: str, *notes: str) -> Proof:
    return Proof(number=number, subject=subject, holds=False, detail=detail, notes=notes)
