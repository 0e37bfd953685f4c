"""Take a defect or operator that was begun out again: its files and its entry in the list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from checker.authoring import skeletons
from checker.authoring.begin import CATALOGUE, Entry, checkout, entry_of_defect, module_name
from checker.authoring.listing import without_module
from checker.authoring.skeletons import Name
from checker.errors import UsageError
from checker.operators import lock
from checker.rules.rule import Severity
from checker.system.files import write_whole


def undo_defect(
    pack: str, slug: str, *, force: bool = False, root: Path | None = None
) -> tuple[str, ...]:
    """Remove the files that ``new_defect`` wrote and take the defect out of the pack's key.

    Return what was removed or changed. The pack need not load. What was edited is only removed by
    ``force``.

    Raises:
        UsageError: there is no such defect, or one of its files was edited.
        PackError: this is no checkout, or the key is not written as expected.
    """
    entry, solution = entry_of_defect(pack, slug), f"solutions/{pack}"
    files = (
        f"{solution}/defects/{entry.module}.py",
        f"{solution}/wordings/{slug}.toml",
        f"{solution}/repairs/{slug}.toml",
    )
    return _removed(root or checkout(), files, entry, slug, force=force)


def undo_operator(name: str, *, force: bool = False, root: Path | None = None) -> tuple[str, ...]:
    """Remove the file that ``new_operator`` wrote and take the operator out of the catalogue.

    Return what was removed or changed. What was edited is only removed by ``force``.

    Raises:
        UsageError: there is no such operator, or its file was edited.
        PackError: this is no checkout, or the catalogue is not written as expected.
    """
    root, module = root or checkout(), module_name(name)
    found = sorted((root / "checker" / "operators").glob(f"*/{module}.py"))
    if not found:
        raise UsageError(f"there is no file of an operator {name!r}")
    package = f"checker.operators.{found[0].parent.name}"
    entry = Entry(file=CATALOGUE, package=package, module=module, constant="OPERATOR")
    files = (found[0].relative_to(root).as_posix(),)
    return _removed(root, files, entry, name, force=force)


def lock_names(pack: str, slug: str, *, root: Path | None = None) -> bool:
    """Return whether the lock file of a pack still names a hand-made defect."""
    return slug in lock.read((root or checkout()) / "solutions" / pack).hand_made


def _removed(
    root: Path, files: Sequence[str], entry: Entry, name: str, *, force: bool
) -> tuple[str, ...]:
    listing = (root / entry.file).read_text("utf-8")
    rest = without_module(
        listing,
        package=entry.package,
        module=entry.module,
        constant=entry.constant,
        label=entry.file,
    )
    there = [file for file in files if (root / file).is_file()]
    if not there and rest == listing:
        raise UsageError(f"there is nothing of {name!r} to undo")
    edited = [f for f in there if not _as_begun((root / f).read_text("utf-8"), Path(f), name)]
    if edited and not force:
        raise UsageError(f"{', '.join(edited)}: edited since; --force removes it all the same")
    if rest != listing:  # first: a list without a file cannot be loaded, a file without a list can
        write_whole(root / entry.file, rest.encode())
    for file in there:
        (root / file).unlink()
    return (*there, *([entry.file] if rest != listing else []))


def _as_begun(text: str, file: Path, name: str) -> bool:
    """Return whether a file says what it began with; what was chosen for it is read from it."""
    match file.parent.name:
        case "wordings":
            return text == skeletons.wordings(name)
        case "repairs":
            first = re.search(r'^path = "(.*)"$', text, re.MULTILINE)
            return bool(first) and text == skeletons.repairs(name, first[1] if first else "")
    rule = re.search(r"^from (checker\.rules\.\w+) import ([A-Z]\w+)$", text, re.MULTILINE)
    severity = re.search(r"^    severity=Severity\.(\w+),$", text, re.MULTILINE)
    if not rule or not severity or severity[1] not in Severity.__members__:
        return False
    chosen = Name(module=rule[1], constant=rule[2])
    bad = Severity[severity[1]]
    if file.parent.name != "defects":
        return text == skeletons.operator(name=name, rule=chosen, severity=bad)
    path = _path(text)
    return text == skeletons.defect(slug=name, rule=chosen, path=path, severity=bad)


def _path(text: str) -> Name | str:
    """Return the path that the file of a defect was begun with."""
    named = re.search(r"^from (solutions\.\w+\.places) import (\w+)$", text, re.MULTILINE)
    if named:
        return Name(module=named[1], constant=named[2])
    found = re.search(r'^PATH = PurePosixPath\("(.*)"\)$', text, re.MULTILINE)
    return found[1] if found else ""
