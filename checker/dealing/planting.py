"""Plant defects in the reference, and repair them again.

No line number is written by hand: an edit stores text, and its lines are computed here. They are
counted from the end of the file, since only imports, which come before all edits, move afterwards.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from checker.dealing import import_block, nearest
from checker.errors import PlantingError, did_you_mean
from checker.model.key import AddFile, Edit, Fix, Planting, RemoveFile
from checker.model.pack import Tree
from checker.model.place import Lines, Place
from checker.model.scopes import scope_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """A tree with defects in it, and the places of each defect, the main place first."""

    tree: Tree
    places: dict[str, tuple[Place, ...]]


def plant(reference: Tree, plantings: Iterable[Planting], *, ruff_config: str) -> Planted:
    """Return the reference with everything planted in it together.

    Raises:
        PlantingError: an edit's clean text is not there exactly once, or two edits overlap.
    """
    plantings = tuple(plantings)
    tree = dict(reference)
    _apply_file_changes(tree, plantings)
    for path in sorted({edit.path for _, edit in _edits(plantings)}):
        mine = [(planting, edit) for planting, edit in _edits(plantings) if edit.path == path]
        add = tuple(dict.fromkeys(line for planting, _ in mine for line in planting.imports))
        edits = [(planting.slug, edit.clean, edit.flawed) for planting, edit in mine]
        text = _replace(_text(tree, path, mine[0][0].slug), edits, path)
        tree[path] = _tidied(text, path, add, ruff_config).encode()
    places = {each.slug: _places(tree, reference, plantings, each) for each in plantings}
    return Planted(tree=tree, places=places)


def fault_of(reference: Tree, planting: Planting) -> str:
    """Return why something cannot be planted alone, "" where its texts and files are in place."""
    try:
        _apply_file_changes(dict(reference), [planting])
        for path in {edit.path for _, edit in _edits([planting])}:
            mine = [
                (planting.slug, e.clean, e.flawed) for _, e in _edits([planting]) if e.path == path
            ]
            _replace(_text(reference, path, planting.slug), mine, path)
    except PlantingError as error:
        return str(error).removeprefix(f"{planting.slug}: ")
    return ""


def repair(tree: Tree, fix: Fix, *, ruff_config: str) -> Tree:
    """Return the tree with someone's fix applied.

    A file whose whole text is replaced by nothing is deleted.

    Raises:
        PlantingError: a replaced text is not there exactly once.
    """
    repaired = dict(tree)
    for path in dict.fromkeys(replacement.path for replacement in fix.replacements):
        mine = [r for r in fix.replacements if r.path == path]
        if path in tree:
            text = _replace(_text(tree, path), [("", r.old, r.new) for r in mine], path)
        else:
            text = "".join(r.new for r in mine)
        if not text:
            del repaired[path]
            continue
        repaired[path] = _tidied(text, path, fix.imports, ruff_config).encode()
    return repaired


def fault_of_fix(tree: Tree, fix: Fix) -> str:
    """Return why someone's fix cannot be applied to a tree, "" where all its texts are there."""
    for replacement in fix.replacements:
        path, old = replacement.path, replacement.old
        if not old and path in tree:
            return f"{path} cannot be created: it is there already"
        if old and path not in tree:
            return f"there is no {path} to edit{did_you_mean(str(path), map(str, tree))}"
        if old and (fault := nearest.once(tree[path].decode(), old)):
            return f"{path} must hold a text exactly once: {fault}"
    return ""


def locate(tree: Tree, path: PurePosixPath, text: str) -> Place:
    """Return the place of a text that occurs exactly once in a file.

    Raises:
        PlantingError: The file does not exist, or the text occurs never or twice.
    """
    source = _text(tree, path)
    if fault := nearest.once(source, text):
        raise PlantingError(f"{path} must hold a text exactly once: {fault}")
    return _place(source, path, source.index(text), text)


def _edits(plantings: Iterable[Planting]) -> list[tuple[Planting, Edit]]:
    return [(p, change) for p in plantings for change in p.changes if isinstance(change, Edit)]


def _apply_file_changes(tree: dict[PurePosixPath, bytes], plantings: Iterable[Planting]) -> None:
    for slug, change in (
        (planting.slug, each) for planting in plantings for each in planting.changes
    ):
        match change:
            case AddFile() if change.path in tree:
                raise PlantingError(f"{change.path} cannot be added: it is there already", slug)
            case AddFile():
                tree[change.path] = change.text.encode()
            case RemoveFile():
                if tree.pop(change.path, None) is None:
                    hint = did_you_mean(str(change.path), map(str, tree))
                    raise PlantingError(f"there is no {change.path} to remove{hint}", slug)


def _text(tree: Tree, path: PurePosixPath, slug: str = "") -> str:
    try:
        return tree[path].decode()
    except KeyError as error:
        hint = did_you_mean(str(path), map(str, tree))
        raise PlantingError(f"there is no {path} to edit{hint}", slug) from error


def _replace(source: str, edits: list[tuple[str, str, str]], path: PurePosixPath) -> str:
    """Return the source with each old text replaced by its new one, all found in the original.

    An edit is the slug of its defect, the old text and the new one.
    """
    spots: list[tuple[int, int, str, str]] = []
    for slug, old, new in edits:
        if fault := nearest.once(source, old):
            raise PlantingError(f"{path} must hold a text exactly once: {fault}", slug)
        start = source.index(old)
        spots.append((start, start + len(old), new, slug))
    spots.sort()
    for (_, end, _, first), (start, _, _, second) in pairwise(spots):
        if start < end:
            raise _overlapping(source, start, path, first, second)
    for start, end, new, _ in reversed(spots):
        source = source[:start] + new + source[end:]
    return source


def _overlapping(
    source: str, start: int, path: PurePosixPath, first: str, second: str
) -> PlantingError:
    """Return the error of two edits, by the slugs of their defects, that change the same text."""
    line = source.count("\n", 0, start) + 1
    whose = f"one of {first} and one of {second}" if first != second else "two of its own"
    return PlantingError(
        f"{path}:{line}: two edits overlap{f', {whose},' if second else ''} "
        f"near {source[start : start + 60]!r}",
        second,
    )


def _tidied(text: str, path: PurePosixPath, add: tuple[str, ...], config: str) -> str:
    return import_block.tidy(text, path, add=add, config=config) if path.suffix == ".py" else text


def _places(
    tree: Tree, reference: Tree, plantings: tuple[Planting, ...], planting: Planting
) -> tuple[Place, ...]:
    places = []
    for change in planting.changes:
        match change:
            case Edit():
                places.append(_edited_place(tree, reference, plantings, change))
            case AddFile():
                last = max(change.text.count("\n"), 1)
                places.append(Place(path=change.path, lines=Lines(first=1, last=last)))
            case RemoveFile():
                pass
    places.extend(locate(tree, site.path, site.text) for site in planting.sites)
    return tuple(places)


def _edited_place(
    tree: Tree, reference: Tree, plantings: tuple[Planting, ...], edit: Edit
) -> Place:
    """Return the place of an edit's flawed text, found by what follows it in the file."""
    original = _text(reference, edit.path)
    end = original.index(edit.clean) + len(edit.clean)
    after = original[end:]
    later = [
        ("", e.clean, e.flawed)
        for _, e in _edits(plantings)
        if e.path == edit.path and e is not edit and original.index(e.clean) >= end
    ]
    after = _replace(after, later, edit.path)
    source = _text(tree, edit.path)
    start = len(source) - len(after) - len(edit.flawed)
    return _place(source, edit.path, start, edit.flawed)


def _place(source: str, path: PurePosixPath, start: int, text: str) -> Place:
    """Return the lines of a text at an offset, without blank lines at its ends."""
    lead = len(text) - len(text.lstrip())
    first = source.count("\n", 0, start + lead) + 1
    last = first + text.strip().count("\n")
    scope = scope_at(source, first) if path.suffix == ".py" else ""
    return Place(path=path, lines=Lines(first=first, last=last), scope=scope)
