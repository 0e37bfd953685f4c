"""The visible checks in the page: how old they are, what they count, how they stop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checker.page.worktree_mark import mark
from cli.steps.visible_checks import summary
from tests.page.browsing import Window
from tests.page.served import Site, served

MODULE = "src/module.py"
ENDED = "#checkswhen:not(:empty)"
Opens = Callable[..., Window]


@pytest.mark.parametrize(
    ("name", "lines", "said"),
    [
        (
            "pytest",
            ["....F", "FAILED t.py::t", "1 failed, 12 passed in 0.31s"],
            "1 failed, 12 passed",
        ),
        ("pytest", ["2 passed, 1 error in 1.00s (0:00:01)"], "2 passed, 1 error"),
        ("pytest", ["no tests ran in 0.00s"], ""),
        ("mypy", ["src/a.py:3: error: no", "src/b.py:4:1: note: x"], "2 places"),
        ("ruff", ["src/a.py:3:1: F401 unused"], "1 place"),
        ("ruff", [], ""),
    ],
)
def test_what_a_tool_found_is_said_in_a_few_words(name: str, lines: list[str], said: str) -> None:
    assert summary(name, lines) == said


def test_a_change_of_any_file_is_noticed_and_what_tools_leave_is_not(tmp_path: Path) -> None:
    (tmp_path / "src").mkdir()
    before = mark(tmp_path)
    (tmp_path / "src" / "new.py").write_text("x = 1\n")
    after = mark(tmp_path)
    assert after != before
    (tmp_path / "src" / "__pycache__").mkdir()
    (tmp_path / "src" / "__pycache__" / "new.pyc").write_bytes(b"x")
    (tmp_path / ".mypy_cache").mkdir()
    (tmp_path / ".mypy_cache" / "x").write_bytes(b"x")
    assert mark(tmp_path) == after
    (tmp_path / "src" / "new.py").unlink()
    assert mark(tmp_path) == before


@pytest.mark.slow
@pytest.mark.browser
def test_results_say_when_they_ended_and_that_they_are_outdated(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.walk("r")
    at.find(ENDED, "They ended at").wait_for()
    assert at.find("#checks .tag.outdated").count() == 0
    other = site.place.worktree / "untouched.py"
    other.write_text("same = 3\n")
    at.find(ENDED, "has changed since").wait_for()
    assert at.find("#checks .tag.outdated").count() == at.find("#checks li").count()


@pytest.mark.slow
@pytest.mark.browser
def test_a_place_that_a_tool_names_leads_to_its_line(site: Site, window: Opens) -> None:
    file = site.place.worktree / MODULE
    lines = file.read_text().splitlines()
    lines[9] += "; import os"
    file.write_text("\n".join(lines))
    at = window(site.url)
    at.walk("r")
    at.find("#checks .place", f"{MODULE}:10").first.wait_for()
    at.find("#checks .place", f"{MODULE}:10").first.click()
    at.find("tr.cur", "CONSTANT_7 = 7").wait_for()


@pytest.mark.slow
@pytest.mark.browser
def test_checks_can_be_stopped(folder: Path, window: Opens) -> None:
    (folder / "tests").mkdir(exist_ok=True)
    endless = "def test_endless():\n    while True:\n        pass\n"
    (folder / "tests" / "test_endless.py").write_text(endless)
    with served(folder) as site:
        at = window(site.url)
        assert not at.find("#stopchecks").is_visible()
        at.walk("r")
        at.find("#checks li:has(b:text-is('pytest')) .tag", "running").wait_for()
        at.find("#stopchecks").click()
        at.find(ENDED, "You stopped them").wait_for()
        at.page.locator("#runchecks:enabled").wait_for()
        at.find("#checks li:has(b:text-is('pytest')) .tag", "not run yet").wait_for()
