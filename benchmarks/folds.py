"""Which weights have not seen a row: those learned without its pack, or without its defect."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path

from checker.grading import judge_file
from checker.matching.weights import Judge
from checker.packs import loading

FOLDER = Path(__file__).parent.parent / "tests" / "calibration" / "folds"
PARTS = 3
PART = "without-part-"
Within = Callable[[str, str], bool]


def fold_of(pack: str, defect: str, parts: int = PARTS) -> int:
    """Return the part that a defect is in."""
    return hashlib.sha256(f"fold:{pack}:{defect}".encode()).digest()[0] % parts


def folds() -> dict[str, Within]:
    """Return what each fold leaves out."""
    packs: dict[str, Within] = {
        f"without-{pack}": partial(_of_pack, pack) for pack in loading.slugs()
    }
    parts: dict[str, Within] = {f"{PART}{part}": partial(_of_part, part) for part in range(PARTS)}
    return packs | parts


def without_pack(pack: str, _defect: str) -> Judge:
    """Return the judge that has seen no row and no wording of a pack."""
    return judge_file.read(FOLDER / f"without-{pack}.json")


def without_defect(pack: str, defect: str) -> Judge:
    """Return a judge that has seen no row and no wording of a defect."""
    return judge_file.read(FOLDER / f"without-part-{fold_of(pack, defect)}.json")


def shipped(_pack: str, _defect: str) -> Judge:
    """Return the judge that people get."""
    return judge_file.read()


def _of_pack(name: str, pack: str, _defect: str) -> bool:
    return pack == name


def _of_part(part: int, pack: str, defect: str) -> bool:
    return fold_of(pack, defect) == part
