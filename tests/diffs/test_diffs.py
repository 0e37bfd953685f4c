"""Diffs as values, compared with what git says of real repositories."""

from __future__ import annotations

import random
import re
from html import unescape
from pathlib import Path, PurePosixPath

import pytest

from checker.diffs import View, changed, hunks, lay_out, shared, side_by_side
from checker.markup import TableRow, classes, code_line, label, prose, rows, table
from checker.page.comparing import compare
from checker.system import git
from tests.page.served import WHO


def commit(repository: Path, files: dict[str, bytes]) -> str:
    for name, content in files.items():
        file = repository / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    git.run("add", "--all", cwd=repository)
    git.run("commit", "-q", "--allow-empty", "-m", "x", cwd=repository, extra=WHO)
    return git.text("rev-parse", "HEAD", cwd=repository)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    git.run("init", "--quiet", cwd=tmp_path)
    return tmp_path


@pytest.mark.parametrize("seed", range(25))
def test_both_versions_can_be_read_off_the_rows(repository: Path, seed: int) -> None:
    draw = random.Random(seed)
    old = [f"line {draw.randrange(30)}" for _ in range(draw.randrange(120))]
    new = [each for each in old if draw.random() < 0.9]
    for _ in range(draw.randrange(12)):
        new.insert(draw.randrange(len(new) + 1), f"new {draw.randrange(9)}")
    before = commit(repository, {"a.py": "\n".join(old).encode()})
    after = commit(repository, {"a.py": "\n".join(new).encode()})
    for diff in compare(repository, before, after):
        told = [row for hunk in hunks(diff) for row in hunk.rows]
        hidden = shared(diff, 1, len(diff.new))
        news = {row.new: row for row in (*told, *hidden) if row.new}
        olds = {row.old: row for row in (*told, *hidden) if row.old}
        assert sorted(news) == list(range(1, len(diff.new) + 1))
        assert sorted(olds) == list(range(1, len(diff.old) + 1))
        for row in (*told, *hidden):
            if row.old and row.new:
                assert diff.old[row.old - 1] == diff.new[row.new - 1]
        pairs = side_by_side(told)
        assert [left.old for left, _ in pairs if left] == [row.old for row in told if row.old]
        assert [right.new for _, right in pairs if right] == [row.new for row in told if row.new]
        for view in View:
            lines = [
                pair for part in lay_out(diff, view, 7) for s in part.strips for pair in s.lines
            ]
            assert {row for pair in lines for row in pair if row} == set(told)


def test_names_and_contents_that_look_like_headers_are_none(repository: Path) -> None:
    odd = 'a\t"b" é\nc'
    header = b"diff --git a/x b/x\nindex 0000000..1111111\n@@ -1 +1 @@\n"
    before = commit(repository, {odd: b"one\n", "p.txt": b"x\n"})
    after = commit(repository, {odd: header + b"one\n", "p.txt": b"x\n--- a\n+++ b\n"})
    found = {str(each.path): each for each in compare(repository, before, after)}
    assert found[odd].added == 3
    assert found["p.txt"].added == 2


def test_every_kind_of_change_has_its_status(repository: Path) -> None:
    text = "".join(f"{n}\n" for n in range(50)).encode()
    before = commit(repository, {"a": text, "gone": b"x\n", "bin": b"\0", "sp": b" x\n"})
    (repository / "a").rename(repository / "b")
    (repository / "gone").unlink()
    (repository / "link").symlink_to("b")
    after = commit(repository, {"bin": b"\0\1", "sp": b"   x\n", "empty": b""})
    found = {str(each.path): each for each in compare(repository, before, after)}
    assert {name: str(each.status) for name, each in found.items()} == {
        "b": "renamed",
        "bin": "modified",
        "empty": "added",
        "gone": "deleted",
        "link": "added",
        "sp": "modified",
    }
    assert found["bin"].note == "a binary file"
    assert found["link"].note == "not a regular file"
    quiet = compare(repository, before, after, ignore_spaces=True)
    assert [each.blocks for each in quiet if str(each.path) == "sp"] == [()]


def test_configuration_of_the_repository_decides_nothing(repository: Path) -> None:
    before = commit(repository, {"a.py": b"x = 1\n", ".gitattributes": b"* -diff binary\n"})
    git.run("config", "diff.external", "false", cwd=repository)
    git.run("config", "diff.context", "0", cwd=repository)
    git.run("config", "diff.noprefix", "true", cwd=repository)
    after = commit(repository, {"a.py": b"x = 2\n"})
    (diff,) = compare(repository, before, after)
    assert (diff.added, diff.deleted) == (1, 1)


@pytest.mark.parametrize(
    ("before", "after", "gone", "come"),
    [
        ("a = f(x)", "a = f(y)", ["x"], ["y"]),
        ("return one", "return one, two", [], [", two"]),
        ("alpha beta", "nothing alike at all here", [], []),
        ("x" * 500, "y" * 500, [], []),
        ("", "", [], []),
    ],
)
def test_words_that_changed(before: str, after: str, gone: list[str], come: list[str]) -> None:
    left, right = changed(before, after)
    assert [before[a:b] for a, b in left] == gone
    assert [after[a:b] for a, b in right] == come


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a & b < c > d \" ' \\",
        "\u202e\u2066\x00\x1b[31m\u200b\ufeff\udcff",
        "x" * 20_000,
        "\t tab",
    ],
)
def test_a_line_is_escaped_whatever_is_in_it(text: str) -> None:
    html = str(code_line(text, ((0, 3, "k"), (5, 6, "s")), ((1, 4),)))
    assert "<script" not in html
    assert not set(html) & set("\u202e\u2066\x00\x1b\u200b\ufeff\udcff")
    assert len(html) < 7_000
    shown = unescape(re.sub("<[^>]+>", "", html))
    assert "<script>" not in text or "<script>" in shown


def test_strings_over_several_lines_are_strings_on_each() -> None:
    lines = ('x = """one', "def two", '"""', "y = 1")
    found = classes(PurePosixPath("a.py"), lines)
    assert {name for *_, name in found[1]} == {"s"}
    assert classes(PurePosixPath("a.unknown"), lines) == ((), (), (), ())
    assert len(classes(PurePosixPath("a.py"), ("",) * 7)) == 7


def test_tables_hold_every_line_once(repository: Path) -> None:
    before = commit(repository, {"a.py": b"one = 1\ntwo = 2\n"})
    after = commit(repository, {"a.py": b"one = 1\ntwo = 22\nthree = 3\n"})
    (diff,) = compare(repository, before, after)
    given = TableRow(diff)
    (part,) = lay_out(diff, View.UNIFIED)
    html = str(table(given, part, View.UNIFIED))
    assert html.count("<tr class=") == 4
    assert "three" in unescape(html)
    (part,) = lay_out(diff, View.SPLIT)
    assert str(table(given, part, View.SPLIT)).count("<tr class=r>") == 3
    assert str(rows(given, part.strips[0].lines, View.SPLIT)).count("data-n=") == 5


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("issue: x", "issue"),
        ("**suggestion (non-blocking):** x", "suggestion"),
        ("Question: x", "question"),
        ("http://x", ""),
        ("other: x", ""),
    ],
)
def test_labels_of_conventional_comments(text: str, expected: str) -> None:
    assert label(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "<script>x</script>",
        "[a](javascript:x)",
        "[a](data:text/html,x)",
        "![a](http://e.example/x)",
        '<http://e.example/" onclick=x>',
        "`<b>`",
        "```\n<b>\n```",
        "    <b>\n",
        "\u202e",
    ],
)
def test_prose_lets_nothing_through(text: str) -> None:
    html = str(prose(text))
    for bad in ("<script", 'href="javascript', 'href="data', "<img", "<b>", "\u202e"):
        assert bad not in html
    assert not re.search("<[^>]* onclick", html)
