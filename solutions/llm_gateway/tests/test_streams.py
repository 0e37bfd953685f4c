"""What ``Gateway.stream`` promises."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.stream")

MANY = 80


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


def test_readers_share_one_stream_from_its_beginning(player: Player, mistral: Simulator) -> None:
    gate = mistral.gate()
    mistral.chat.respond_always(answers.stream("It ", gate, "locks."))
    running = player.start(
        at_the_gateway("""
            early, late = [], []
            first = asyncio.create_task(pieces_of(gateway.stream(ask()), early))
            await inbox.get()
            second = asyncio.create_task(pieces_of(gateway.stream(ask()), late))
            for _ in range(9):
                await asyncio.sleep(0)
            await inbox.get()
            await asyncio.gather(first, second)
            return ["".join(early), "".join(late)]
        """)
    )
    assert mistral.wait_for(lambda log: any(r.events_sent > 1 for r in log.chat.requests))
    running.send("another reader")
    running.send("go on")
    gate.open()
    assert running.result() == ["It locks."] * 2
    assert len(mistral.chat.requests) == 1, "two readers at the same time, two streams"


def test_a_slow_reader_holds_nobody_up(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.stream(*(f"{number} " for number in range(MANY))))
    read = player.run(
        at_the_gateway("""
            slow = gateway.stream(ask())
            fast = []
            async with asyncio.TaskGroup() as group:
                reading = group.create_task(pieces_of(gateway.stream(ask()), fast))
                first = await anext(slow)
                seen = -1
                while not reading.done() and len(fast) > seen:
                    seen = len(fast)
                    await asyncio.wait({reading}, timeout=1)
                rest = []
                await pieces_of(slow, rest) if reading.done() else reading.cancel()
            await slow.aclose()
            return {"fast": len(fast), "slow": len(rest) + 1}
        """)
    )
    assert read["fast"] == MANY, f"a slow reader stops the others after {read['fast']} pieces"
    assert read["slow"] == MANY, f"the slow reader got {read['slow']} of {MANY} pieces"


def test_an_answer_that_breaks_off_is_an_error(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.stream("It ", "locks ", "out.", cut_after=3))
    seen = player.run(
        at_the_gateway("""
            pieces = [], []
            readers = (pieces_of(gateway.stream(ask()), each) for each in pieces)
            ended = [asyncio.create_task(outcome(reader)) for reader in readers]
            await asyncio.wait(ended, timeout=5)
            return [each.result() if each.done() else "<waiting>" for each in ended]
        """)
    )
    assert seen == ["<UpstreamError>"] * 2, f"an answer that broke off ended with {seen}"


def test_readers_are_woken_when_the_gateway_closes(player: Player, mistral: Simulator) -> None:
    gate = mistral.gate()
    mistral.chat.respond_always(answers.stream("It ", gate, "locks."))
    running = player.start(
        at_the_gateway("""
            readers = [
                asyncio.create_task(outcome(pieces_of(gateway.stream(ask()), [])))
                for _ in range(2)
            ]
            await inbox.get()
            await gateway.drain(grace_s=0)
            done, waiting = await asyncio.wait(readers, timeout=1.5)
            for reader in waiting:
                reader.cancel()
            return {"woken": len(done), "waiting": len(waiting)}
        """)
    )
    assert mistral.wait_for(lambda log: any(r.events_sent > 1 for r in log.chat.requests))
    running.send("drain")
    seen = running.result()
    assert seen["waiting"] == 0, f"{seen['waiting']} readers wait for ever for a stream given up"


def test_half_an_answer_is_not_remembered(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond(
        answers.stream("Half an answer", finish_reason="length"), answers.reply(word)
    )
    text = player.run(
        at_the_gateway("""
            await outcome(asyncio.wait_for(pieces_of(gateway.stream(ask()), []), 5))
            return await outcome(gateway.ask(ask()))
        """)
    )
    assert text == word, f"after a stream that was cut short the answer is {text!r}"


def test_a_stream_that_is_over_is_not_read_again(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_CACHE_TTL_S"] = "0"
    first, second = fresh_word(), fresh_word()
    mistral.chat.respond(answers.stream(first), answers.stream(second))
    told = player.run(
        at_the_gateway("""
            pieces = []
            for _ in range(2):
                await outcome(asyncio.wait_for(pieces_of(gateway.stream(ask()), pieces), 4))
            return pieces
        """)
    )
    assert told[0] == first
    assert told[1:] == [second], f"a later reader got {told[1:]} from a stream that was over"


def test_a_stream_has_a_deadline(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_STREAM_DEADLINE_S"] = "0.4"
    drops = [piece for number in range(120) for piece in (f"{number} ", 0.05)]
    mistral.chat.respond_always(answers.stream(*drops))
    running = player.start(
        at_the_gateway("""
            reading = asyncio.create_task(outcome(pieces_of(gateway.stream(ask()), [])))
            await inbox.get()
            reading.cancel()
        """)
    )
    given_up = mistral.wait_for(
        lambda log: any(request.disconnected for request in log.chat.requests), timeout=4
    )
    asked = len(mistral.chat.requests)
    running.send("enough")
    running.result()
    assert asked == 1, "the model was never asked"
    assert given_up, "a stream that drips goes on long after stream_deadline_s"


def test_a_stream_without_readers_is_given_up(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.stream("It ", mistral.gate(), "locks."))
    running = player.start(
        at_the_gateway("""
            stream = gateway.stream(ask())
            first = await anext(stream)
            await stream.aclose()
            await inbox.get()
            return first
        """)
    )
    given_up = mistral.wait_for(
        lambda log: any(request.disconnected for request in log.chat.requests), timeout=4
    )
    running.send("end")
    assert running.result() == "It "
    assert given_up, "the stream goes on although its last reader has left"
