"""Scorecard -> the record of a round."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from checker.learning.values import DefectRecord, RoundRecord
from checker.model.pack import Dealt
from checker.model.place import Place
from checker.model.result import Verdict
from checker.model.review import Hint, HintStep, Review
from checker.report.scorecard import DefectLine, Scorecard
from checker.rules.rule import Severity

NewLines = Mapping[PurePosixPath, frozenset[int]]


def record(
    card: Scorecard,
    review: Review,
    dealt: Dealt,
    *,
    profile: str,
    started_at: datetime,
    ended_at: datetime,
) -> RoundRecord:
    """Return what the history keeps of a round: figures and names of rules, no text of anybody."""
    paths = {place.path for defect in card.defects for place in defect.places}
    fresh = {path: _new_lines(dealt, path) for path in paths}
    limit = card.clock.limit_seconds if card.clock is not None else 0
    return RoundRecord(
        pack=card.pack,
        seed=card.seed,
        profile=profile,
        dealt_head=card.dealt_head,
        started_at=started_at,
        ended_at=ended_at,
        limit_seconds=limit,
        score=card.score.total,
        review=card.score.review.earned,
        fix=card.score.fix.earned,
        precision=card.score.precision,
        recall=card.score.recall,
        claims=len(card.claims),
        false_alarms=len(card.taken_for(Verdict.FALSE_ALARM)),
        noise=len(card.taken_for(Verdict.NOISE)),
        hints=len(review.hints),
        defects=tuple(_defect(each, review, fresh, started_at) for each in card.defects),
    )


def _defect(
    line: DefectLine, review: Review, fresh: NewLines, started_at: datetime
) -> DefectRecord:
    by = next((each for each in review.comments if line.found and each.id == line.comment), None)
    second = None
    if by is not None and by.created_at is not None and by.created_at.utcoffset() is not None:
        second = max(int((by.created_at - started_at).total_seconds()), 0)
    return DefectRecord(
        slug=line.slug,
        rule=line.rule,
        category=str(line.category),
        severity=line.severity,
        two_places=len(line.places) > 1,
        old_lines=_in_old_lines(line.places, fresh),
        found=line.found,
        fixed=line.fixed,
        given=by.severity if by is not None else None,
        found_second=second,
        hinted=_hinted(line, review.hints),
    )


def _hinted(line: DefectLine, hints: tuple[Hint, ...]) -> bool:
    """Return whether a hint named the file or the function of a defect, and its category."""
    places = {(str(place.path), place.scope) for place in line.places}
    paths = {path for path, _ in places}
    return any(
        each.category == line.category
        and (
            (each.step is HintStep.FILE and each.path in paths)
            or (each.step is HintStep.FUNCTION and (each.path, each.scope) in places)
        )
        for each in hints
    )


def _in_old_lines(places: tuple[Place, ...], fresh: NewLines) -> bool:
    """Return whether a defect's main place has no line that the pull request adds or changes."""
    if not places:
        return False
    main = places[0]
    lines = range(main.lines.first, main.lines.last + 1)
    return fresh[main.path].isdisjoint(lines)


def _new_lines(dealt: Dealt, path: PurePosixPath) -> frozenset[int]:
    """Return the numbers of the lines of a file that the pull request adds or changes."""
    old, new = (tree.get(path, b"").split(b"\n") for tree in (dealt.base, dealt.head))
    changes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return frozenset(
        line + 1
        for tag, _, _, first, stop in changes
        if tag in {"replace", "insert"}
        for line in range(first, stop)
    )


def severity_steps(defect: DefectRecord) -> int | None:
    """Return how many steps the reviewer's severity is above the key's; None if none was given."""
    scale = tuple(reversed(Severity))  # mildest first
    if defect.given is None:
        return None
    return scale.index(defect.given) - scale.index(defect.severity)
