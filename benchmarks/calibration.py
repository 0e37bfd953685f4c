"""The comments of ``tests/calibration``, and what the matcher makes of each of them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from checker.dealing.build import deal
from checker.dealing.draw import draw
from checker.grading.grade import exam
from checker.matching import Exam, match
from checker.model.key import Defect
from checker.model.place import Lines, Place
from checker.model.result import Matching
from checker.model.review import Event, Review, ReviewComment, Side
from checker.model.scopes import scopes
from checker.packs import loading

FOLDER = Path(__file__).parent.parent / "tests" / "calibration"
CREDIT = {"none": 0.0, "partial": 0.5, "found": 1.0}
NUMBERED = {"line": 0, "second": 1, "third": 2}
MOST_SEEDS = 200
ELSEWHERE = PurePosixPath("README.md")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A comment and what a careful person says of it."""

    pack: str
    defect: str
    place: str
    label: str
    body: str
    register: str = ""
    attack: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A row and what the matcher said: ``others`` were credited beside its own defect."""

    row: Row
    credit: float
    others: tuple[tuple[str, float], ...]
    matching: Matching

    @property
    def pair(self) -> tuple[float, float]:
        """What the person said and what the matcher said; a wrong defect counts as said."""
        wanted = CREDIT[self.row.label]
        said = self.credit if wanted else max(self.credit, *(c for _, c in self.others), 0.0)
        return (wanted, said)

    @property
    def full(self) -> int:
        """How many defects were credited in full."""
        return (self.credit == 1) + sum(credit == 1 for _, credit in self.others)

    @property
    def right(self) -> bool:
        """Whether its own defect was rightly credited in full."""
        return self.credit == 1 and self.row.label == "found"


def fitted(slug: str) -> bool:
    """Return whether rules and rubrics are worked on with a defect's mistakes in view."""
    return hashlib.sha256(f"half:{slug}".encode()).digest()[0] % 2 == 1


def rows() -> tuple[Row, ...]:
    """Return all rows, in the order of the files."""
    texts = [file.read_text("utf-8") for file in sorted(FOLDER.glob("*.jsonl"))]
    return tuple(Row(**json.loads(line)) for text in texts for line in text.splitlines())


def judge(given: Iterable[Row]) -> Iterator[Judged]:
    """Judge each row as a review of its own."""
    for row in given:
        held_against = _exam(row.pack, _seed(row.pack, row.defect))
        places = {d.slug: where for d, where in held_against.defects}[row.defect]
        path, lines = _where(row.place, places, held_against)
        comment = ReviewComment(
            id="c1",
            path=path,
            lines=lines,
            side=Side.RIGHT,
            severity=None,
            body=row.body,
            created_at=None,
        )
        matching = match(Review(event=Event.COMMENT, comments=(comment,)), held_against)
        credits_ = dict(matching.found)
        others = tuple((s, c) for s, c in credits_.items() if c and s != row.defect)
        yield Judged(row=row, credit=credits_[row.defect], others=others, matching=matching)


def _where(
    place: str, places: tuple[Place, ...], held_against: Exam
) -> tuple[PurePosixPath, Lines | None]:
    main = places[0]
    match place:
        case "file":
            return main.path, None
        case "elsewhere":
            return ELSEWHERE, None
        case "function":
            source = held_against.head[main.path].decode()
            within = next(lines for name, lines in scopes(source) if name == main.scope)
            ends = [Lines(first=n, last=n) for n in (within.first, within.last)]
            return main.path, max(ends, key=main.lines.distance)
        case _:
            there = places[NUMBERED[place]]
            return there.path, there.lines


@lru_cache
def _seed(pack: str, slug: str) -> int:
    """Return the first seed that deals a defect."""
    for seed in range(1, MOST_SEEDS):
        if any(defect.slug == slug for defect in _drawn(pack, seed)):
            return seed
    raise LookupError(f"no seed below {MOST_SEEDS} deals {slug} of {pack}")


@lru_cache
def _drawn(pack: str, seed: int) -> tuple[Defect, ...]:
    return draw(loading.load(pack), seed).defects


@lru_cache
def _exam(pack: str, seed: int) -> Exam:
    challenge = draw(loading.load(pack), seed)
    return exam(challenge, deal(challenge))
