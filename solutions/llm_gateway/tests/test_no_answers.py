"""What callers are told when the model answers nothing, or something that nobody can read."""

from __future__ import annotations

from typing import Any

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.stream")

NO_CHOICES: dict[str, Any] = {
    "id": "1",
    "object": "chat.completion",
    "model": "mistral-small-2603",
    "created": 1,
    "usage": {"prompt_tokens": 9, "completion_tokens": 0, "total_tokens": 9},
    "choices": [],
}
NO_GZIP = {"content-encoding": "gzip"}


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


def test_a_stream_that_says_nothing_is_an_error_and_not_kept(
    player: Player, mistral: Simulator
) -> None:
    word = fresh_word()
    empty = {"nothing": answers.stream(), "blanks": answers.stream(" ", "\n")}
    for what, stream in empty.items():
        mistral.chat.respond_when(f"It says {what}.", stream, answers.reply(word))
    seen = player.run(
        at_the_gateway("""
            seen = []
            for what in ("nothing", "blanks"):
                each = ask(f"It says {what}.")
                told = await outcome(pieces_of(gateway.stream(each), []))
                seen.append([told, await outcome(gateway.ask(each))])
            return seen
        """)
    )
    for (told, text), what in zip(seen, empty, strict=True):
        assert told == "<UpstreamError>", f"a stream said {what}, and who read was told {told}"
        assert text == word, f"a stream said {what}, and the answer afterwards is {text!r}"


def test_a_stream_is_begun_once(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_RETRY_TOTAL_MS"] = "8000"
    failures = {
        "a 503": answers.status(503),
        "a 429": answers.rate_limited(retry_after=20),
    }
    for what, failure in failures.items():
        mistral.chat.respond_when(f"after {what}", *(failure,) * 9)
    mistral.chat.respond_when("after a broken line", *(answers.cut(),) * 9)
    seen = player.run(
        at_the_gateway("""
            waits, sleep = [], asyncio.sleep

            async def at_once(seconds, *rest):
                waits.append(seconds)
                await sleep(0)

            asyncio.sleep = at_once
            told = []
            for what in failures:
                told.append(await outcome(pieces_of(gateway.stream(ask(f"after {what}")), [])))
            asyncio.sleep = sleep
            return {"told": told, "longest": max(waits, default=0)}
        """),
        failures=[*failures, "a broken line"],
    )
    assert seen["told"] == ["<UpstreamError>"] * 3, f"failures came to {seen['told']}"
    asked = len(mistral.chat.requests)
    assert asked == 3, f"three streams that could not begin were begun {asked} times"
    assert seen["longest"] <= 8, f"a stream waited {seen['longest']:g} s for the server"


@pytest.mark.target("gateway.serving:Gateway.ask")
def test_an_answer_without_choices_is_an_error(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond(answers.json_body(200, NO_CHOICES))
    told = player.run(at_the_gateway("return await outcome(gateway.ask(ask()))"))
    assert told == "<UpstreamError>", f"an answer without choices came to {told}"


def test_an_answer_that_nobody_can_read_is_an_error(player: Player, mistral: Simulator) -> None:
    broken = answers.raw(b"It locks.", "application/json", headers=NO_GZIP)
    mistral.chat.respond_when("It is asked.", *(broken,) * 9)
    events = answers.raw(b"data: It locks.\n\n", "text/event-stream", headers=NO_GZIP)
    mistral.chat.respond_when("It is read.", *(events,) * 9)
    half = answers.raw(b'data: {"id": "1", "choices": 7}\n\n', "text/event-stream")
    mistral.chat.respond_when("It is half.", *(half,) * 9)
    told = player.run(
        at_the_gateway("""
            told = [await outcome(gateway.ask(ask("It is asked.")))]
            for prompt in ("It is read.", "It is half."):
                told.append(await outcome(pieces_of(gateway.stream(ask(prompt)), [])))
            return told
        """)
    )
    assert told == ["<UpstreamError>"] * 3, f"answers that cannot be read came to {told}"
