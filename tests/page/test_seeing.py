"""What must stay in sight, and where keys, the search and Back lead, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from checker import rounds
from checker.model.review import Event
from checker.system import git
from tests.page.browsing import Window
from tests.page.conftest import BASE
from tests.page.served import WHO, Site, laid, path, served

pytestmark = [pytest.mark.slow, pytest.mark.browser]
MODULE = "src/module.py"
Opens = Callable[..., Window]


def top(at: Window) -> int:
    return int(at.page.evaluate("scrollY"))


def in_sight(at: Window, selector: str) -> bool:
    box = at.find(selector).bounding_box()
    size = at.page.viewport_size
    return bool(box["y"] >= 0 and box["y"] + box["height"] <= size["height"])


def test_the_next_comment_is_found_in_a_file_that_is_marked_as_viewed(
    site: Site, window: Opens
) -> None:
    at = window(site.url)
    at.comment("src/deep/er/added.py", 1, "in the viewed file")
    at.comment(MODULE, 70, "after it")
    at.file("src/deep/er/added.py").locator(".viewed").check()
    at.find("#nviewed", "1").wait_for()
    at.page.evaluate("document.activeElement.blur()")
    at.page.reload()
    at.find("body[data-ready]").wait_for()
    seen = set()
    for _ in range(2):
        at.walk("t")
        seen.add(at.find(".card:focus .prose").inner_text())
        at.find(".card:focus").wait_for()
    assert seen == {"in the viewed file", "after it"}
    at.walk("T")
    at.find(".card:focus").wait_for()


def test_the_current_line_follows_the_next_comment(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.comment(MODULE, 70, "blocks")
    at.comment("src/spaces.py", 2, "spaces")
    at.page.reload()
    at.find("body[data-ready]").wait_for()
    at.walk("t")
    first = at.find("tr.cur + tr.th .card:focus").inner_text()
    at.walk("j", "t")
    assert at.find("tr.cur + tr.th .card:focus").inner_text() != first


def test_the_next_comment_writes_nothing_into_a_draft(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.number(MODULE, 70).click()
    at.type("a draft")
    at.kept()
    at.press("Escape")
    at.walk("t", "t")
    at.find("form.cf:focus").wait_for()
    at.walk("e")
    at.find("form.cf textarea:focus").wait_for()
    assert at.find("form.cf textarea").input_value() == "a draft"


def test_the_search_stays_in_sight_and_moves_nothing(site: Site, window: Opens) -> None:
    at = window(site.url, viewport={"width": 1280, "height": 420})
    at.file(MODULE).evaluate("file => file.scrollIntoView()")
    at.number(MODULE, 70).locator("xpath=following-sibling::td").click()
    before = top(at)
    assert before > 0
    at.walk("/")
    at.page.keyboard.type("time.sleep")
    at.find("#found", "1 found").wait_for()
    assert top(at) == before
    assert in_sight(at, "#search")
    assert in_sight(at, "#found")
    at.press("Escape")
    assert top(at) == before
    at.find("tr.cur", "time.sleep").wait_for()


def test_the_search_finds_lines_that_the_changes_leave_out(site: Site, window: Opens) -> None:
    at = window(site.url)
    assert at.number(MODULE, 8).count() == 0
    at.press("/")
    at.page.keyboard.type("CONSTANT_5 =")
    at.find("#found", "1 found").wait_for()
    at.press("Enter")
    at.find("tr.cur", "CONSTANT_5 = 5").wait_for()
    at.find("#found", "1 of 1").wait_for()


def test_all_hits_in_sight_are_marked_and_the_current_one_apart(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.press("/")
    at.page.keyboard.type("total")
    at.find("#found", "found").wait_for()
    at.press("Enter")
    at.find("#found", "1 of").wait_for()
    found, hit = (
        at.page.evaluate(f"CSS.highlights.get('{name}').size") for name in ("found", "hit")
    )
    assert found > hit >= 1
    at.press("Escape")
    assert at.page.evaluate("CSS.highlights.size") == 0


@pytest.mark.parametrize("width", [900, 400])
def test_clock_and_finish_stay_in_sight_in_a_narrow_window(
    site: Site, window: Opens, width: int
) -> None:
    at = window(site.url, viewport={"width": width, "height": 500})
    at.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    assert top(at) > 300
    for what in ("#clock", "#finish"):
        assert in_sight(at, what)
    at.walk("/")
    assert in_sight(at, "#search")
    assert at.width() <= width
    at.press("Escape")
    at.walk("]", "n", "n")
    row, head = at.find("tr.cur").bounding_box(), at.find(".file:has(tr.cur) .fh").bounding_box()
    bar = at.find("#finish").bounding_box()
    assert row["y"] >= head["y"] + head["height"] - 1
    assert head["y"] >= bar["y"] + bar["height"] - 1


def test_the_changes_of_a_commit_are_no_wider_than_the_window(
    tmp_path: Path, window: Opens
) -> None:
    many = {
        path(f"part_{n}.py"): "".join(f"x_{n}_{line} = {line}\n" for line in range(300)).encode()
        for n in range(6)
    }
    with served(laid(tmp_path / "round", BASE, {**BASE, **many})) as site:
        at = window(site.url)
        at.walk("2")
        at.find(".changes").click()
        at.find(".commits .file").nth(5).wait_for()
        for share in (0, 0.3, 0.6, 1):
            at.page.evaluate(f"scrollTo(0, {share} * document.documentElement.scrollHeight)")
            at.page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))")
            assert at.width() <= 1280


def test_the_head_and_the_tab_agree_on_the_commits(folder: Path, window: Opens) -> None:
    with served(folder) as site:
        at = window(site.url)
        at.find("#ncommits", "2").wait_for()
        at.find(".top .meta", "wants to merge 2 commits").wait_for()
        git.run("commit", "-q", "--allow-empty", "-m", "mine", cwd=folder, extra=WHO)
        at.find("#ncommits", "3").wait_for()
        at.find(".top .meta", "merge 2 commits into main from").wait_for()
        at.find("#yours", "with 1 commit of yours").wait_for()
        at.page.reload()
        at.find("body[data-ready]").wait_for()
        at.find("#ncommits", "3").wait_for()
        at.find(".top .meta", "merge 2 commits into main from").wait_for()
        at.find("#yours", "1 commit of yours").wait_for()


def test_a_list_of_commits_that_is_open_gets_those_that_come(folder: Path, window: Opens) -> None:
    with served(folder) as site:
        at = window(site.url)
        at.walk("2")
        at.find(".commits li").nth(1).wait_for()
        git.run("commit", "-q", "--allow-empty", "-m", "mine", cwd=folder, extra=WHO)
        at.find(".commits .yours h2", "mine").wait_for()


def test_the_button_says_what_it_does_once_the_review_is_handed_in(
    folder: Path, window: Opens
) -> None:
    place = rounds.find(folder)
    with served(folder) as site:
        at = window(site.url)
        at.find("#finish", "Finish review").wait_for()
        head = rounds.load(place).dealt_head
        rounds.stop_clock(place, head=head, event=Event.COMMENT, body="", now=datetime.now(UTC))
        at.find("#finish", "Grade").wait_for()
        (place.folder / "report.json").write_text("{}")
        at.page.goto(f"{site.url}?pr")
        at.find("body[data-ready]").wait_for()
        at.find("#finish", "See the report").wait_for()
        asked = len(at.asked)
        at.page.route("**/report", lambda route: route.fulfill(body="the report"))
        at.find("#finish").click()
        at.page.wait_for_url("**/report")
        assert any(each.endswith("/report") for each in at.asked[asked:])


def test_no_verdict_is_chosen_for_one(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.press("f")
    at.find("#dfinish").wait_for()
    assert at.find("#dfinish input[name=event]:checked").count() == 0
    at.page.get_by_role("button", name="Hand in").click()
    at.find("#dfinish .err", "Choose a verdict").wait_for()
    assert rounds.load(site.place).submitted is None


def test_what_just_happened_goes_by_itself_and_can_still_be_undone(
    site: Site, window: Opens
) -> None:
    at = window(site.url)
    at.page.clock.install()
    at.page.reload()
    at.find("body[data-ready]").wait_for()
    at.comment(MODULE, 70, "gone soon")
    at.find(".card .delete").click()
    at.find("#toast").wait_for()
    at.find("h1").hover()
    at.page.clock.run_for(30_000)
    at.find("#toast").wait_for(state="hidden")
    at.press("z")
    at.find(".card", "gone soon").wait_for()


def test_a_wrapped_line_goes_on_under_its_own_text(tmp_path: Path, window: Opens) -> None:
    long = f"if True:\n    value = compute({', '.join(f'number_{n}' for n in range(60))})\n"
    with served(laid(tmp_path / "round", BASE, {**BASE, path("long.py"): long.encode()})) as site:
        at = window(site.url)
        cell = at.number("long.py", 2).locator("xpath=following-sibling::td")
        first, second = cell.evaluate(LINE_STARTS)[:2]
        assert second > first
        assert cell.evaluate("cell => cell.innerText.startsWith('    value')")


LINE_STARTS = """cell => {
  const all = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const starts = new Map();
  for (let node = all.nextNode(); node; node = all.nextNode()) {
    for (let at = 0; at < node.length; at += 1) {
      if (node.data[at] === ' ') continue;
      const range = new Range();
      range.setStart(node, at);
      range.setEnd(node, at + 1);
      const { left, bottom } = range.getBoundingClientRect();
      const line = Math.round(bottom / 10);
      starts.set(line, Math.min(left, starts.get(line) ?? Infinity));
    }
  }
  return [...starts.values()];
}"""


def test_a_new_file_has_the_whole_width_of_the_split_view(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.find("button", "Split").click()
    at.find("body[data-view=split]").wait_for()
    for name in ("src/deep/er/added.py", "src/gone.py"):
        cell = at.file(name).locator("tr.r td.c").first.bounding_box()
        whole = at.file(name).bounding_box()
        assert cell["width"] > 0.8 * whole["width"]
    half = at.number(MODULE, 71).locator("xpath=following-sibling::td").first.bounding_box()
    assert half["width"] < 0.6 * at.file(MODULE).bounding_box()["width"]
    at.comment("src/deep/er/added.py", 1, "beside nothing")
    at.comment("src/gone.py", 1, "why", side="L")
    made: list[Any] = site.get("state").fields["comments"]
    assert sorted((each["path"], each["side"]) for each in made) == [
        ("src/deep/er/added.py", "RIGHT"),
        ("src/gone.py", "LEFT"),
    ]
    at.number(MODULE, 70).wait_for()


def test_files_of_the_root_are_under_no_folder_in_the_tree(site: Site, window: Opens) -> None:
    at = window(site.url)
    tree = at.find("#tree").inner_text().split("\n")
    assert tree.index("poetry.lock") < tree.index("src")
    listed = at.find("#tree a").evaluate_all("all => all.map(each => each.dataset.goto)")
    shown = at.find("#files > .file").evaluate_all("all => all.map(each => each.dataset.file)")
    assert listed == shown


def test_the_tree_marks_the_file_that_one_reads(site: Site, window: Opens) -> None:
    at = window(site.url, viewport={"width": 1280, "height": 200})
    at.find("#tree a[aria-current]").wait_for()
    for name in (MODULE, "src/spaces.py", MODULE):
        at.file(name).evaluate("file => file.scrollIntoView()")
        at.find("#tree a[aria-current=true]", name.rpartition("/")[2]).wait_for()
        assert at.find("#tree a[aria-current]").count() == 1


def test_back_leads_to_the_tab_and_the_place_before(site: Site, window: Opens) -> None:
    at = window(site.url, viewport={"width": 1280, "height": 420})
    at.file(MODULE).evaluate("file => file.scrollIntoView()")
    before = top(at)
    assert before > 50
    at.walk("2")
    at.find("#p-commits .commits").wait_for()
    at.walk("1")
    at.find("#p-description").wait_for()
    at.page.go_back()
    at.find("#p-commits .commits").wait_for()
    at.page.go_back()
    at.number(MODULE, 70).wait_for()
    assert at.page.url == site.url
    assert top(at) == before
    at.page.go_forward()
    at.find("#p-commits .commits").wait_for()
