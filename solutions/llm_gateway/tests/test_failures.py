"""Which failures pass, how long they are waited for, and which answers are none."""

from __future__ import annotations

import secrets

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.ask")

CLOCK = """
import time
real, set_back = time.time, []

def wall():
    return real() - sum(set_back)

time.time = wall
"""
NO_WAITING = """
import asyncio
import threading
import time
waits, blocked, loop_thread = [], [], threading.get_ident()
sleep, block = asyncio.sleep, time.sleep

async def at_once(seconds, *rest):
    waits.append(seconds)
    await sleep(0)

def on_the_loop(seconds):
    if threading.get_ident() == loop_thread:
        blocked.append(seconds)
    else:
        block(seconds)

asyncio.sleep, time.sleep = at_once, on_the_loop
"""


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


def test_every_failure_that_may_pass_is_tried_again(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    for code in (500, 502, 504):
        mistral.chat.respond_when(f"after a {code}", answers.status(code), answers.reply(word))
    texts = player.run(
        at_the_gateway("""
            asks = [ask(f"after a {code}") for code in (500, 502, 504)]
            return [await outcome(gateway.ask(each)) for each in asks]
        """)
    )
    assert texts == [word] * 3, f"500, 502 and 504 may pass, they came to {texts}"


def test_a_connection_that_broke_is_tried_again(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond(answers.cut(), answers.reply(word))
    text = player.run(at_the_gateway("return await outcome(gateway.ask(ask()))"))
    assert text == word, f"the connection broke once, and the caller got {text}"


def test_the_server_is_given_the_time_it_asks_for(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    asked_s = [1, 2 + secrets.randbelow(4), 7]
    for seconds in asked_s:
        limited = answers.rate_limited(retry_after=seconds)
        mistral.chat.respond_when(f"after {seconds} s", limited, answers.reply(word))
    seen = player.run(
        NO_WAITING
        + at_the_gateway("""
            texts, longest = [], []
            for seconds in asked_s:
                waits.clear()
                texts.append(await outcome(gateway.ask(ask(f"after {seconds} s"))))
                longest.append(max(waits, default=0))
            asyncio.sleep, time.sleep = sleep, block
            return {"texts": texts, "longest": longest, "blocked": len(blocked)}
        """),
        asked_s=asked_s,
    )
    assert seen["texts"] == [word] * 3, "a 429 with Retry-After was not tried again"
    assert seen["blocked"] == 0, "while one ask waits for its next attempt, all others stand still"
    arrived = [each.arrived_at for each in mistral.chat.requests]
    for seconds, longest in zip(asked_s, seen["longest"], strict=True):
        first, second, *_ = arrived
        arrived = arrived[2:]
        waited = max(longest, second - first)
        assert waited >= seconds, f"the server asked for {seconds} s and was given {waited:.3f} s"
        assert waited < seconds + 1.5, f"asked for {seconds} s, it waited {waited:.3f} s"


def test_waits_are_as_short_as_the_settings_say(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond(answers.status(503), answers.reply(word))
    seen = player.run(
        NO_WAITING
        + at_the_gateway("""
            text = await outcome(gateway.ask(ask()))
            asyncio.sleep, time.sleep = sleep, block
            return {"text": text, "longest": max([*waits, *blocked], default=0)}
        """)
    )
    assert seen["text"] == word
    assert seen["longest"] < 0.2, f"the first wait is to be 1 ms, it was {seen['longest']:.1f} s"


def test_an_outage_is_not_answered_with_a_storm(player: Player, mistral: Simulator) -> None:
    player.environ.update({"GATEWAY_BURST": "1", "GATEWAY_RETRIES_PER_S": "0.001"})
    mistral.chat.respond_always(answers.status(503))
    told = player.run(
        at_the_gateway("""
            asks = [ask(tenant=f"tenant {number}") for number in range(4)]
            return [await outcome(gateway.ask(each)) for each in asks]
        """)
    )
    again = len(mistral.chat.requests) - 4
    assert told == ["<UpstreamError>"] * 4
    assert again < 6, f"{again} calls were tried again, one in 1000 seconds was allowed"


def test_who_sets_the_clock_back_changes_nothing(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond(answers.status(503), answers.reply(word))
    seen = player.run(
        CLOCK
        + at_the_gateway("""
            set_back.append(3600)
            text, uptime_s = await outcome(gateway.ask(ask())), gateway.health().uptime_s
            time.time = real
            return {"text": text, "uptime_s": uptime_s}
        """)
    )
    assert seen["text"] == word, f"the clock was set back by an hour: {seen['text']}"
    assert 0 <= seen["uptime_s"] < 60, f"opened just now, up for {seen['uptime_s']:.0f} s"


def test_a_call_without_an_answer_ends_in_time(player: Player, mistral: Simulator) -> None:
    player.environ.update({"GATEWAY_TIMEOUT_MS": "50", "GATEWAY_ATTEMPTS": "1"})
    mistral.chat.respond_always(answers.hang())
    told = player.run(
        at_the_gateway("return await outcome(asyncio.wait_for(gateway.ask(ask()), 2))")
    )
    assert told == "<UpstreamError>", f"after a timeout of 50 ms a caller was told {told}"


def test_what_is_no_whole_answer_is_an_error(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.reply("It loc", finish_reason="length"))
    told = player.run(at_the_gateway("return await outcome(gateway.ask(ask()))"))
    assert told == "<UpstreamError>", f"an answer was cut short, and the caller got {told!r}"


def test_what_holds_no_text_is_an_error(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_when("nothing", answers.reply(None))
    mistral.chat.respond_when("blanks", answers.reply(" \n"))
    told = player.run(
        at_the_gateway("""
            return [await outcome(gateway.ask(ask(each))) for each in ("nothing", "blanks")]
        """)
    )
    assert told == ["<UpstreamError>"] * 2, f"answers without text came to {told}"
