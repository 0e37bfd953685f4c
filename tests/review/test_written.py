"""Reviews as people write them in Markdown: each shape gives the comment that it means."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from checker.errors import InvalidReviewError
from checker.model.review import Event, ReviewComment, Side
from checker.review.formats import Origin, Taken, take
from checker.rules.rule import Severity

APP, DATABASE = PurePosixPath("src/app.py"), PurePosixPath("src/lib/db.py")
DOTTED = (".env", ".github/workflows/ci.yml", ".env.example")
TREE = {APP: b"x\n" * 40, DATABASE: b"y\n" * 40, **{PurePosixPath(n): b"z\n" for n in DOTTED}}
HERE = Origin(head=TREE, base=TREE)


def taken(text: str) -> Taken:
    return take(text.encode(), origin=HERE)


def place(comment: ReviewComment) -> tuple[str, int, int]:
    assert comment.lines is not None
    return str(comment.path), comment.lines.first, comment.lines.last


@pytest.mark.parametrize(
    "start",
    [
        "## `src/app.py:12`",
        "## src/app.py#L12",
        "## src/app.py line 12",
        "## src/app.py, line 12",
        "## src/app.py (line 12)",
        "## src/app.py:12:5",
        "## src/app.py:L12",
        "### src/app.py:12",
        "#### **src/app.py:12**",
        "**src/app.py:12**\n",
        "**`src/app.py`, line 12**\n",
        "src/app.py:12\n-------------",
        "src/app.py:12\n=============",
        "src/app.py:12\n",
        "@src/app.py:12\n",
        "src/app.py:12:5:",
        "- src/app.py:12:",
        "* `src/app.py:12` \u2014",
        "1. **src/app.py:12**:",
        "- [app.py](src/app.py#L12)",
        "- [src/app.py:12](https://desk.example/blob/main/src/app.py#L12):",
        "[`src/app.py:12`](https://desk.example)",
        "In `src/app.py:12`,",
        "**File:** `src/app.py:12`\n",
        "## ./src/app.py:12",
        "## /src/app.py:12",
        "## app.py:12",
        "## src/app.py\n\n- line 12:",
        "## src/app.py\n\n- **L12**:",
        "## src/app.py\n\n### Line 12\n",
        "> src/app.py:12\n",
    ],
)
def test_a_place_in_any_usual_shape_is_a_comment_on_its_line(start: str) -> None:
    found = taken(f"{start} Nobody waits.\n")
    [comment] = found.review.comments or taken(f"{start}\nNobody waits.\n").review.comments
    assert place(comment) == ("src/app.py", 12, 12)
    assert "Nobody waits." in comment.body
    assert "src/app.py" not in comment.body


@pytest.mark.parametrize("name", DOTTED)
@pytest.mark.parametrize(
    "text",
    [
        "- `{}:1` leaks",
        "- {}:1 - leaks",
        "## {}:1\nleaks",
        "## {}, line 1\n\nleaks",
        "| {} | 1 | leaks |",
    ],
)
def test_a_name_that_begins_with_a_dot_is_a_place(name: str, text: str) -> None:
    header = "| file | line | comment |\n| --- | --- | --- |\n" if text.startswith("|") else ""
    [comment] = taken(header + text.format(name)).review.comments
    assert (place(comment), comment.body) == ((name, 1, 1), "leaks")


def test_code_that_begins_with_a_dot_is_no_place() -> None:
    [comment] = taken("## src/app.py:3\n\n- .filter() is slow\n- .sort(1) too\n").review.comments
    assert comment.body == "- .filter() is slow\n- .sort(1) too"


@pytest.mark.parametrize(
    "where",
    ["src/app.py:12-14", "src/app.py:12\u201314", "src/app.py#L12-L14", "src/app.py:L12-L14",
     "src/app.py#L12-14", "src/app.py lines 12 to 14", "src/app.py, lines 12\u201314",
     "`src/app.py:12-14`", "src/app.py:12:5-14:9"],
)  # fmt: skip
def test_a_range_in_any_usual_shape_is_a_range(where: str) -> None:
    for text in (f"## {where}\nNobody waits.", f"- {where}: Nobody waits."):
        [comment] = taken(text).review.comments
        assert place(comment) == ("src/app.py", 12, 14)


@pytest.mark.parametrize(
    ("heading", "severity"),
    [
        ("## src/app.py:12 (Major)", Severity.MAJOR),
        ("## src/app.py:12 (blocking)", Severity.BLOCKER),
        ("## src/app.py:12 \u2014 critical", Severity.BLOCKER),
        ("## src/app.py:12 [nitpick]", Severity.NIT),
        ("## [major] src/app.py:12", Severity.MAJOR),
        ("- [minor] `src/app.py:12`", Severity.MINOR),
        ("- **Major** \u2014 `src/app.py:12`:", Severity.MAJOR),
        ("\U0001f534 **Blocking** `src/app.py:12`", Severity.BLOCKER),
        ("1. **[ISSUE]** `src/app.py:12` -", None),  # a label that says nothing of how bad it is
        ("## Critical issues\n\n- `src/app.py:12`:", Severity.BLOCKER),
        ("## Nits\n\n### src/app.py:12\n", Severity.NIT),
        ("### src/app.py:12\n**Severity:** High\n\n", Severity.MAJOR),
        ("## src/app.py:12 (non-blocking)", None),
    ],
)
def test_a_severity_in_any_usual_words_is_ours(heading: str, severity: Severity | None) -> None:
    text = heading if heading.endswith(("\n", ":", "-", "`")) else f"{heading}\n"
    [comment] = taken(f"{text} Nobody waits.").review.comments
    assert (place(comment), comment.severity) == (("src/app.py", 12, 12), severity)
    assert "Nobody waits." in comment.body


@pytest.mark.parametrize(
    ("start", "event"),
    [
        ("# Review: Request changes", Event.REQUEST_CHANGES),
        ("# Review: REQUEST_CHANGES", Event.REQUEST_CHANGES),
        ("# Request changes", Event.REQUEST_CHANGES),
        ("Request changes.", Event.REQUEST_CHANGES),
        ("**Verdict:** changes requested", Event.REQUEST_CHANGES),
        ("Decision: approve", Event.APPROVE),
        ("LGTM!", Event.APPROVE),
        ("---\ntitle: mine\nverdict: approve\n---", Event.APPROVE),
    ],
)
def test_a_verdict_in_any_usual_words_is_ours(start: str, event: Event) -> None:
    review = taken(f"{start}\n\n## src/app.py:12\nNobody waits.").review
    assert review.event is event
    assert [comment.body for comment in review.comments] == ["Nobody waits."]


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        ("I looked at it.\n\n## src/app.py:12\nx", "I looked at it."),
        ("## Summary\nNot yet.\n\n## src/app.py:12\nx", "Not yet."),
        ("## src/app.py:12\nx\n\n## Summary\nNot yet.", "Not yet."),
        ("# My thoughts\n\nNot yet.\n\n## src/app.py:12\nx", "My thoughts\n\nNot yet."),
        ("- src/app.py:12: x\n\nAll in all: no.", "All in all: no."),
        ("\ufeff# Review\r\nNot yet.\r\n\r\n## src/app.py:12\r\nx\r\n", "Not yet."),
    ],
)
def test_what_is_said_of_no_line_is_the_summary(text: str, summary: str) -> None:
    review = taken(text).review
    assert review.body == summary
    assert [comment.body for comment in review.comments] == ["x"]


def test_what_is_below_a_place_belongs_to_it() -> None:
    text = (
        "## src/app.py:12\nUse:\n\n```md\n## src/lib/db.py:3\n# no heading\n```\n\n### Why\nHung."
        "\n\n- see src/lib/db.py, which waits\n\n## src/lib/db.py:3\nand here"
    )
    first, second = taken(text).review.comments
    assert first.body.startswith("Use:\n\n```md\n## src/lib/db.py:3\n# no heading\n```\n\n### Why")
    assert first.body.endswith("- see src/lib/db.py, which waits")
    assert (place(second), second.body) == (("src/lib/db.py", 3, 3), "and here")


def test_bullets_keep_what_is_indented_below_them() -> None:
    text = "* `src/app.py:12` Nobody waits.\n  And more.\n\n  - nested\n* `src/lib/db.py:3` leaks"
    first, second = taken(text).review.comments
    assert first.body == "Nobody waits.\nAnd more.\n\n- nested"
    assert second.body == "leaks"


def test_a_heading_above_a_place_is_the_title_of_the_comment() -> None:
    titled = "### 1. Missing await\n**File:** `src/app.py:12`\n\nIt hangs.\n\n"
    text = f"{titled}### Pool (src/lib/db.py:3)\nx"
    first, second = taken(text).review.comments
    assert first.body == "1. Missing await\n\nIt hangs."
    assert second.body == "Pool\nx"


def test_lines_as_compilers_write_them_are_comments() -> None:
    found = taken("src/app.py:12:5: E501 too long\nsrc/lib/db.py:3:1: F401 unused\n")
    assert [comment.body for comment in found.review.comments] == ["E501 too long", "F401 unused"]


def test_comments_on_a_file_and_on_the_left_side() -> None:
    whole, left, old = taken(
        "## src/app.py\nNo tests.\n\n## src/app.py:3 [L]\ngone\n\n- `src/lib/db.py:~3` - went"
    ).review.comments
    assert (whole.lines, whole.body) == (None, "No tests.")
    assert (left.side, old.side) == (Side.LEFT, Side.LEFT)


@pytest.mark.parametrize("text", ["hello", "See and/or e.g. nothing.", "x = src.app:f", "12:30"])
def test_prose_without_a_place_is_no_review(text: str) -> None:
    with pytest.raises(InvalidReviewError, match="in no known format"):
        taken(text)


def test_headings_without_a_place_are_a_summary_and_this_is_said() -> None:
    found = taken("# A heading\n\nand prose")
    assert (found.review.comments, found.review.body) == ((), "A heading\n\nand prose")
    [note] = found.notes
    assert note.reason.startswith("it names no line of a file")


def test_rows_of_a_table_with_files_and_texts_are_comments() -> None:
    rule = "|---|---|---|---|\n"
    found = taken(
        f"| File | Line | Severity | Comment |\n{rule}| `src/app.py` | 12 | Major | a \\| b |\n"
        f"| src/lib/db.py | 3-5 | nit | name |\n| General | | | no tests |\n\n"
        "| Location | Issue | Fix |\n|:--|--|--|\n| `src/app.py:12` | Nobody waits | await it |\n"
    )
    assert [(place(each), each.severity, each.body) for each in found.review.comments] == [
        (("src/app.py", 12, 12), Severity.MAJOR, "a | b"),
        (("src/lib/db.py", 3, 5), Severity.NIT, "name"),
        (("src/app.py", 12, 12), None, "Nobody waits\n\nawait it"),
    ]
    assert "no tests" in found.review.body
