"""The lock file of a pack: the sites of operators that were admitted, beside the key.

It holds the very text that is planted, so that a deal depends on no version of any tool, and a
reviewer sees what candidates will see.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from checker.errors import PackError
from checker.model.key import Edit
from checker.operators.finding import OperatorSite

NAME = "operators.lock.json"
SCHEMA = "messypr/operators/2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """A site that may be drawn, and the hidden tests that kill it.

    ``clashes`` are the hand-made defects whose checks fail on the site as well.
    """

    site: OperatorSite
    kills: tuple[str, ...]
    clashes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """All admitted sites of a pack, and which hidden tests each hand-made defect fails.

    ``survivors`` are sites that fulfil every other condition, but that no hidden test sees.
    """

    admitted: tuple[Admitted, ...]
    hand_made: Mapping[str, tuple[str, ...]]
    survivors: tuple[str, ...] = ()


def read(folder: Path) -> Lock:
    """Return the lock in the folder of a key; an empty one where there is none.

    Raises:
        PackError: the file was changed by hand and is broken.
    """
    file = folder / NAME
    if not file.is_file():
        return Lock(admitted=(), hand_made={})
    try:
        document = json.loads(file.read_bytes())
        if document["schema"] != SCHEMA:
            raise PackError(f"{file}: schema must be {SCHEMA!r}")
        return Lock(
            admitted=tuple(map(_admitted, document["sites"])),
            hand_made={name: tuple(fails) for name, fails in document["hand_made"].items()},
            survivors=tuple(document["survivors"]),
        )
    except (ValueError, KeyError, TypeError) as error:
        raise PackError(
            f"{file} is broken ({error!r}): rebuild it with messypr admit PACK"
        ) from error


def dump(lock: Lock) -> str:
    """Return the text of a lock file: the same for the same sites, in their order."""
    document = {
        "schema": SCHEMA,
        "sites": [_fields(each) for each in lock.admitted],
        "hand_made": {name: list(fails) for name, fails in sorted(lock.hand_made.items())},
        "survivors": list(lock.survivors),
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def merged(known: Lock, tried: Lock, asked: Callable[[str], bool], order: Iterable[str]) -> Lock:
    """Return a lock in which some sites are tried anew and all others are as they were.

    Args:
        known: The lock as it is.
        tried: The results of the sites that were tried; its ``hand_made`` is that of the new lock.
        asked: Whether a site, by its slug, was among those to try. Of these, only those stay that
            were admitted again.
        order: The slugs of all existing sites, in order; sites that no longer exist come last.
    """
    places = {slug: number for number, slug in enumerate(order)}
    admitted = [each for each in known.admitted if not asked(each.site.slug)]
    survivors = [slug for slug in known.survivors if not asked(slug)]

    def place(slug: str) -> int:
        return places.get(slug, len(places))

    return Lock(
        admitted=tuple(
            sorted((*admitted, *tried.admitted), key=lambda each: place(each.site.slug))
        ),
        hand_made=tried.hand_made,
        survivors=tuple(sorted((*survivors, *tried.survivors), key=place)),
    )


def _admitted(fields: Mapping[str, Any]) -> Admitted:
    path = PurePosixPath(fields["path"])
    site = OperatorSite(
        slug=fields["slug"],
        operator=fields["operator"],
        scope=fields["scope"],
        edits=tuple(
            Edit(path=path, clean=_joined(e["clean"]), flawed=_joined(e["flawed"]))
            for e in fields["edits"]
        ),
        imports=tuple(fields["imports"]),
        names=dict(fields["names"]),
        fresh=fields["fresh"],
    )
    return Admitted(site=site, kills=tuple(fields["kills"]), clashes=tuple(fields["clashes"]))


def _fields(each: Admitted) -> dict[str, Any]:
    site = each.site
    return {
        "slug": site.slug,
        "operator": site.operator,
        "path": str(site.edits[0].path),
        "scope": site.scope,
        "fresh": site.fresh,
        "edits": [
            {"clean": e.clean.splitlines(), "flawed": e.flawed.splitlines()} for e in site.edits
        ],
        "imports": list(site.imports),
        "names": dict(site.names),
        "kills": list(each.kills),
        "clashes": list(each.clashes),
    }


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
