"""Check a review against the trees that its comments refer to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from checker.errors import InvalidReviewError
from checker.model.pack import Tree
from checker.model.place import Lines
from checker.model.review import Review, ReviewComment, Side
from checker.review.lines import line_map, split


def check_against(comment: ReviewComment, *, head: Tree, base: Tree) -> ReviewComment:
    """Return the comment if its lines exist: RIGHT in the dealt head, LEFT in the merge base.

    Raises:
        InvalidReviewError: No such file on that side, or the file has fewer lines.
    """
    where = f"comment {comment.id}".rstrip()  # one that is only being written has no id
    tree, other = (head, base) if comment.side is Side.RIGHT else (base, head)
    if comment.path not in tree:
        message = f"{where}: no file {str(comment.path)!a} on side {comment.side}"
        elsewhere = Side.LEFT if comment.side is Side.RIGHT else Side.RIGHT
        hint = f"; it is there on side {elsewhere}" if comment.path in other else ""
        raise InvalidReviewError(message + hint)
    count = len(_lines(tree, comment.path))
    if comment.lines is not None and comment.lines.last > count:
        raise InvalidReviewError(
            f"{where}: {comment.path} has {count} lines on side {comment.side};"
            f" there is no line {comment.lines.last}"
        )
    return comment


def map_back(review: Review, *, commit: str, later: Tree, head_commit: str, head: Tree) -> Review:
    """Return the review with the comments made at ``commit`` moved to lines of the dealt head.

    Comments on side LEFT, on whole files, and on files that one of the trees lacks stay as they
    are, except for their ``commit_id``.

    Raises:
        InvalidReviewError: A file has fewer lines at ``commit`` than a comment says.
    """
    numbers = {
        path: line_map(_lines(later, path), _lines(head, path))
        for path in {c.path for c in review.comments if c.commit_id == commit}
        if path in later and path in head
    }
    return replace(
        review,
        comments=tuple(
            replace(_moved(comment, numbers.get(comment.path)), commit_id=head_commit)
            if comment.commit_id == commit
            else comment
            for comment in review.comments
        ),
    )


def _moved(comment: ReviewComment, numbers: tuple[int, ...] | None) -> ReviewComment:
    if comment.side is Side.LEFT or comment.lines is None or numbers is None:
        return comment
    if comment.lines.last > len(numbers):
        raise InvalidReviewError(
            f"comment {comment.id}: {comment.path} has {len(numbers)} lines at commit"
            f" {comment.commit_id[:12]}; there is no line {comment.lines.last}"
        )
    first, last = numbers[comment.lines.first - 1], numbers[comment.lines.last - 1]
    return replace(comment, lines=Lines(first=first, last=last) if first else None)


def _lines(tree: Tree, path: PurePosixPath) -> list[str]:
    return split(tree[path].decode("utf-8", "replace"))
