"""Everything that a draw with operators may take: the checks each fails, and its places."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

from checker.dealing.overlaps import Exclusions, exclusions, hides_site
from checker.model.key import Check, Defect, Edit, HiddenTest, LintCheck, Pack
from checker.model.pack import Tree
from checker.model.scopes import scope_at
from checker.operators import lock, pool
from checker.operators.lock import Admitted
from checker.packs import loading

Where = tuple[PurePosixPath, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawEntry:
    """A defect of the pool: the checks it fails, the functions it changes, and its files.

    ``clashes`` are defects that no draw has beside it.
    """

    defect: Defect
    fails: frozenset[str]
    clashes: frozenset[str]
    places: frozenset[Where]
    by_operator: bool
    in_new_lines: bool


def entries(pack: Pack) -> tuple[DrawEntry, ...]:
    """Return the whole pool of a pack: hand-made defects, then those of its lock file.

    Sites that would remove the text of a decoy are left out.
    """
    folder = pack.key.feature.parent
    seen = lock.read(folder).hand_made
    reference = loading.reference_tree(pack)
    decoys = [decoy.site for decoy in pack.key.decoys]
    by_rule = [
        (defect, admitted)
        for defect, admitted in pool.pool(folder)
        if not hides_site(defect.planting, decoys, reference)
    ]
    every = (*pack.key.defects, *(defect for defect, _ in by_rule))
    apart = exclusions([defect.planting for defect in every], reference)
    by_hand = (
        _by_hand(defect, seen.get(defect.slug, ()), reference, apart) for defect in pack.key.defects
    )
    return (*by_hand, *(_by_operator(defect, admitted, apart) for defect, admitted in by_rule))


def _by_hand(defect: Defect, seen: Iterable[str], reference: Tree, apart: Exclusions) -> DrawEntry:
    return DrawEntry(
        defect=defect,
        fails=frozenset({*map(check_name, defect.checks), *seen}),
        clashes=apart.get(defect.slug, frozenset()),
        places=frozenset(_places(reference, defect)),
        by_operator=False,
        in_new_lines=True,
    )


def _by_operator(defect: Defect, admitted: Admitted, apart: Exclusions) -> DrawEntry:
    return DrawEntry(
        defect=defect,
        fails=frozenset(map(check_name, defect.checks)),
        clashes=frozenset(admitted.clashes) | apart.get(defect.slug, frozenset()),
        places=frozenset({(admitted.site.edits[0].path, admitted.site.scope)}),
        by_operator=True,
        in_new_lines=admitted.site.fresh,
    )


def check_name(check: Check) -> str:
    """Return a key that identifies a check; defects share hidden tests and lint codes."""
    match check:
        case HiddenTest():
            return check.node_id.partition("[")[0]
        case LintCheck():
            return f"ruff {check.code}"
        case _:
            return repr(check)


def _places(reference: Tree, defect: Defect) -> Iterator[Where]:
    """Yield the functions that a hand-made defect changes."""
    for change in defect.changes:
        if isinstance(change, Edit) and change.path.suffix == ".py":
            source = reference[change.path].decode()
            first = source.count("\n", 0, source.index(change.clean)) + 1
            last = first + change.clean.rstrip("\n").count("\n")
            yield from {(change.path, scope_at(source, line)) for line in range(first, last + 1)}
        else:
            yield change.path, ""
