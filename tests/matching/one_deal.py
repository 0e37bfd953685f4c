"""One deal of a real pack with nine chosen defects, and what reviews of it find."""

from __future__ import annotations

from functools import cache
from pathlib import PurePosixPath

from checker.dealing import build
from checker.dealing.build import Deal
from checker.grading import grade
from checker.matching import MatchContext, match
from checker.model.key import Challenge
from checker.model.place import Lines, Place
from checker.model.result import Matching
from checker.model.review import Event, Review, ReviewComment
from checker.packs import loading

PACK = loading.load("helpdesk")
PLANTED = (
    *("gather-aborts", "naive-timestamp", "id-shadowed", "global-endpoint", "limit-zero"),
    *("export-not-atomic", "leftover-log", "retry-blocks-the-loop", "deadline-dropped"),
)
DEFECTS = {defect.slug: defect for defect in PACK.key.defects if defect.slug in PLANTED}
CHALLENGE = Challenge(pack=PACK, seed=0, defects=tuple(DEFECTS[slug] for slug in PLANTED))
PYPROJECT = Place(path=PurePosixPath("pyproject.toml"), lines=Lines(first=1, last=1))


@cache
def deal() -> Deal:
    return build.deal(CHALLENGE)


@cache
def context() -> MatchContext:
    return grade.match_context(CHALLENGE, deal())


def place_of(slug: str) -> Place:
    return deal().planted.places[slug][0]


def say(*comments: ReviewComment) -> Matching:
    return match(Review(event=Event.COMMENT, comments=comments), context())
