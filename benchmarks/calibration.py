"""The comments of ``tests/calibration``, and what the matcher makes of each of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import TypeAlias

from checker.dealing.build import deal
from checker.dealing.draw import draw
from checker.grading.grade import match_context
from checker.matching import MatchContext, match
from checker.matching.weights import Judge
from checker.model.key import Challenge, Defect
from checker.model.place import Lines, Place
from checker.model.profile import PLAIN, Difficulty, Profile
from checker.model.result import Matching
from checker.model.review import Event, Review, ReviewComment, Side
from checker.model.scopes import scopes
from checker.operators import pool
from checker.packs import loading

FOLDER = Path(__file__).parent.parent / "tests" / "calibration"
CREDIT = {"none": 0.0, "partial": 0.5, "found": 1.0}
NUMBERED = {"line": 0, "second": 1, "third": 2}
MOST_SEEDS = 200
ELSEWHERE = PurePosixPath("README.md")
BLIND = FOLDER / "blind"  # rows that nobody has fitted to, measured before anybody read them
Learned: TypeAlias = Callable[[str, str], Judge]


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
    level: str = ""
    kind: str = ""
    settled: bool = False


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
    def wrong(self) -> bool:
        """Whether a find was missed, or something else credited."""
        wanted, said = self.pair
        return (wanted > 0) != (said > 0)

    @property
    def unsure(self) -> bool:
        """Whether the judge says that the evidence does not carry the verdict."""
        return self.matching.unsure > 0


def defects_of() -> Iterator[tuple[str, str, Defect, Path]]:
    """Yield every defect of every pack, hand-made or of an operator, with its key's folder."""
    for pack in loading.slugs():
        key = loading.load(pack).key
        folder = key.feature.parent
        for defect in (*key.defects, *(made for made, _ in pool.pool(folder))):
            yield pack, defect.slug, defect, folder


def rows(folder: Path = FOLDER) -> tuple[Row, ...]:
    """Return all rows of a folder, in the order of its files."""
    texts = [file.read_text("utf-8") for file in sorted(folder.glob("*.jsonl"))]
    return tuple(Row(**json.loads(line)) for text in texts for line in text.split("\n") if line)


def judge(given: Iterable[Row], learned: Learned) -> Iterator[Judged]:
    """Judge each row as a review of its own, by what was learned without it."""
    for row in given:
        comment, held_against = placed(row)
        review = Review(event=Event.COMMENT, comments=(comment,))
        judge_ = learned(row.pack, row.defect)
        matching = match(review, replace(held_against, judge=judge_))
        credits_ = dict(matching.found)
        others = tuple((s, c) for s, c in credits_.items() if c and s != row.defect)
        yield Judged(row=row, credit=credits_[row.defect], others=others, matching=matching)


def is_dealt(row: Row) -> bool:
    """Return whether one of the first seeds deals the defect of a row."""
    try:
        return bool(_seed(row.pack, row.defect, row.level))
    except LookupError:
        return False


def placed(row: Row) -> tuple[ReviewComment, MatchContext]:
    """Return a row as a comment on a deal that has its defect."""
    held_against = _context(row.pack, _seed(row.pack, row.defect, row.level), row.level)
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
    return comment, held_against


def _where(
    place: str, places: tuple[Place, ...], held_against: MatchContext
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
def _seed(pack: str, slug: str, level: str) -> int:
    """Return the first seed that deals a defect."""
    for seed in range(1, MOST_SEEDS):
        if any(defect.slug == slug for defect in _drawn(pack, seed, level).defects):
            return seed
    raise LookupError(f"no seed below {MOST_SEEDS} deals {slug} of {pack}")


@lru_cache(maxsize=4_096)
def _drawn(pack: str, seed: int, level: str) -> Challenge:
    return draw(loading.load(pack), seed, Profile(level=Difficulty(level)) if level else PLAIN)


@lru_cache(maxsize=256)
def _context(pack: str, seed: int, level: str) -> MatchContext:
    challenge = _drawn(pack, seed, level)
    return match_context(challenge, deal(challenge))
