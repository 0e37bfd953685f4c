"""A round played wholly in the page, from its start to its report, in a real browser."""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker import rounds
from checker.dealing import planting
from checker.dealing.build import deal
from checker.dealing.draw import draw
from checker.packs import loading
from tests.command import MESSYPR, SEED, start_round
from tests.page.browsing import Window
from tests.page.served import served

pytestmark = [pytest.mark.slow, pytest.mark.browser]
GRADED = 300_000  # milliseconds
Opens = Callable[..., Window]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return start_round(tmp_path_factory.mktemp("dealt") / "round")


def test_from_the_first_look_to_the_scorecard(folder: Path, window: Opens) -> None:
    challenge = draw(loading.load("helpdesk"), SEED)
    dealt, sample = deal(challenge), challenge.pack.key.sample
    received: list[Any] = []
    with served(folder) as site:
        at = window(site.url, viewport={"width": 1280, "height": 800}, accept_downloads=False)

        def collect(answer: Any) -> None:
            received.append(answer)

        at.page.on("response", collect)
        at.page.reload()
        at.find("body[data-ready]").wait_for()
        for remark in sample.remarks:
            where = planting.locate(dealt.dealt.head, remark.site.path, remark.site.text)
            if at.file(str(where.path)).locator(f'td.n[data-n="{where.lines.first}"]').count() == 0:
                continue
            at.number(str(where.path), where.lines.first).click()
            at.find("textarea:focus").fill(remark.body)
            at.press("Control+Enter")
            at.find("textarea").locator("visible=true").wait_for(state="detached")
        said = len(rounds.load_review(rounds.find(folder)).comments)
        assert said >= 5
        before = "".join(_text(each) for each in _since_it_was_loaded(received))
        assert all(str(remark.site.path) in before for remark in sample.remarks)
        for defect in challenge.defects:
            assert defect.explanation not in before
            assert defect.slug not in before
        fixed = planting.repair(
            dealt.dealt.head, sample.fix, ruff_config=loading.ruff_config(challenge.pack)
        )
        for path, content in fixed.items():
            (folder / path).write_bytes(content)
        at.press("f")
        at.find("#open li", "changed file").wait_for()
        at.find("#summary").fill("Not yet, see the comments.")
        at.page.get_by_label("Request changes").check()
        at.page.get_by_role("button", name="Hand in").click()
        at.find("#dgrading").wait_for()
        at.find("#doing", "hidden tests").wait_for()
        at.page.wait_for_url("**/report", timeout=GRADED)
        _reads_as_a_scorecard(at, len(challenge.defects))
        at.page.get_by_role("link", name="The pull request again").click()
        at.find("body.over[data-ready]").wait_for()
        assert at.find(".card .edit").count() == 0
        assert at.find(".card").count() >= 5


def _reads_as_a_scorecard(at: Window, planted: int) -> None:
    at.find(".big", "of 100").wait_for()
    assert at.find(".finding").count() == planted
    assert at.find(".finding.hit").count() >= 5
    assert at.find("tr.th .card.hit").count() >= 3
    assert at.find("tr.th .card.miss").count() >= 1
    at.find("svg.wide circle.hit").first.wait_for()
    assert at.find(".said").count() >= 5


def _since_it_was_loaded(received: list[Any]) -> list[Any]:
    """Return the answers to the page that is there: those of the one before have no bodies."""
    loads = [n for n, each in enumerate(received) if each.request.is_navigation_request()]
    return received[loads[-1] :]


def _text(answer: Any) -> str:
    kind = answer.headers.get("content-type", "")
    if answer.request.method == "GET" and answer.ok and ("html" in kind or "json" in kind):
        return re.sub(r"<[^>]+>", "", html.unescape(str(answer.text())))
    return ""


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_the_file_reads_alone_and_for_everyone(
    folder: Path, tmp_path: Path, window: Opens, theme: str, width: int
) -> None:
    """Runs after the round above, on the report that it left."""
    if not (folder / ".git/messypr/report.json").is_file():
        pytest.skip("the round above was not graded")
    file = tmp_path / "scorecard.html"
    write = [str(MESSYPR), "report", "--html", str(file)]
    subprocess.run(write, cwd=folder, check=True, capture_output=True)
    at = window(
        file.as_uri(),
        ready=False,
        color_scheme=theme,
        viewport={"width": width, "height": 800},
        bypass_csp=True,
    )
    at.find(".big").wait_for()
    assert [each for each in at.asked if not each.startswith(("file:", "data:"))] == []
    assert at.width() <= width
    assert at.accessible() == []
