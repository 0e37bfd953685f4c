"""The kind of fault that a comment means, in a real browser."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from checker import kinds
from tests.page.browsing import Window
from tests.page.conftest import HEAD
from tests.page.served import Site, path

pytestmark = [pytest.mark.slow, pytest.mark.browser]
WHERE = "src/module.py"
BLOCKS = "this blocks the event loop"
FIELD = "form.cf [name=kind]"
Opens = Callable[..., Window]


def comments(site: Site) -> list[dict[str, Any]]:
    return site.get("state").fields["comments"]  # type: ignore[no-any-return]


def said(site: Site) -> dict[str, str]:
    return {each["body"]: each["kind"] for each in comments(site)}


def begin(at: Window, line: int = 70, text: str = BLOCKS) -> None:
    at.number(WHERE, line).click()
    at.type(text)
    offered(at)


def offered(at: Window) -> None:
    """Wait until the offers are those of the whole text."""
    at.find("form.cf .offers[aria-busy=false] button").nth(4).wait_for()


def test_five_kinds_are_offered_by_the_words_and_the_code_alone(site: Site, window: Opens) -> None:
    at = window(site.url)
    begin(at)
    code = "\n".join(HEAD[path(WHERE)].decode().split("\n")[67:72])
    expected = [rule.name for rule in kinds.offers(BLOCKS, code, kinds.read())]
    chips = at.find("form.cf .offers button").evaluate_all("all => all.map(e => e.dataset.kind)")
    assert chips == expected


def test_a_digit_takes_an_offer_and_enter_adds_the_comment(site: Site, window: Opens) -> None:
    at = window(site.url)
    begin(at)
    first, second = (at.find("form.cf .offers button").nth(n) for n in (0, 1))
    names = first.get_attribute("data-kind"), second.get_attribute("data-kind")
    assert names[0] == "blocking-call-in-coroutine"
    at.press("Tab", "2")
    at.find("form.cf .offers button[aria-pressed=true]", names[1]).wait_for()
    at.press("1")
    at.find("form.cf .offers button[aria-pressed=true]", names[0]).wait_for()
    at.press("Enter")
    at.find(".card .tag.kind", names[0]).wait_for()
    assert said(site) == {BLOCKS: names[0]}


def test_enter_takes_the_first_and_a_dash_takes_it_away(site: Site, window: Opens) -> None:
    at = window(site.url)
    begin(at)
    at.press("Tab", "Enter")
    at.find("form.cf .offers button:first-child[aria-pressed=true]").wait_for()
    assert at.find(FIELD).input_value() == "blocking-call-in-coroutine"
    at.press("-")
    assert at.find(FIELD).input_value() == ""
    at.press("Control+Enter")
    at.find(".card", BLOCKS).wait_for()
    assert said(site) == {BLOCKS: ""}
    assert at.find(".card .tag.kind").count() == 0


def test_a_chip_is_a_switch_with_a_name(site: Site, window: Opens) -> None:
    at = window(site.url)
    begin(at)
    name = "1 blocking-call-in-coroutine: A coroutine makes a call that blocks the event loop."
    chip = at.page.get_by_role("button", name=name.partition(":")[0])
    chip.click()
    at.find("form.cf .offers button:first-child[aria-pressed=true]").wait_for()
    assert at.page.get_by_role("group", name="Likeliest kinds").count() == 1
    assert at.accessible() == []
    chip.click()
    at.find("form.cf .offers button:first-child[aria-pressed=false]").wait_for()
    assert at.page.get_by_role("combobox", name="Kind").input_value() == ""


def test_any_kind_can_be_typed_and_what_is_none_is_named(site: Site, window: Opens) -> None:
    at = window(site.url)
    begin(at)
    at.press("Tab")
    at.page.keyboard.type("unbounded-cach")
    at.press("Control+Enter")
    at.find("form.cf .err", "unbounded-cache").wait_for()
    at.find(FIELD).fill("praise")
    at.press("Control+Enter")
    at.find(".card .tag.kind", "praise").wait_for()
    assert said(site) == {BLOCKS: "praise"}


def test_the_kind_of_a_comment_is_changed_and_the_change_undone(site: Site, window: Opens) -> None:
    at = window(site.url)
    begin(at)
    at.press("Tab", "1", "Enter")
    at.find(".card .edit").click()
    assert at.find(FIELD).input_value() == "blocking-call-in-coroutine"
    at.find(FIELD).fill("remark")
    at.kept()
    at.press("Control+Enter")
    at.find(".card .tag.kind", "remark").wait_for()
    at.find("#undo").click()
    at.find(".card .tag.kind", "blocking-call-in-coroutine").wait_for()
    assert said(site) == {BLOCKS: "blocking-call-in-coroutine"}


def test_a_kind_that_is_only_begun_survives_a_reload(site: Site, window: Opens) -> None:
    at = window(site.url)
    at.comment(WHERE, 70, BLOCKS)
    at.find(".card .edit").click()
    at.find(FIELD).fill("unbounded")
    at.kept()
    again = window(site.url)
    again.find(".card", BLOCKS).wait_for()
    again.find(FIELD).wait_for()
    assert again.find(FIELD).input_value() == "unbounded"
    assert again.find("form.cf textarea").input_value() == BLOCKS


def test_comments_without_a_kind_are_gone_through_before_handing_in(
    site: Site, window: Opens
) -> None:
    at = window(site.url)
    at.comment(WHERE, 70, BLOCKS)
    at.comment(WHERE, 68, "total could be named better")
    at.comment("src/spaces.py", 2, "no idea")
    at.find('[data-file="0"] .fold, .fold').first.click()
    at.walk("f")
    at.find("#open", "3 comments without a kind of fault").wait_for()
    at.find("#namekinds button").click()
    for keys in (("1", "Enter"), ("Control+Enter",), ("2", "Enter")):
        at.find(f"{FIELD}:focus").wait_for()
        offered(at)
        body = at.find("form.cf textarea").input_value()
        at.press(*keys)
        at.page.wait_for_function(
            "body => document.querySelector('form.cf textarea')?.value !== body", arg=body
        )
    at.find("#dfinish[open] #open", "1 comment without a kind of fault").wait_for()
    found = said(site)
    assert sorted(map(bool, found.values())) == [False, True, True]
