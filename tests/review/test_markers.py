from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePosixPath
from textwrap import dedent

import pytest

from checker.errors import InvalidReviewError
from checker.model.place import Lines
from checker.review.markers import find, strip, to_comments
from checker.rules.rule import Severity

APP = PurePosixPath("src/app.py")
WORKED = dedent('''\
    """A string may hold #? no marker."""
    #? note: two lines,
    #? one comment

    import asyncio  # a comment with #? inside


    async def run(x):
        task = asyncio.create_task(x)  #? issue (blocking, async): nobody keeps the task
        return [
            1,   #? nit: a list
            #? question: why two?
            2,
        ]
    #? suggestion: at the end
''')
CLEAN = dedent('''\
    """A string may hold #? no marker."""

    import asyncio  # a comment with #? inside


    async def run(x):
        task = asyncio.create_task(x)
        return [
            1,
            2,
        ]
''')


def test_markers_are_found_with_the_line_they_are_about() -> None:
    found = [(m.line, m.rows.first, m.rows.last, m.text) for m in find(WORKED)]
    assert found == [
        (5, 2, 3, "note: two lines,\none comment"),
        (9, 9, 9, "issue (blocking, async): nobody keeps the task"),
        (11, 11, 11, "nit: a list"),
        (13, 12, 12, "question: why two?"),
        (14, 15, 15, "suggestion: at the end"),
    ]


def test_markers_at_the_ends_of_neighbouring_lines_stay_apart() -> None:
    assert [m.line for m in find("x = 1  #? a\ny = 2  #? b\n#? c\nz = 3\n")] == [1, 2, 4]


def test_stripping_gives_the_source_without_markers() -> None:
    assert strip(WORKED) == CLEAN
    assert strip(CLEAN) == CLEAN


@pytest.mark.parametrize(
    "source",
    [
        "",
        "x = 1",
        "x = 1  \r\ny\x0c = 2\r\n",
        "def broken(:\n  '''",
        "x = '#? no'\n",
        "\ufeffx = 1",
    ],
)
def test_a_source_without_markers_stays_the_very_same(source: str) -> None:
    assert strip(source) == source
    assert find(source) == ()


def test_only_the_marker_goes_and_line_ends_stay() -> None:
    assert strip("x = 1 \t #? a\r\n#? b\r\ny = 'é'#? c") == "x = 1\r\ny = 'é'"
    assert strip("x = 1\n#? last") == "x = 1\n"
    assert strip("#?only") == ""


@pytest.mark.parametrize(
    "source", ["x = (  #? open\n", "'''  #? never closed", "if x:\n    y\n  z  #? dedent\n"]
)
def test_what_is_not_python_is_refused_by_its_path(source: str) -> None:
    for function in (find, strip):
        with pytest.raises(InvalidReviewError, match=r"^src/app\.py: cannot look for #\? markers"):
            function(source, APP)


def test_a_marker_that_says_nothing_is_refused() -> None:
    with pytest.raises(InvalidReviewError, match=r"src/app\.py:2: the marker #\? says nothing"):
        find("x = 1\n#? \n", APP)


def test_comments_stand_on_the_lines_that_were_dealt() -> None:
    dealt = CLEAN.replace("import asyncio  #", "import time\nimport asyncio  #")
    comments = to_comments(APP, WORKED, dealt, created_at=datetime(2026, 1, 31, 9, 30, tzinfo=UTC))
    assert [c.lines.first for c in comments if c.lines] == [4, 8, 10, 11, 12]
    assert comments[1].severity is Severity.BLOCKER
    assert comments[2].severity is Severity.NIT
    assert comments[1].body == "issue (blocking, async): nobody keeps the task"
    assert {c.path for c in comments} == {APP}


def test_the_same_markers_give_the_same_comments() -> None:
    later = "import os\n" + WORKED
    first, second = to_comments(APP, WORKED, CLEAN), to_comments(APP, later, CLEAN)
    assert [c.id for c in first] == [c.id for c in second]
    assert len({c.id for c in first}) == 5
    assert len(to_comments(APP, "x = 1  #? a\n#? a\n", "x = 1\n")) == 1


def test_a_marker_on_a_new_line_goes_to_the_dealt_line_before_it() -> None:
    (comment,) = to_comments(
        APP, "a = 1\nb = 2\nnew = 3  #? mine\nc = 4\n", "a = 1\nb = 2\nc = 4\n"
    )
    assert comment.lines == Lines(first=2, last=2)


def test_a_file_of_markers_alone_is_a_comment_on_the_file() -> None:
    (comment,) = to_comments(APP, "#? why is this file here?\n", "")
    assert comment.lines is None
