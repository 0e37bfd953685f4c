"""What is typed is kept, or said not to be; and what was refused is never sent later."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from checker import rounds
from tests.page.browsing import Window
from tests.page.served import Site, served

pytestmark = [pytest.mark.slow, pytest.mark.browser]
MODULE = "src/module.py"
TOO_LONG = "x" * 300_000
Opens = Callable[..., Window]


def bodies(site: Site) -> list[str]:
    return [each.body for each in rounds.load_review(site.place).comments]


def begun(at: Window, text: str, line: int = 70) -> Any:
    """Begin a comment, and return the field that it is written in."""
    at.number(MODULE, line).click()
    area = at.find("textarea:focus")
    area.fill(text)
    return area


def test_a_comment_that_was_refused_is_not_sent_with_other_words_later(
    site: Site, window: Opens
) -> None:
    at = window(site.url)
    begun(at, TOO_LONG)
    at.press("Control+Enter")
    at.find("form.cf .err", "300,000 characters; at most 65,536").wait_for()
    at.find("form.cf textarea").fill("not finished yet")
    at.find("form.cf .kept:text-is('kept')").wait_for()
    at.comment(MODULE, 68, "another")
    assert bodies(site) == ["another"]
    assert at.find("form.cf textarea").input_value() == "not finished yet"
    at.find("form.cf .err").wait_for(state="hidden")


def test_a_comment_that_the_server_did_not_answer_is_not_sent_later(
    site: Site, window: Opens
) -> None:
    at = window(site.url)
    begun(at, "half a thought")
    at.kept()
    at.page.route("**/drafts", lambda route: route.abort())
    at.page.keyboard.type("!")
    at.press("Control+Enter")
    at.find("form.cf .err", "not added").wait_for()
    at.page.unroute("**/drafts")
    at.find("form.cf .kept:text-is('kept')").wait_for()
    at.find("form.cf textarea").fill("other words")
    at.find("form.cf .kept:text-is('kept')").wait_for()
    at.comment(MODULE, 68, "another")
    assert bodies(site) == ["another"]
    at.failures.clear()


def test_a_text_that_is_too_long_is_named_at_once_and_not_sent_again_and_again(
    site: Site, window: Opens
) -> None:
    at = window(site.url)
    begun(at, TOO_LONG)
    status = at.find("form.cf .kept.bad", "not kept: the draft: body has 300,000 characters")
    status.wait_for()
    sent = sum(each.endswith("/drafts") for each in at.asked)
    with at.page.expect_response("**/pulse"), at.page.expect_response("**/pulse"):
        pass
    assert sum(each.endswith("/drafts") for each in at.asked) == sent
    at.find("form.cf textarea").fill("short")
    at.find("form.cf .kept:not(.bad):text-is('kept')").wait_for()


def test_typing_while_a_long_text_is_refused_keeps_what_was_typed_last(
    site: Site, window: Opens
) -> None:
    at = window(site.url)
    with at.held("**/drafts"):
        area = begun(at, TOO_LONG)
        area.fill("short")
    at.find("form.cf .kept:text-is('kept')").wait_for()
    assert [each.body for each in rounds.load_drafts(site.place)] == ["short"]


def test_say_something_first_goes_once_something_is_said(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.number(MODULE, 70).click()
    at.press("Control+Enter")
    at.find("form.cf .err", "Say something").wait_for()
    at.type("this blocks")
    at.find("form.cf .err").wait_for(state="hidden")


def test_nothing_can_be_typed_into_a_comment_that_is_being_added(site: Site, window: Opens) -> None:
    at = window(site.url)
    begun(at, "first")
    at.kept()
    with at.held("**/comments"):
        at.press("Control+Enter")
        at.page.locator("form.cf textarea[readonly]").wait_for()
    at.find(".card:focus", "first").wait_for()
    assert bodies(site) == ["first"]


def test_a_refused_summary_is_not_handed_in_later(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.press("f")
    at.find("#summary").fill(TOO_LONG)
    at.page.get_by_label("Request changes").check()
    at.page.get_by_role("button", name="Hand in").click()
    at.find("#dfinish .err", "300,000 characters").wait_for()
    at.find("#summary").fill("fine")
    at.find("#summarykept:text-is('kept')").wait_for()
    assert at.find("#dfinish").is_visible()
    assert not any(each.endswith("/finish") for each in at.asked)


def test_leaving_with_a_text_that_is_not_kept_is_asked_about(site: Site, window: Opens) -> None:
    at = window(site.url)
    begun(at, TOO_LONG)
    at.find("form.cf .kept.bad").wait_for()
    asked: list[str] = []

    def stay(dialog: Any) -> None:
        asked.append(dialog.type)
        dialog.accept()

    at.page.on("dialog", stay)
    at.page.close(run_before_unload=True)
    at.page.wait_for_event("close")
    assert asked == ["beforeunload"]


def test_an_old_window_goes_on_when_the_server_is_started_again(
    folder: Path, window: Opens
) -> None:
    with served(folder) as site:
        at = window(site.url)
        begun(at, "before ")
        at.kept()
        site.kill()
        at.page.keyboard.type("and after")
        at.find("#banner", "Start it again").wait_for()
        at.find("form.cf .kept.bad", "not kept").wait_for()
    with served(folder) as again:
        assert again.url == site.url
        at.find("#banner").wait_for(state="hidden")
        at.find("form.cf .kept:text-is('kept')").wait_for()
        assert [each.body for each in rounds.load_drafts(again.place)] == ["before and after"]
        at.press("Control+Enter")
        at.find(".card", "before and after").wait_for()
        assert bodies(again) == ["before and after"]
    at.failures.clear()


def test_a_window_whose_address_serves_another_round_says_so(
    folder: Path, begun_elsewhere: Path, window: Opens
) -> None:
    with served(folder) as site:
        at = window(site.url)
        begun(at, "mine")
        at.kept()
        site.kill()
        at.find("#banner", "has stopped").wait_for()
    with served(begun_elsewhere, "--port", str(site.port)) as other:
        assert urlsplit(other.url).path != urlsplit(site.url).path
        at.find("#banner", "another round").wait_for()
        at.page.keyboard.type("!")
        at.find("form.cf .kept.bad", "not kept").wait_for()
        assert rounds.load_drafts(other.place) == ()
    at.failures.clear()
