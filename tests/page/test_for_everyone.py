"""No fault that axe-core knows, in any state, in either theme."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.page.browsing import Window
from tests.page.served import Site

pytestmark = [pytest.mark.slow, pytest.mark.browser]
MODULE = "src/module.py"
Opens = Callable[..., Window]


def plain(_: Window) -> None:
    """Leave it as it opens."""


def split(at: Window) -> None:
    at.press("s")
    at.find("body[data-view=split]").wait_for()


def threads(at: Window) -> None:
    at.comment(MODULE, 70, "issue: `code` and\n```suggestion\n        pass\n```")
    at.file(MODULE).locator(".onfile").click()
    at.type("draft")
    at.kept()


def small(at: Window) -> None:
    at.page.set_viewport_size({"width": 400, "height": 800})
    threads(at)


def viewed(at: Window) -> None:
    at.press("]", "v", "m")
    at.find("#nviewed", "1").wait_for()


def finish(at: Window) -> None:
    at.press("f")
    at.find("#open li", "changed file").wait_for()


def keys(at: Window) -> None:
    at.press("?")
    at.find("#dhelp").wait_for()


def description(at: Window) -> None:
    at.press("1")
    at.find("#p-description").wait_for()


def commits(at: Window) -> None:
    at.press("2")
    at.find(".changes").first.click()
    at.find("#p-commits tr.add").first.wait_for()


def checks(at: Window) -> None:
    at.press("r")
    at.page.locator("#runchecks:disabled").wait_for()
    at.page.locator("#runchecks:enabled").wait_for(timeout=60_000)


def undo(at: Window) -> None:
    at.comment(MODULE, 70, "gone soon")
    at.find(".card .delete").click()
    at.find("#toast").wait_for()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(
    "state",
    [plain, split, threads, small, viewed, finish, keys, description, commits, checks, undo],
)
def test_axe_finds_no_fault(
    site: Site, window: Opens, state: Callable[[Window], None], theme: str
) -> None:
    at = window(site.url, color_scheme=theme, bypass_csp=True)
    state(at)
    assert at.accessible() == []
