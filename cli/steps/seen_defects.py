"""The defects that this person was dealt so far, stored in the user's state folder."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from checker.system.files import write_whole


def folder() -> Path:
    """Return the folder for state that must outlive a cache: MESSYPR_STATE, or XDG_STATE_HOME."""
    if chosen := os.environ.get("MESSYPR_STATE"):
        return Path(chosen)
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local/state") / "messypr"


def seen(pack: str) -> frozenset[str]:
    """Return the defects of a pack that this person was dealt before."""
    return frozenset(_read().get(pack, ()))


def record_seen(pack: str, slugs: Iterable[str]) -> None:
    """Store what was dealt; a state folder that cannot be written is ignored."""
    known = _read()
    known[pack] = sorted({*known.get(pack, ()), *slugs})
    try:
        folder().mkdir(parents=True, exist_ok=True)
        write_whole(folder() / "met.json", (json.dumps(known, indent=1) + "\n").encode())
    except OSError:
        return


def _read() -> dict[str, list[str]]:
    try:
        known = json.loads((folder() / "met.json").read_bytes())
    except (OSError, ValueError):
        return {}
    if not isinstance(known, dict):
        return {}
    return {
        str(pack): [each for each in slugs if isinstance(each, str)]
        for pack, slugs in known.items()
        if isinstance(slugs, list)
    }
