"""What judging a flood of comments costs, in CPU and memory: ``python -m benchmarks.matching``."""

from __future__ import annotations

import itertools
import resource
import sys
import time
from collections.abc import Sequence
from dataclasses import replace

from benchmarks import record
from benchmarks.calibration import rows
from checker.dealing.build import deal
from checker.dealing.draw import draw
from checker.grading.grade import match_context
from checker.matching import MatchContext, match
from checker.model.key import Challenge
from checker.model.review import Event, Review, ReviewComment, Side
from checker.packs import loading

COMMENTS = 2_000
DEFECTS = 16
LONG_TEXT_CHARS = 100_000
LIMITS = "2 s and 300 MB; 50 ms"


def main(given: Sequence[str], figures: record.Figures) -> int:
    """Print what it costs."""
    del given
    held_against = _exam()
    found = _flood(held_against)
    match(replace(found, comments=found.comments[:1]), held_against)  # loads what is loaded once
    seconds = _cpu(found, held_against)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{COMMENTS} comments against {len(held_against.defects)} defects: ", end="")
    print(f"{seconds:.2f} s of CPU, {memory} MB at most")
    figures[f"{COMMENTS} comments, s of CPU"] = seconds
    figures["most memory, MB"] = memory
    for name, body in {"words": "Bug here. ", "a word": "x", "code": "`", "hidden": "<!--"}.items():
        comment = replace(found.comments[0], body=body * (LONG_TEXT_CHARS // len(body)))
        long = _cpu(replace(found, comments=(comment,)), held_against)
        print(f"a comment of {LONG_TEXT_CHARS:,} characters, {name}: {1000 * long:.0f} ms")
        figures[f"a comment of {LONG_TEXT_CHARS} characters, {name}, ms of CPU"] = 1000 * long
    print(f"wanted: {LIMITS}")
    return 0


def _cpu(review: Review, held_against: MatchContext) -> float:
    start = time.process_time()
    match(review, held_against)
    return time.process_time() - start


def _exam() -> MatchContext:
    """Return an exam of as many defects as go together."""
    pack = loading.load("helpdesk")
    first = draw(pack, 1).defects
    groups = {defect.group for defect in first if defect.group}
    more = [d for d in pack.key.defects if d not in first and not d.group and not d.visible]
    for chosen in itertools.combinations(more, DEFECTS - len(first)):
        try:
            challenge = Challenge(pack=pack, seed=1, defects=(*first, *chosen))
            return match_context(challenge, deal(challenge))
        except ValueError:
            continue
    raise LookupError(f"no {DEFECTS} defects go together, groups {groups}")


def _flood(held_against: MatchContext) -> Review:
    bodies = [row.body for row in rows()]
    places = itertools.cycle(where[0] for _, where in held_against.defects)
    comments = (
        ReviewComment(
            id=f"c{n}",
            path=place.path,
            lines=place.lines,
            side=Side.RIGHT,
            severity=None,
            body=f"{bodies[n % len(bodies)]} ({n})",
            created_at=None,
        )
        for n, place in zip(range(COMMENTS), places, strict=False)
    )
    return Review(event=Event.COMMENT, comments=tuple(comments))


if __name__ == "__main__":
    sys.exit(record.run("matching", main))
