"""Comments and drafts, in a real browser."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.command import MESSYPR
from tests.page.browsing import Window
from tests.page.served import Site, served

pytestmark = [pytest.mark.slow, pytest.mark.browser]
MODULE = "src/module.py"
Opens = Callable[..., Window]


def comments(site: Site) -> list[dict[str, Any]]:
    return site.get("state").fields["comments"]  # type: ignore[no-any-return]


def test_a_click_on_a_number_begins_a_comment(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.comment(MODULE, 70, "issue: this blocks")
    (made,) = comments(site)
    assert (made["path"], made["line"], made["side"]) == (MODULE, 70, "RIGHT")
    assert made["label"] == "issue"
    at.find("#ncomments", "1").wait_for()
    at.find("#tree .cc", "1").wait_for()


def test_the_button_at_a_line_begins_a_comment(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.file(MODULE).locator("td.c", has_text="time.sleep").hover()
    at.find(".plus").click()
    at.type("here")
    at.press("Control+Enter")
    at.find(".card", "here").wait_for()
    assert comments(site)[0]["line"] == 70


@pytest.mark.parametrize("view", ["unified", "split"])
def test_lines_are_chosen_by_dragging(site: Site, window: Opens, view: str) -> None:
    at = window(site.url)
    if view == "split":
        at.press("s")
        at.find("body[data-view=split]").wait_for()
    at.number(MODULE, 68).hover()
    at.page.mouse.down()
    at.number(MODULE, 71).hover()
    at.page.mouse.move(5, 5)  # let go anywhere
    at.page.mouse.up()
    at.type("all of this")
    at.press("Control+Enter")
    at.find(".card", "lines 68 to 71").wait_for()
    assert [(each["start_line"], each["line"]) for each in comments(site)] == [(68, 71)]


def test_lines_are_chosen_with_shift(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.number(MODULE, 71).click()
    at.press("Escape")
    at.number(MODULE, 69).click(modifiers=["Shift"])
    at.type("upwards")
    at.press("Control+Enter")
    at.find(".card", "upwards").wait_for()
    assert comments(site)[0]["start_line"] == 69


@pytest.mark.parametrize("view", ["unified", "split"])
def test_what_was_deleted_is_commented_on_its_own_side(
    site: Site, window: Opens, view: str
) -> None:
    at = window(site.url)
    if view == "split":
        at.press("s")
        at.find("body[data-view=split]").wait_for()
    at.comment(MODULE, 70, "was better", side="L")
    at.find(".card", "before the change").wait_for()
    assert comments(site)[0]["side"] == "LEFT"


def test_a_comment_with_the_keyboard_alone(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.press("/")
    at.page.keyboard.type("time.sleep")
    at.find("#found", "1 found").wait_for()
    at.press("Enter")
    at.find("tr.cur", "time.sleep").wait_for()
    at.press("Escape", "J", "c")
    at.type("by keys")
    at.press("Control+Enter")
    at.find(".card:focus", "by keys").wait_for()
    assert (comments(site)[0]["start_line"], comments(site)[0]["line"]) == (70, 71)
    at.press("e")
    at.type("changed ")
    at.press("Control+Enter")
    at.find(".card:focus", "changed").wait_for()
    at.press("Delete")
    at.find(".card").wait_for(state="detached")
    at.press("z")
    at.find(".card", "changed").wait_for()


def test_a_card_keeps_the_focus_when_another_window_comments(site: Site, window: Opens) -> None:
    one, other = window(site.url), window(site.url)
    one.comment(MODULE, 70, "mine")
    one.find(".card:focus", "mine").wait_for()
    other.comment(MODULE, 68, "from the other")
    one.find(".card", "from the other").wait_for()
    one.find(".card:focus", "mine").wait_for()
    one.find(".card", "mine").locator(".edit").focus()
    other.comment(MODULE, 69, "once more")
    one.find(".card", "once more").wait_for()
    one.find(".card:has(.edit:focus)", "mine").wait_for()
    one.press("Enter")
    one.find("textarea:focus").fill("still mine")
    one.press("Control+Enter")
    one.find(".card:focus", "still mine").wait_for()
    assert sorted(each["body"] for each in comments(site)) == [
        *("from the other", "once more", "still mine"),
    ]


def test_edit_and_undo(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.comment(MODULE, 70, "first words")
    at.find(".card .edit").click()
    at.find("textarea:focus").fill("second words")
    at.press("Control+Enter")
    at.find(".card", "second words").wait_for()
    at.find("#undo").click()
    at.find(".card", "first words").wait_for()
    assert [each["body"] for each in comments(site)] == ["first words"]


def test_delete_and_undo(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.comment(MODULE, 70, "keep me")
    before = comments(site)
    at.find(".card .delete").click()
    at.find(".card").wait_for(state="detached")
    at.find("#undo").click()
    at.find(".card", "keep me").wait_for()
    assert comments(site) == before


def test_a_discarded_draft_comes_back(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.number(MODULE, 70).click()
    at.type("half a thought")
    at.kept()
    at.find("[data-cancel]").click()
    at.find("form.cf").wait_for(state="detached")
    at.find("#undo").click()
    assert at.find("form.cf textarea").input_value() == "half a thought"


def test_a_draft_survives_a_reload(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.number(MODULE, 70).click()
    at.type("not yet said")
    at.kept()
    at.page.reload()
    at.find("body[data-ready]").wait_for()
    assert at.find("form.cf textarea").input_value() == "not yet said"
    at.find("form.cf .primary").click()
    at.find(".card", "not yet said").wait_for()


def test_a_killed_server_loses_no_key_that_it_has_answered(folder: Path, window: Opens) -> None:
    with served(folder) as site:
        at = window(site.url)
        at.number(MODULE, 70).click()
        at.type("between the ke")
        at.kept()
        site.kill()
        at.page.keyboard.type("ys")
        at.find("#banner", "has stopped").wait_for()
        at.find("form.cf .kept", "not kept").wait_for()
        assert at.find("form.cf textarea").input_value() == "between the keys"
        at.page.close()
    with served(folder) as again:
        at = window(again.url)
        assert at.find("form.cf textarea").input_value() == "between the ke"


def test_a_second_window_sees_what_the_first_does(site: Site, window: Opens) -> None:
    one, other = window(site.url), window(site.url)
    one.comment(MODULE, 70, "from the first")
    other.find(".card", "from the first").wait_for()
    other.find(".card .delete").click()
    one.find(".card").wait_for(state="detached")
    assert comments(site) == []


def test_two_windows_never_overwrite_each_other(site: Site, window: Opens) -> None:
    one = window(site.url)
    one.number(MODULE, 70).click()
    one.type("start")
    one.kept()
    other = window(site.url)
    other.find("form.cf textarea").wait_for()
    one.page.route("**/state", lambda route: route.abort())  # it hears nothing of the other
    one.page.route("**/pulse", lambda route: route.abort())
    other.find("form.cf textarea").fill("the other's text")
    other.kept()
    one.find("form.cf textarea").fill("my text")
    one.find(".quarrel", "another window").wait_for()
    one.page.unroute("**/state")
    one.page.unroute("**/pulse")
    one.find("[data-mine]").click()
    one.page.locator("form.cf").nth(1).wait_for()
    drafts = site.get("state").fields["drafts"]
    assert sorted(each["body"] for each in drafts) == ["my text", "the other's text"]
    one.failures.clear()  # the aborted requests


def test_the_other_text_can_be_taken(site: Site, window: Opens) -> None:
    one = window(site.url)
    one.number(MODULE, 70).click()
    one.type("start")
    one.kept()
    draft = site.get("state").fields["drafts"][0]
    one.page.route("**/pulse", lambda route: route.abort())
    assert site.ask("PUT", "drafts", {**draft, "body": "from elsewhere"}).status == 200
    one.page.keyboard.type("!")
    one.find(".quarrel", "another window").wait_for()
    one.find("[data-theirs]").click()
    one.find(".quarrel").wait_for(state="hidden")
    assert one.find("form.cf textarea").input_value() == "from elsewhere"
    one.failures.clear()


def test_label_and_severity_are_chosen(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.number(MODULE, 70).click()
    at.find("select[name=label]").select_option("question")
    at.type("why so?")
    at.find("select[name=severity]").select_option("minor")
    at.find("form.cf .primary").click()
    at.find(".tag.label", "question").wait_for()
    at.find(".tag.minor", "minor").wait_for()
    assert comments(site)[0]["body"] == "question: why so?"


def test_a_suggestion_starts_from_the_lines(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.number(MODULE, 70).click()
    at.find("[data-suggest]").click()
    area = at.find("form.cf textarea")
    at.kept()
    assert area.input_value() == "```suggestion\n        time.sleep(1)\n```\n"
    area.fill(area.input_value().replace("time.sleep", "await asyncio.sleep"))
    at.find("form.cf .primary").click()
    at.find(".card .sug .del", "time.sleep(1)").wait_for()
    at.find(".card .sug .add mark", "await").wait_for()


def test_a_comment_on_a_file(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.file("notes.md").wait_for(state="detached")
    at.file(MODULE).locator(".onfile").click()
    at.type("all of it")
    at.press("Control+Enter")
    at.find(".loose .card", "on the file").wait_for()
    assert comments(site)[0]["line"] is None


def test_a_comment_on_a_line_that_is_not_shown(site: Site, window: Opens) -> None:
    added = [str(MESSYPR), "comment", "add", f"{MODULE}:10", "-m", "far from the changes"]
    subprocess.run(added, cwd=site.place.worktree, check=True, capture_output=True)
    at = window(site.url)
    at.find(".loose .card", "far from").wait_for()
    at.find(".reveal").click()
    at.find("tr.th .card", "far from").wait_for()
    at.number(MODULE, 10).wait_for()
    assert at.find(".loose .card").count() == 0
    assert [(each["path"], each["line"]) for each in comments(site)] == [(MODULE, 10)]


def test_a_comment_on_a_file_that_did_not_change(site: Site, window: Opens) -> None:
    added = [str(MESSYPR), "comment", "add", "untouched.py:2", "-m", "and this one?"]
    subprocess.run(added, cwd=site.place.worktree, check=True, capture_output=True)
    at = window(site.url)
    at.find("#elsewhere .card", "untouched.py").wait_for()
    assert at.find(".card").count() == 1
    assert [(each["path"], each["line"]) for each in comments(site)] == [("untouched.py", 2)]


def test_outdated_is_said_once_the_code_changes(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.comment(MODULE, 70, "blocks")
    file = site.place.worktree / MODULE
    file.write_text(file.read_text().replace("time.sleep(1)", "pass"))
    at.find(".card .tag.outdated").wait_for()
    assert len(comments(site)) == at.find(".card .tag.outdated").count() == 1


def test_escape_keeps_what_was_typed_and_drops_what_was_not(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.number(MODULE, 70).click()
    at.find("textarea:focus").wait_for()
    at.press("Escape")
    at.find("form.cf").wait_for(state="detached")
    at.number(MODULE, 70).click()
    at.type("kept")
    at.press("Escape")
    at.find("form.cf").wait_for()
    assert at.find("form.cf textarea").input_value() == "kept"
    at.find("#live", "The draft is kept").wait_for(state="attached")


def test_nothing_to_say_is_told(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.number(MODULE, 70).click()
    at.find("form.cf .primary").click()
    at.find("form.cf .err", "Say something").wait_for()
    assert comments(site) == []


def test_a_finger_is_enough(site: Site, window: Opens) -> None:
    at = window(site.url, has_touch=True, viewport={"width": 400, "height": 800})
    at.number(MODULE, 70).tap()
    at.find("form.cf textarea").fill("with a finger")
    at.find("form.cf .primary").tap()
    at.find(".card", "with a finger").wait_for()
    assert len(comments(site)) == 1
