"""Reading a pull request in a real browser: views, keys, tabs, looks."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from checker.system import git
from tests.page.browsing import Window
from tests.page.conftest import BASE, HEAD, HOSTILE
from tests.page.served import WHO, Site, laid, path, served

pytestmark = [pytest.mark.slow, pytest.mark.browser]
MODULE = "src/module.py"
Opens = Callable[..., Window]


def test_it_asks_this_server_alone_and_breaks_no_rule_of_its_own(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.walk("s", "2", "3", "1", "4")
    at.comment(MODULE, 70, "![picture](http://evil.example/p.png) <img src=http://evil.example/>")
    at.page.reload()
    at.find(".card").wait_for()
    assert {urlsplit(each).netloc for each in at.asked if not each.startswith("data:")} == {
        f"127.0.0.1:{site.port}"
    }


def test_unified_and_split_keep_place_and_comments(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.comment(MODULE, 70, "stays")
    at.press("Escape")
    at.number(MODULE, 71).locator("xpath=following-sibling::td").click()
    at.find("tr.cur", "total + each").wait_for()
    at.find("button", "Split").click()
    at.find("body[data-view=split]").wait_for()
    at.find("tr.cur td.c.add", "total + each").wait_for()
    at.find("tr.th .card", "stays").wait_for()
    at.page.reload()
    at.find("body[data-view=split][data-ready]").wait_for()
    at.press("s")
    at.find("body[data-view=unified]").wait_for()
    at.find("tr.th .card", "stays").wait_for()
    assert [each["body"] for each in site.get("state").fields["comments"]] == ["stays"]


def test_what_is_begun_while_the_view_changes_goes_on_in_the_new_one(
    site: Site, window: Opens
) -> None:
    at = window(site.url)
    with at.held("**/files?*"):
        at.find("button", "Split").click()
        at.number(MODULE, 70).click()
        at.type("begun ")
    at.find("body[data-view=split]").wait_for()
    at.type("and ended")
    at.press("Control+Enter")
    at.find(".card", "begun and ended").wait_for()
    assert [each["body"] for each in site.get("state").fields["comments"]] == ["begun and ended"]


def test_of_two_views_asked_for_the_last_one_stays(site: Site, window: Opens) -> None:
    at = window(site.url)
    with at.held("**/files?*"):
        at.find("button", "Split").click()
        at.find("#spaces").click()
    at.find("body[data-view=split]").wait_for()
    assert sum("files?view=split&spaces=ignored" in each for each in at.asked) == 1
    at.find("#spaces").click()
    with at.held("**/files?*"):
        at.find("button", "Unified").click()
        at.number(MODULE, 70).hover()
        at.page.mouse.down()
    at.find("body[data-view=unified]").wait_for()
    at.page.mouse.up()
    at.find("form.cf").wait_for()


def test_words_that_changed_are_marked(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.number(MODULE, 70).wait_for()
    marks = at.file(MODULE).locator("tr.add mark").all_text_contents()
    assert "".join(marks).split() == ["total", "+"]
    assert at.file(MODULE).locator("tr.del mark").all_text_contents() == ["+"]


def test_a_long_string_is_coloured_as_a_whole(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.file(MODULE).locator("[data-how=all]").first.click()
    at.number(MODULE, 1).wait_for()
    line = at.file(MODULE).locator("tr.r", has_text='"""A module."""')
    assert line.locator("i.s").inner_text() == '"""A module."""'


def test_hidden_lines_are_shown_a_few_at_a_time(site: Site, window: Opens) -> None:
    at = window(site.url)
    gap = at.file(MODULE).locator("tr.hunk").first
    first, last = int(gap.get_attribute("data-first")), int(gap.get_attribute("data-last"))
    gap.locator("[data-how=up]").click()
    at.number(MODULE, last - 19).wait_for()
    assert at.number(MODULE, last - 20).count() == 0
    gap.locator("[data-how=down]").click()
    at.number(MODULE, first + 19).wait_for()
    gap.locator("[data-how=all]").click()
    at.number(MODULE, first + 20).wait_for()
    lines = [
        int(each)
        for each in at.file(MODULE)
        .locator('td.n[data-s="R"]')
        .evaluate_all("cells => cells.map(cell => cell.dataset.n).filter(Boolean)")
    ]
    assert lines == list(range(1, max(lines) + 1))
    at.comment(MODULE, 12, "on a line that was hidden")


def test_white_space_is_hidden(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.file("src/spaces.py").locator("tr.add").wait_for()
    at.press("w")
    at.find(".hint", "Nothing but white space").wait_for()
    assert at.file("src/spaces.py").locator("tr.add").count() == 0
    at.press("w")
    at.file("src/spaces.py").locator("tr.add").wait_for()


def test_generated_files_are_folded(site: Site, window: Opens) -> None:
    at = window(site.url)
    lock = at.file("poetry.lock")
    lock.locator(".why", has_text="generated").wait_for()
    assert not lock.locator("table").is_visible()
    lock.locator(".unfold").click()
    lock.locator("tr.add", has_text="two").wait_for()


def test_viewed_folds_goes_on_and_is_remembered(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.press("]", "v")
    at.find("#nviewed", "1").wait_for()
    at.find("tr.cur").wait_for()
    viewed = site.get("state").fields["viewed"]
    assert len(viewed) == 1
    at.page.reload()
    at.find("#nviewed", "1").wait_for()
    assert at.file(viewed[0]).locator(".viewed").is_checked()
    assert not at.file(viewed[0]).locator(".body").is_visible()
    assert at.find("#tree a.done").count() == 1


def test_the_tree_counts_and_leads(site: Site, window: Opens) -> None:
    at = window(site.url)
    assert at.find("#tree a").count() == 6
    at.find("#tree .dir", "src").first.wait_for()
    at.find("#tree a", "module.py").click()
    at.file(MODULE).locator("tr.cur").wait_for()
    box = at.file(MODULE).bounding_box()
    assert 0 <= box["y"] < 400


def test_search_leads_from_hit_to_hit(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.press("/")
    at.page.keyboard.type("TOTAL")
    at.find("#found", "found").wait_for()
    total = int(at.find("#found").inner_text().split()[0])
    assert total > 2
    at.press("Enter")
    at.find("#found", f"1 of {total}").wait_for()
    first = at.find("tr.cur").inner_text()
    at.find("#after").click()
    at.find("#found", f"2 of {total}").wait_for()
    assert at.find("tr.cur").inner_text() != first
    assert at.page.evaluate("CSS.highlights.has('found')")


def test_enter_waits_for_what_is_still_searched(site: Site, window: Opens) -> None:
    at = window(site.url)
    with at.held("**/search?*"):
        at.press("/")
        at.page.keyboard.type("time.sleep")
        at.press("Enter")
    at.find("tr.cur", "time.sleep").wait_for()
    assert at.find("#found").inner_text() == "1 of 1"


def test_keys_walk_through_changes_and_files(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.walk("]")
    seen = []
    for _ in range(4):
        at.walk("n")
        row = at.find("tr.cur")
        assert row.evaluate("row => row.matches('.add,.del')")
        seen.append(row.evaluate("row => row.closest('.file').id"))
    assert len(set(seen)) == 4
    at.walk("p")
    assert at.find("tr.cur").evaluate("row => row.closest('.file').id") == seen[-2]


def test_the_row_one_is_at_is_never_covered(site: Site, window: Opens) -> None:
    at = window(site.url, viewport={"width": 1000, "height": 420})
    at.file(MODULE).locator("[data-how=all]").first.click()
    at.number(MODULE, 5).locator("xpath=following-sibling::td").click()
    for key in ("j",) * 20 + ("k",) * 20:
        at.walk(key)
        row = at.find("tr.cur").bounding_box()
        head = at.file(MODULE).locator(".fh").bounding_box()
        assert row["y"] >= head["y"] + head["height"] - 1
        assert row["y"] + row["height"] <= 420


def test_every_key_is_listed(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.press("?")
    at.find("#dhelp").wait_for()
    listed = at.find("#dhelp dt").all_text_contents()
    assert {"j", "k", "c", "v", "s", "/", "z", "f", "?", "Esc"} <= set(listed)
    at.press("Escape")
    at.find("#dhelp").wait_for(state="hidden")


def test_tabs_work_by_arrows_and_are_remembered(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.find("#t-files").focus()
    at.press("ArrowLeft")
    at.find("#p-checks").wait_for()
    at.press("ArrowLeft")
    at.find("#p-commits .commits").wait_for()
    at.page.reload()
    at.find("#p-commits .commits").wait_for()
    assert not at.find("#p-files").is_visible()
    at.press("1")
    at.find("#p-description", "Drafts").wait_for()
    assert not at.find("#p-commits").is_visible()


def test_each_commit_shows_its_own_changes(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.press("2")
    at.find(".commits li").first.wait_for()
    assert at.find(".commits h2").all_text_contents()[:2] == ["commit 1", "commit 2"]
    first = at.find(".commits li").first
    first.locator(".changes").click()
    first.locator("tr.add", has_text="time.sleep").wait_for()
    first.locator(".more").first.click()
    first.locator(".fold").first.click()
    assert not first.locator(".part").first.is_visible()


def test_commits_of_ones_own_come_with_their_hostile_messages(folder: Path, window: Opens) -> None:
    message = f"<script>document.title='owned'</script> {HOSTILE.splitlines()[0]}"
    (folder / MODULE).write_text("x = 1\n")
    message = message.replace("\x07", "")
    git.run("commit", "-q", "-a", "-m", message, cwd=folder, extra=WHO)
    with served(folder) as site:
        at = window(site.url)
        at.press("2")
        at.find(".yours h2", "<script>document.title").wait_for()
        assert at.page.title() == "Draft replies for the whole queue"


def test_the_checks_run_from_the_page(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.press("3")
    at.find("#checks li").nth(2).wait_for()
    at.find("#runchecks").click()
    at.find("#checks", "running").wait_for()
    for _ in range(3):
        at.page.locator("#runchecks:enabled").wait_for(timeout=60_000)
    assert at.find("#checks .tag").all_text_contents().count("not run yet") == 0
    assert "918273645" not in at.find("#checks").inner_text()


@pytest.mark.parametrize(
    ("ago", "shown", "low"),
    [(0, r"4\d:\d\d left", False), (41 * 60, r"[34]:\d\d left", True), (3_000, "over by", True)],
)
def test_the_clock_is_the_servers(
    tmp_path: Path, window: Opens, ago: int, shown: str, *, low: bool
) -> None:
    with served(laid(tmp_path / "round", BASE, HEAD, ago=ago)) as site:
        at = window(site.url)
        assert re.search(shown, at.find("#clock").inner_text())
        assert ("low" in at.find(".clock").get_attribute("class").split()) is low


def test_looks_are_remembered(site: Site, window: Opens) -> None:
    at = window(site.url, color_scheme="light")
    light = at.page.evaluate("getComputedStyle(document.body).backgroundColor")
    at.press("d", "d")
    at.find("#theme", "dark").wait_for()
    dark = at.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert dark != light
    at.page.reload()
    at.find("#theme", "dark").wait_for()
    assert at.page.evaluate("getComputedStyle(document.body).backgroundColor") == dark


@pytest.mark.parametrize("view", ["unified", "split"])
def test_nothing_is_wider_than_a_small_window(site: Site, window: Opens, view: str) -> None:
    at = window(site.url, viewport={"width": 400, "height": 800})
    at.comment(
        MODULE, 70, "a comment with averyveryverylongwordthatgoesonandonandonandonandonandon"
    )
    at.number(MODULE, 71).click()
    at.type("and a draft")
    if view == "split":
        at.find("button", "Split").click()
        at.find("body[data-view=split]").wait_for()
    assert at.width() <= 400
    for tab in ("description", "commits", "checks"):
        at.find(f"#t-{tab}").click()
        at.find(f"#p-{tab}").wait_for()
        assert at.width() <= 400


def test_nothing_moves_by_itself(site: Site, window: Opens) -> None:
    at = window(site.url, reduced_motion="reduce")
    at.press("]", "v", "s", "f")
    at.find("#dfinish").wait_for()
    assert at.page.evaluate("document.getAnimations().length") == 0


def test_what_happens_is_announced(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.number(MODULE, 70).locator("xpath=following-sibling::td").click()
    live = at.find("#live")
    assert live.get_attribute("aria-live") == "polite"
    assert "added, line 70" in live.inner_text()
    assert "time.sleep" in live.inner_text()
    at.comment(MODULE, 70, "x")
    assert "Comment added" in live.inner_text()


def test_finishing_says_what_is_open(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.comment(MODULE, 70, "one")
    at.number(MODULE, 71).click()
    at.type("a draft")
    at.kept()
    at.press("Escape")
    file = site.place.worktree / MODULE
    file.write_text(file.read_text() + "# mine\n")
    at.find("#finish").click()
    for said in ("1 comment", "1 draft not added", "not marked as viewed", "1 changed file"):
        at.find("#open li", said).first.wait_for()
    at.find("#summary").fill("the whole")
    at.find("#summarykept", "kept").wait_for()
    at.page.reload()
    at.find("body[data-ready]").wait_for()
    at.find("#finish").click()
    assert at.find("#summary").input_value() == "the whole"


def test_odd_characters_are_named_and_turn_nothing(site: Site, window: Opens) -> None:
    at = window(site.url)
    body = at.find("#files").inner_text()
    assert "U+202E" in body
    assert "\u202e" not in body
    assert '<b>new & "odd".py' in body
    names = json.loads(at.find("#told").inner_text())["paths"]
    assert 'src/<b>new & "odd".py' in names
    at.comment('src/<b>new & "odd".py', 2, "fine")


def test_right_to_left_text_stays_in_its_line(tmp_path: Path, window: Opens) -> None:
    rtl = 'name = "שלום עולם"  # مرحبا بالعالم\nlast = 1\n'
    with served(laid(tmp_path / "round", BASE, {**BASE, path("rtl.py"): rtl.encode()})) as site:
        at = window(site.url)
        at.comment("rtl.py", 1, "مرحبا this is fine שלום")
        cell = at.file("rtl.py").locator("td.c").first
        assert cell.evaluate("cell => getComputedStyle(cell).direction") == "ltr"
        begin = cell.evaluate(
            "cell => { const r = new Range(); const t = cell.firstChild; r.setStart(t, 0);"
            " r.setEnd(t, 1);"
            " return r.getBoundingClientRect().left - cell.getBoundingClientRect().left }"
        )
        assert begin < 40
