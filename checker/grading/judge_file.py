"""Read the weights that ``make fit`` wrote: once, since they are the same for every review."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Final

from checker import matching
from checker.matching.weights import Judge, parse

FILE: Final = Path(matching.__file__).parent / "weights.json"


@lru_cache(maxsize=16)
def read(file: Path = FILE) -> Judge:
    """Return the judge in a file.

    Raises:
        ValueError: it was written for another version of messypr.
    """
    try:
        return parse(json.loads(file.read_bytes()))
    except ValueError as error:
        raise ValueError(f"{file}: {error}") from error
