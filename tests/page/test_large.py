"""Pull requests that are far too large, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from checker import rounds
from checker.model.place import Lines
from checker.model.review import ReviewComment, Side
from checker.model.times import to_second
from tests.page.browsing import Window
from tests.page.conftest import BASE
from tests.page.served import laid, path, served

pytestmark = [pytest.mark.slow, pytest.mark.browser]
Opens = Callable[..., Window]


def test_ten_megabytes_can_be_reviewed(tmp_path: Path, window: Opens) -> None:
    line = "value_{n} = compute({n}, 'some text that makes the line longer than most', key={n})\n"
    big = {
        path(f"big/part_{each:02}.py"): "".join(
            line.format(n=n + 10_000 * each) for n in range(2_500)
        ).encode()
        for each in range(50)
    }
    assert sum(map(len, big.values())) > 10_000_000
    with served(laid(tmp_path / "round", BASE, {**BASE, **big})) as site:
        at = window(site.url)
        at.comment("big/part_00.py", 3, "at the beginning")
        at.press("/")
        at.page.keyboard.type("value_492499 ")
        at.find("#found", "1 found").wait_for()
        at.press("Enter")
        at.find("tr.cur", "value_492499").wait_for()
        at.press("Escape", "c")
        at.type("at the end")
        at.press("Control+Enter")
        at.find(".card", "at the end").wait_for()
        at.press("j", "n", "]")
        assert at.find("tr.r").count() < 20_000
        assert len(site.get("state").fields["comments"]) == 2


def test_five_hundred_comments(tmp_path: Path, window: Opens) -> None:
    long = "".join(f"x_{n} = {n}\n" for n in range(1, 501)).encode()
    folder = laid(tmp_path / "round", BASE, {**BASE, path("long.py"): long})
    place = rounds.find(folder)
    comments = [
        ReviewComment(
            id=f"n{n}",
            path=path("long.py"),
            lines=Lines(first=n, last=n),
            side=Side.RIGHT,
            severity=None,
            body=f"comment {n}, about **this**",
            created_at=to_second(datetime.now(UTC)),
        )
        for n in range(1, 501)
    ]
    rounds.import_comments(place, comments, dealt=rounds.dealt(place))
    with served(folder) as site:
        at = window(site.url)
        at.find("#ncomments", "500").wait_for()
        at.find(".card", "comment 1,").wait_for()
        at.press("t", "T")
        at.find(".card:focus").wait_for()
        at.find(".card .delete").first.click()
        at.find("#ncomments", "499").wait_for()
        assert at.find(".card", "comment 1,").count() == 0
        at.press("z")
        at.find("#ncomments", "500").wait_for()


def test_a_line_without_end_is_cut(tmp_path: Path, window: Opens) -> None:
    endless = b"x = '" + b"a" * 200_000 + b"'\n"
    with served(laid(tmp_path / "round", BASE, {**BASE, path("endless.py"): endless})) as site:
        at = window(site.url)
        at.find(".cut", "more characters").wait_for()
        at.comment("endless.py", 1, "too long")
        assert at.width() <= 1280
