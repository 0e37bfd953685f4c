"""Reviews of a machine: a file of comments from any tool, or what ruff says of the dealt head."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from checker.model.pack import Dealt
from checker.model.review import LeftOut, Review
from checker.review import MAX_BYTES, formats
from checker.review.formats import Format, Origin
from checker.rounds import RoundDir, importing
from checker.system import trees
from checker.system.tools import RUFF

ALL_RULES = ("check", "--isolated", "--no-cache", "--select", "ALL", "--output-format", "rdjson")


@dataclass(frozen=True, slots=True, kw_only=True)
class MachineReview:
    """The comments of a machine on the dealt head, and those that fit nowhere."""

    name: str
    review: Review
    left_out: tuple[LeftOut, ...]


def of_file(round_dir: RoundDir, dealt: Dealt, file: Path) -> MachineReview:
    """Return the review in a file, in any format that can be imported.

    Raises:
        InvalidReviewError: It is in none of the formats, or nothing of it is a comment.
    """
    with file.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    taken = formats.take(data, None, author="", origin=importing.origin(round_dir, dealt))
    placed, refused = importing.placed(taken.review.comments, round_dir, dealt)
    review = Review(body=taken.review.body, comments=tuple(placed))
    return MachineReview(name=file.name, review=review, left_out=(*taken.left_out, *refused))


def of_ruff(round_dir: RoundDir, dealt: Dealt, package: Sequence[str]) -> MachineReview:
    """Return what ruff says with all of its rules, of the folders of the pull request's code.

    Raises:
        InvalidReviewError: ruff says nothing at all.
    """
    with tempfile.TemporaryDirectory(prefix="messypr-tree-") as scratch:
        folder = trees.write(dealt.head, Path(scratch).resolve())
        there = [each for each in package if (folder / each).is_dir()]
        done = subprocess.run(
            [*RUFF, *ALL_RULES, *there],
            cwd=folder,
            check=False,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        origin = Origin(head=dealt.head, base=dealt.base, root=str(folder))
        taken = formats.take(done.stdout, Format.RDJSON, author="", origin=origin)
    placed, refused = importing.placed(taken.review.comments, round_dir, dealt)
    return MachineReview(
        name="ruff with all rules",
        review=Review(comments=tuple(placed)),
        left_out=(*taken.left_out, *refused),
    )
