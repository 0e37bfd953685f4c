from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from checker.errors import InvalidReviewError
from checker.model.place import Lines
from checker.model.review import Review, ReviewComment, Side
from checker.review import check_against, line_map, map_back

APP = PurePosixPath("src/app.py")
HEAD = "a" * 40
LATER = "b" * 40


def comment(
    name: str = "c-3",
    *,
    path: PurePosixPath = APP,
    first: int | None = None,
    last: int | None = 3,
    side: Side = Side.RIGHT,
    commit_id: str = "",
) -> ReviewComment:
    return ReviewComment(
        id=name,
        path=path,
        lines=Lines(first=first or last, last=last) if last else None,
        side=side,
        severity=None,
        body="nobody awaits this",
        created_at=None,
        commit_id=commit_id,
    )


NEW, OLD = PurePosixPath("new.py"), PurePosixPath("old.py")


def test_any_line_of_any_dealt_file_may_be_commented() -> None:
    head = {APP: b"1\n2\n3", NEW: b""}
    base = {APP: b"1\n", OLD: b"x\n"}
    for good in (
        comment(),
        comment(side=Side.LEFT, last=1),
        comment(path=OLD, side=Side.LEFT, last=1),
        comment(path=NEW, last=None),
    ):
        assert check_against(good, head=head, base=base) is good


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        (comment(last=4), "comment c-3: src/app.py has 3 lines on side RIGHT; there is no line 4"),
        (comment(path=PurePosixPath("\u202eapp.py")), r"no file '\u202eapp.py' on side RIGHT"),
        (comment(path=OLD), "no file 'old.py' on side RIGHT; it is there on side LEFT"),
        (comment(side=Side.LEFT, last=2), "has 1 lines on side LEFT"),
    ],
)
def test_a_place_that_was_not_dealt_is_refused(bad: ReviewComment, says: str) -> None:
    with pytest.raises(InvalidReviewError) as caught:
        check_against(bad, head={APP: b"1\n2\n3\n"}, base={APP: b"1\n", OLD: b"x\n"})
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("later", "head", "numbers"),
    [
        ("abc", "abc", (1, 2, 3)),
        ("axxbc", "abc", (1, 1, 1, 2, 3)),
        ("xabc", "abc", (1, 1, 2, 3)),
        ("aXc", "abc", (1, 2, 3)),
        ("aXYZc", "abc", (1, 2, 2, 2, 3)),
        ("ac", "abc", (1, 3)),
        ("abcx", "abc", (1, 2, 3, 3)),
        ("", "abc", ()),
        ("ab", "", (0, 0)),
    ],
)
def test_later_lines_stand_for_dealt_ones(later: str, head: str, numbers: tuple[int, ...]) -> None:
    assert line_map(later, head) == numbers


def test_a_file_made_to_be_slow_is_mapped_all_the_same() -> None:
    numbers = line_map(["x", *[""] * 60_000, "y"], [*["", "z"] * 200])
    assert len(numbers) == 60_002
    assert numbers[-1] == 400


def test_blank_lines_do_not_make_it_slow_or_wrong() -> None:
    head = [line for number in range(300) for line in (f"x{number}", "")]
    later = ["new", *head[:100], "", "", *head[102:]]
    assert line_map(later, head)[1:101] == tuple(range(1, 101))
    assert line_map(later, head)[103:] == tuple(range(103, 601))
    assert len(line_map([""] * 2_000, head)) == 2_000


def test_comments_on_a_later_commit_come_back_to_the_dealt_head() -> None:
    head = {APP: b"import a\nx = 1\ny = 2\n"}
    later = {APP: b"import a\nimport b\n\nx = 1\ny = 3\n", NEW: b"n\n"}
    review = Review(
        comments=(
            comment("moved", first=4, last=5, commit_id=LATER),
            comment("left", side=Side.LEFT, last=1, commit_id=LATER),
            comment("file", last=None, commit_id=LATER),
            comment("new", path=NEW, last=1, commit_id=LATER),
            comment("here", last=3, commit_id=HEAD),
        )
    )
    back = map_back(review, commit=LATER, later=later, head_commit=HEAD, head=head)
    assert [c.lines for c in back.comments] == [
        Lines(first=2, last=3),
        Lines(first=1, last=1),
        None,
        Lines(first=1, last=1),
        Lines(first=3, last=3),
    ]
    assert {c.commit_id for c in back.comments} == {HEAD}


def test_a_line_beyond_the_later_file_is_refused() -> None:
    review = Review(comments=(comment(last=9, commit_id=LATER),))
    with pytest.raises(InvalidReviewError, match=r"comment c-3: .* there is no line 9"):
        map_back(review, commit=LATER, later={APP: b"1\n"}, head_commit=HEAD, head={APP: b"1\n"})
