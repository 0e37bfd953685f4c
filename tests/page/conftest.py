from __future__ import annotations

import importlib
import importlib.util
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.system import trees
from tests.command import copy_round
from tests.page.browsing import Window
from tests.page.served import Site, laid, path, served

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
REQUIRED = "MESSYPR_BROWSER_REQUIRED"
FLAGS = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
MODULE = "\n".join(
    [
        '"""A module."""',
        "",
        "import time",
        *(f"CONSTANT_{n} = {n}" for n in range(1, 61)),
        "",
        "",
        "def work(count: int) -> int:",
        '    """Work."""',
        "    total = 0",
        "    for each in range(count):",
        "        total += each",
        "    return total",
        *(f"LATER_{n} = {n}" for n in range(1, 41)),
        "",
    ]
)
HOSTILE = "<script>alert(1)</script> & \"quoted\" 'single' \u202egnp.exe \x07 \u200b </td>\n"
BASE = {
    path("src/module.py"): MODULE.encode(),
    path("src/gone.py"): b"gone = 1\n",
    path("src/spaces.py"): b"if True:\n  x = 1\n",
    path("notes.md"): b"# Notes\n",
    path("poetry.lock"): b"one\n",
    path("untouched.py"): b"same = 1\nsame = 2\n",
}
FIRST = {
    **BASE,
    path("src/module.py"): MODULE.replace(
        "        total += each", "        time.sleep(1)\n        total = total + each"
    ).encode(),
}
HEAD = {
    name: content
    for name, content in {
        **FIRST,
        path("src/spaces.py"): b"if True:\n    x = 1\n",
        path('src/<b>new & "odd".py'): HOSTILE.encode() + b"x = 1\n",
        path("src/deep/er/added.py"): b"async def added() -> None:\n    pass\n",
        path("poetry.lock"): b"one\ntwo\n",
    }.items()
    if name != path("src/gone.py")
}


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return laid(tmp_path_factory.mktemp("begun") / "helpdesk-918273645", BASE, FIRST, HEAD)


@pytest.fixture
def folder(begun: Path, tmp_path: Path) -> Path:
    return copy_round(begun, tmp_path / begun.name)


@pytest.fixture
def begun_elsewhere(begun: Path, tmp_path: Path) -> Path:
    """Another round than that of ``folder``."""
    return copy_round(begun, tmp_path / "elsewhere" / begun.name)


@pytest.fixture(scope="session")
def lasting(begun: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = copy_round(begun, tmp_path_factory.mktemp("lasting") / begun.name)
    with served(folder) as site:
        yield site


@pytest.fixture
def site(lasting: Site) -> Site:
    """A round as it was dealt, behind a server that has served others."""
    for file in lasting.place.folder.iterdir():
        if file.is_file() and file.name not in ("round.json", "lock"):
            file.unlink()
    trees.write(HEAD, lasting.place.worktree)
    return lasting


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """The real browser; where it is missing its tests are skipped, but not where it is required.

    It goes with the file's last test: what drives it leaves an event loop running, in which no
    other file's tests could run one of theirs.
    """
    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    missing = "" if program else "no Chromium here (Debian: apt-get install chromium)"
    if importlib.util.find_spec("playwright") is None:
        missing = "no playwright here: pip install -e '.[page-tests]'"
    if missing:
        if os.environ.get(REQUIRED):
            pytest.fail(missing)
        pytest.skip(missing)
    driving = importlib.import_module("playwright.sync_api")
    with driving.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def window(chromium: Any) -> Iterator[Callable[..., Window]]:
    """Opens windows of one profile, and at the end looks whether a script of theirs failed."""
    contexts, windows = [], []
    shared: list[Any] = []

    def open_window(url: str, *, fresh: bool = False, ready: bool = True, **options: Any) -> Window:
        if fresh or options or not shared:
            settings = {"viewport": {"width": 1280, "height": 800}, **options}
            contexts.append(chromium.new_context(**settings))
            contexts[-1].set_default_timeout(60_000)
            shared[:] = [contexts[-1]]
        opened = Window(page=shared[0].new_page())
        windows.append(opened)
        opened.watch()
        opened.page.goto(url)
        if ready:
            opened.page.locator("body[data-ready]").wait_for()
        return opened

    yield open_window
    for context in contexts:
        context.close()
    assert [each for one in windows for each in one.failures] == []
