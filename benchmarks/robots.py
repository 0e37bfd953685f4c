"""Reviewers that read nothing: generic sentences on the lines that a pattern fits.

``python -m benchmarks.robots`` prints what each robot earns of 50 review points, over ten seeds of
every pack.
"""

from __future__ import annotations

import json
import re
import statistics
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path, PurePosixPath

from benchmarks.review_points import review_points
from checker.dealing.build import Deal, deal
from checker.dealing.draw import draw
from checker.grading.grade import match_context
from checker.matching import MatchContext
from checker.model.key import Challenge
from checker.model.place import Lines
from checker.packs import loading

SENTENCES = json.loads((Path(__file__).parent / "robots.json").read_text("utf-8"))
SEEDS = (1, 2, 3, 4, 5, 6, 7, 42, 77, 101)
ACCEPTED = " Please have a look at the commit message as well."
Wrap = Callable[[str], str]
ROBOTS: Mapping[str, Wrap] = {
    "asserts": lambda text: f"{text}.",
    "asks": lambda text: f"question: {text}.",
    "adds an accepted remark": lambda text: f"{text.replace('. ', '; ')}.{ACCEPTED}",
}


def points(pack: str, seed: int, wrap: Wrap) -> float:
    """Return the review points of a robot on one deal."""
    challenge, dealt, context = _deal(pack, seed)
    said = [(path, Lines(first=line, last=line), wrap(text)) for path, line, text in _placed(dealt)]
    return review_points(challenge, context, said)


def _placed(dealt: Deal) -> Iterator[tuple[PurePosixPath, int, str]]:
    """Yield each sentence with the first changed line that its pattern fits."""
    lines = list(_changed(dealt))
    for each in SENTENCES:
        pattern = re.compile(each["pattern"])
        for path, number, line in lines:
            if (path.parts[0] == "tests") == each["tests"] and pattern.search(line):
                yield path, number, each["sentence"]
                break


def _changed(dealt: Deal) -> Iterator[tuple[PurePosixPath, int, str]]:
    for path, content in sorted(dealt.dealt.head.items()):
        before = dealt.dealt.base.get(path, b"").decode("utf-8", "replace").split("\n")
        known = frozenset(before)
        for number, line in enumerate(content.decode("utf-8", "replace").split("\n"), 1):
            if line not in known:
                yield path, number, line


@lru_cache(maxsize=64)
def _deal(pack: str, seed: int) -> tuple[Challenge, Deal, MatchContext]:
    challenge = draw(loading.load(pack), seed)
    dealt = deal(challenge)
    return challenge, dealt, match_context(challenge, dealt)


def main() -> None:
    """Print what each robot earns."""
    for name, wrap in ROBOTS.items():
        earned = [points(pack, seed, wrap) for pack in loading.slugs() for seed in SEEDS]
        print(f"{name:26}mean {statistics.fmean(earned):.1f}, worst {max(earned):.1f} of 50")


if __name__ == "__main__":
    main()
