"""What becomes of a stream when its readers leave, and what is kept of one that is over."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.stream")

HALVES = ("It is cut short.", "It breaks off.", "It takes too long.", "Its reader leaves.")


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


def test_a_stream_without_readers_is_given_up(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.stream("It ", mistral.gate(), "locks."))
    running = player.start(
        at_the_gateway("""
            left, read = [gateway.stream(ask("It is left.")) for _ in range(2)], []
            first = [await anext(each) for each in left]
            reading = asyncio.create_task(pieces_of(gateway.stream(ask("It is cancelled.")), read))
            while not read:
                await asyncio.sleep(0.001)
            for each in left:
                await each.aclose()
            reading.cancel()
            await outcome(reading)
            await inbox.get()
            return first
        """)
    )
    given_up = mistral.wait_for(
        lambda log: sum(request.disconnected for request in log.chat.requests) > 1, timeout=7
    )
    asked = len(mistral.chat.requests)
    running.send("end")
    assert running.result() == ["It "] * 2
    assert asked == 2, f"of two questions came {asked} streams"
    kept = [r.body["messages"][-1]["content"] for r in mistral.chat.requests if not r.disconnected]
    assert given_up, f"a stream goes on although its last reader has gone: {kept}"


def test_who_stops_reading_disturbs_nobody(player: Player, mistral: Simulator) -> None:
    gate, word = mistral.gate(), fresh_word()
    mistral.chat.respond_when("mutex", answers.stream("It ", gate, word))
    running = player.start(
        at_the_gateway("""
            stays, late = [], []
            leaves = gateway.stream(ask())
            await anext(leaves)
            staying = asyncio.create_task(pieces_of(gateway.stream(ask()), stays))
            cancelled = asyncio.create_task(pieces_of(gateway.stream(ask()), []))
            for _ in range(9):
                await asyncio.sleep(0)
            await leaves.aclose()
            cancelled.cancel()
            await outcome(cancelled)
            coming = asyncio.create_task(pieces_of(gateway.stream(ask()), late))
            await gateway.ask(ask("Have they left?"))
            told = [await outcome(staying), await outcome(coming)]
            return {"told": told, "texts": ["".join(stays), "".join(late)]}
        """)
    )
    mistral.wait_for(lambda log: log.saw("Have they left?"))
    gate.open()
    seen = running.result()
    assert seen["texts"] == [f"It {word}"] * 2, f"others left, and those who stayed got {seen}"
    asked = len(mistral.chat.requests) - 1
    assert asked == 1, f"some readers left, and of one question came {asked} streams"


def test_half_an_answer_is_not_remembered(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    half = "Half an answer."
    streams = (
        answers.stream(half, finish_reason="length"),
        answers.stream(half, half, cut_after=2),
        answers.stream(half, mistral.gate(), half),
        answers.stream(half, mistral.gate(), half),
    )
    for prompt, stream in zip(HALVES, streams, strict=True):
        mistral.chat.respond_when(prompt, stream, answers.reply(word))
    texts = player.run(
        at_the_gateway("""
            left = gateway.stream(ask(halves[-1]))
            await anext(left)
            await left.aclose()
            environ = {**os.environ, "GATEWAY_STREAM_DEADLINE_S": "0.3"}
            async with open_gateway(Settings.from_env(environ)) as brief:
                for prompt in halves[:-1]:
                    opened = brief if prompt == halves[2] else gateway
                    reading = pieces_of(opened.stream(ask(prompt)), [])
                    await outcome(asyncio.wait_for(reading, 3))
                late = await outcome(brief.ask(ask(halves[2])))
            for _ in range(40):
                if gateway.health().under_way:
                    await asyncio.sleep(0.01)
            told = [await outcome(gateway.ask(ask(halves[at]))) for at in (0, 1, 3)]
            return [*told[:2], late, told[2]]
        """),
        halves=[*HALVES],
    )
    for prompt, text in zip(HALVES, texts, strict=True):
        assert text == word, f"a stream ended early ({prompt}), and the answer is {text!r}"


def test_streams_that_are_over_leave_nothing_behind(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_CACHE_SIZE"] = "1"
    mistral.chat.respond_when("It breaks off", *(answers.stream("It ", cut_after=2),) * 99)
    grown = player.run(
        at_the_gateway("""
            import gc

            async def read(number):
                for prompt in (f"It breaks off {number}.", f"It is whole {number}."):
                    await outcome(pieces_of(gateway.stream(ask(prompt)), []))

            def kept():
                gc.collect()
                ours = [
                    each for each in gc.get_objects()
                    if type(each).__module__.partition(".")[0] == "gateway"
                    or isinstance(each, asyncio.Task)
                ]
                return len(ours)

            await read(0)
            before = kept()
            for number in range(1, 9):
                await read(number)
            return kept() - before
        """)
    )
    assert len(mistral.chat.requests) == 18, "a stream that was over has been read again"
    assert grown < 8, f"after 16 more streams {grown} more tasks and other things are kept"
