"""What whole reviews in one style earn: a comment on each defect, in words the judge does not know.

``python -m benchmarks.whole_reviews [SEEDS]`` takes for each defect of a deal one of its known
wordings of a style, leaves it out of what the judge compares with, and judges by weights that have
not seen the pack. It prints the mean and the worst of 50 review points for each style; reviews that
say the opposite throughout should earn next to nothing.
"""

from __future__ import annotations

import random
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from benchmarks import record
from benchmarks.folds import without_pack
from benchmarks.review_points import review_points
from checker.dealing.build import deal
from checker.dealing.draw import draw
from checker.grading.grade import match_context
from checker.matching import MatchContext
from checker.model.key import Challenge
from checker.model.profile import Difficulty, Profile
from checker.model.wordings import Wordings
from checker.packs import loading, wordings

SEEDS = 20
STYLES = {
    "terse": ("found", ("terse",)),
    "plain": ("found", ("plain",)),
    "consequence": ("found", ("consequence",)),
    "assistant": ("found", ("assistant",)),
    "non-native": ("found", ("non-native",)),
    "opposite": ("opposite", ("praise", "defends", "recommends", "mechanism", "remedy")),
}
WANTED = "every style 42 or more; opposite under 3"


def main(given: Sequence[str], kept: record.Figures) -> int:
    """Print what reviews of each style earn."""
    seeds = int(given[0]) if given else SEEDS
    earned: defaultdict[str, list[float]] = defaultdict(list)
    for pack, level, seed in product(loading.slugs(), Difficulty, range(1, seeds + 1)):
        challenge = draw(loading.load(pack), seed, Profile(level=level))
        context = replace(match_context(challenge, deal(challenge)), judge=without_pack(pack, ""))
        for style in STYLES:
            earned[style].append(_points(challenge, context, style, random.Random(seed)))  # noqa: S311
    for style, each in earned.items():
        print(f"{style:14}mean {statistics.fmean(each):.1f}, worst {min(each):.1f}, ", end="")
        print(f"most {max(each):.1f} of 50, {len(each)} reviews")
        kept[f"{style}, mean"] = statistics.fmean(each)
    print(f"wanted: {WANTED}")
    return 0


def _points(
    challenge: Challenge, context: MatchContext, style: str, chance: random.Random
) -> float:
    said, known = [], dict(context.wordings)
    for defect, places in context.defects:
        texts = list(_texts(challenge, defect.slug, style))
        if texts:
            text = chance.choice(texts)
            said.append((places[0].path, places[0].lines, text))
            known[defect.slug] = _without(known[defect.slug], text)
    return review_points(challenge, replace(context, wordings=known), said)


def _texts(challenge: Challenge, slug: str, style: str) -> Iterator[str]:
    table, lists = STYLES[style]
    file = wordings.file_of(challenge.pack.key.feature.parent, slug)
    for kind, texts in wordings.kinds_of(file) if file.is_file() else ():
        if kind[0] == table and kind[1] in lists:
            yield from texts


def _without(known: Wordings, text: str) -> Wordings:
    return replace(
        known,
        found=tuple(each for each in known.found if each != text),
        opposite=tuple(each for each in known.opposite if each != text),
    )


if __name__ == "__main__":
    sys.exit(record.run("whole_reviews", main))
