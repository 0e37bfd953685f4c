"""Find out whether a planted site removes the text by which something else is found."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from checker.model.key import Defect, Edit, Site
from checker.model.pack import Tree


def hides_site(defect: Defect, sites: Iterable[Site], reference: Tree) -> bool:
    """Return whether planting a defect makes one of some texts no longer unique.

    Texts that the reference does not contain are left out: other defects add them.
    """
    changed = _changed(defect, reference)
    return any(
        changed[site.path].count(site.text) != 1
        for site in sites
        if site.path in changed and reference[site.path].decode().count(site.text) == 1
    )


def _changed(defect: Defect, reference: Tree) -> dict[PurePosixPath, str]:
    texts: dict[PurePosixPath, str] = {}
    for change in defect.changes:
        if isinstance(change, Edit):
            text = texts.get(change.path) or reference[change.path].decode()
            texts[change.path] = text.replace(change.clean, change.flawed)
    return texts
