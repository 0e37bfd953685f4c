"""How fast the review page is, in Debian's Chromium, beside the limits that it is to keep.

Run it with ``python -m benchmarks.page [RUNS]`` on a quiet machine, after
``pip install -e '.[page-tests]'`` and with the package chromium installed. Medians.
"""

from __future__ import annotations

import gzip
import importlib
import shutil
import statistics
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.record import Figures, run
from checker.markup import style_sheet
from checker.model.pack import Tree
from checker.page.assets import SCRIPTS
from tests.page.conftest import CHROMIUM, FLAGS
from tests.page.served import laid, path, served

RUNS, FILES, LINES = 5, 50, 1_000
KEY_PRESSES = 40
PAINT = """
() => new Promise((done) => addEventListener('keydown', () => {
  const start = performance.now();
  requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
}, { once: true, capture: true }))
"""


def main(given: Sequence[str], figures: Figures) -> int:
    """Print the table."""
    runs = int(given[0]) if given else RUNS
    program = next(found for name in CHROMIUM if (found := shutil.which(name)))
    own = sum(len(gzip.compress(text.encode(), 5)) for text in (style_sheet(), *SCRIPTS.values()))
    with (
        tempfile.TemporaryDirectory() as folder,
        importlib.import_module("playwright.sync_api").sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=program, args=FLAGS)
        middle = laid(Path(folder, "middle"), *_trees(6, 258))
        large = laid(Path(folder, "large"), *_trees(FILES, LINES))
        print(f"{'what':58}{'median':>10}{'worst':>10}{'limit':>9}")
        _row(figures, "our own style sheet and scripts, gzipped (KB)", [own / 1_000], "80")
        _measure(figures, "1,548 changed lines", middle, browser, runs=runs, limit="700")
        _measure(figures, f"{FILES} files of {LINES:,} lines", large, browser, runs=runs, limit="")
        browser.close()
    return 0


def _measure(
    figures: Figures, name: str, folder: Path, browser: Any, *, runs: int, limit: str
) -> None:
    with served(folder) as site:
        served_after = [_opened(browser, site.url) for _ in range(runs)]
        _row(
            figures, f"{name}: ready for a comment (ms)", [each[0] for each in served_after], limit
        )
        _row(figures, f"{name}: page as sent, gzipped (KB)", [each[1] for each in served_after], "")
        for key in ("j", "n", "]"):
            _row(
                figures, f"{name}: key {key} to paint (ms)", _painted(browser, site.url, key), "50"
            )


def _opened(browser: Any, url: str) -> tuple[float, float]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.goto(url)
    page.locator("body[data-ready]").wait_for()
    ready = page.evaluate("performance.getEntriesByName('ready')[0].startTime")
    entries = "performance.getEntriesByType('navigation')[0].encodedBodySize"
    sent = page.evaluate(entries)
    context.close()
    return float(ready), float(sent) / 1_000


def _painted(browser: Any, url: str, key: str) -> list[float]:
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    page.goto(url)
    page.locator("body[data-ready]").wait_for()
    page.keyboard.press("]")
    page.locator("tr.cur").wait_for()
    times = []
    for _ in range(KEY_PRESSES):
        done = int(page.locator("body").get_attribute("data-keys") or 0)
        page.evaluate(f"() => {{ globalThis.painted = ({PAINT.strip()})(); }}")
        page.keyboard.press(key)
        times.append(float(page.evaluate("globalThis.painted")))
        page.locator(f'body[data-keys="{done + 1}"]').wait_for()
    context.close()
    return times


def _row(figures: Figures, name: str, values: list[float], limit: str) -> None:
    figures[name] = statistics.median(values)
    print(f"{name:58}{statistics.median(values):10.1f}{max(values):10.1f}{limit:>9}")


def _trees(files: int, lines: int) -> tuple[Tree, Tree]:
    """Return both versions of a project in which every third line of every file changed."""

    def tree(line: Callable[[int], str]) -> Tree:
        text = "".join(map(line, range(lines))).encode()
        return {path(f"src/module_{number:02}.py"): text for number in range(files)}

    before = tree(lambda n: f"    value_{n} = compute({n}, 'some text', key=None)  # as it was\n")
    after = tree(
        lambda n: f"    value_{n} = compute({n}, 'some text', key={n % 2})  # as it {n} is\n"
    )
    return before, after


if __name__ == "__main__":
    sys.exit(run("page", main))
