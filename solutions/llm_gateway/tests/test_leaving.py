"""What becomes of a stream when its readers leave, and what is kept of one that is over."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.stream")


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


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


def test_a_stream_given_up_does_not_look_whole(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.stream("It ", mistral.gate(), "locks."))
    running = player.start(
        at_the_gateway("""
            reading = asyncio.create_task(outcome(pieces_of(gateway.stream(ask()), [])))
            await inbox.get()
            await gateway.drain(grace_s=0)
            await asyncio.wait({reading}, timeout=1.5)
            waits = not reading.done()
            reading.cancel()
            return {"waits": waits, "told": await reading}
        """)
    )
    assert mistral.wait_for(lambda log: any(r.events_sent > 1 for r in log.chat.requests))
    running.send("drain")
    seen = running.result()
    if not seen["waits"]:  # that nobody wakes a reader is another fault
        told = seen["told"]
        assert told == "<ClosedError>", f"the gateway closed in mid-sentence, who read got {told}"
