"""Submissions to measure with: the sample, the oracle, nothing, and as many others as wanted."""

from __future__ import annotations

import random
from pathlib import PurePosixPath

from checker.dealing import planting
from checker.dealing.build import Deal, deal
from checker.dealing.draw import draw
from checker.model.key import Challenge
from checker.model.pack import Tree
from checker.model.review import Event, Review, Submission
from checker.packs import loading
from checker.prove.reviews import comment, oracle

PACK = "helpdesk"
README = PurePosixPath("README.md")


def challenge() -> Challenge:
    """Return the challenge that the sample is made for."""
    pack = loading.load(PACK)
    return draw(pack, pack.key.sample.seed)


def sample(on: Challenge, dealt: Deal) -> Submission:
    """Return the sample submission: it finds some, misses some, and breaks something."""
    shipped, head = on.pack.key.sample, dealt.dealt.head
    remarks = tuple(
        comment(number, planting.locate(head, remark.site.path, remark.site.text), remark.body)
        for number, remark in enumerate(shipped.remarks)
    )
    review = Review(event=Event.REQUEST_CHANGES, body=shipped.body, comments=remarks)
    tree = planting.repair(head, shipped.fix, ruff_config=loading.ruff_config(on.pack))
    return _of(tree, review)


def perfect(on: Challenge, dealt: Deal) -> Submission:
    """Return the submission that finds and fixes everything."""
    return _of(loading.reference_tree(on.pack), oracle(on, dealt))


def empty(dealt: Deal) -> Submission:
    """Return what somebody hands in who has done nothing."""
    return _of(dealt.dealt.head, Review())


def different(count: int) -> list[Submission]:
    """Return submissions that differ in which of the defects they fixed."""
    on = challenge()
    dealt = deal(on)
    chance = random.Random(count)  # noqa: S311 -- the same submissions every time
    config, reference = loading.ruff_config(on.pack), loading.reference_tree(on.pack)
    made = []
    for number in range(count):
        left = chance.sample(on.defects, chance.randrange(len(on.defects)))
        plantings = [defect.planting for defect in left]
        tree = planting.plant(reference, plantings, ruff_config=config).tree
        text = tree[README] + f"\nSubmission {number}.\n".encode()
        made.append(_of({**tree, README: text}, sample(on, dealt).review))
    return made


def _of(tree: Tree, review: Review) -> Submission:
    return Submission(review=review, tree=tree, head="0" * 40)
