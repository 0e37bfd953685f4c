"""Read what ``make fit`` learned about how people speak of each rule."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from checker.kinds.offering import Profiles

FILE: Final = Path(__file__).parent / "profiles.json"


@lru_cache(maxsize=1)
def read(file: Path = FILE) -> Profiles:
    """Return the profiles in a file; it is read once."""
    found = json.loads(file.read_bytes())
    return Profiles(**found)
