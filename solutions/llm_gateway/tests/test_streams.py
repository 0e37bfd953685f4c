"""What ``Gateway.stream`` promises."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.stream")

MANY = 600
HALVES = ("It is cut short.", "It breaks off.", "It takes too long.", "Its reader leaves.")


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
            whole = "".join(fast) == "".join([first, *rest])
            return {"fast": len(fast), "slow": len(rest) + 1, "alike": whole}
        """)
    )
    assert read["fast"] == MANY, f"a slow reader stops the others after {read['fast']} pieces"
    assert read["slow"] == MANY, f"the slow reader got {read['slow']} of {MANY} pieces"
    assert read["alike"], "a slow reader and a fast one got other texts"


def test_an_answer_that_breaks_off_is_an_error(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_when("It breaks off.", answers.stream("It ", "locks.", "?", cut_after=3))
    mistral.chat.respond_when("It breaks off at once.", answers.stream("It ", cut_after=1))
    word = fresh_word()
    mistral.chat.respond_when("It is whole.", answers.stream(word))
    mistral.chat.respond_when("It is cut.", answers.stream("It locks.", finish_reason="length"))
    seen = player.run(
        at_the_gateway("""
            seen = []
            for prompt in ("It breaks off.", "It breaks off at once.", "It is cut."):
                readers = (pieces_of(gateway.stream(ask(prompt)), []) for _ in range(2))
                ended = [asyncio.create_task(outcome(reader)) for reader in readers]
                await asyncio.wait(ended, timeout=5)
                seen.append([each.result() if each.done() else "<waiting>" for each in ended])
            pieces = []
            await outcome(pieces_of(gateway.stream(ask("It is whole.")), pieces))
            return {"seen": seen, "whole": "".join(pieces)}
        """)
    )
    expected = [["<UpstreamError>"] * 2] * 3
    assert seen["whole"] == word, "a whole answer did not come through"
    ended = seen["seen"]
    assert ended == expected, f"answers that broke off or were cut short ended with {ended}"


def test_readers_are_woken_when_the_gateway_closes(player: Player, mistral: Simulator) -> None:
    gate = mistral.gate()
    mistral.chat.respond_always(answers.stream("It ", gate, "locks."))
    running = player.start(
        at_the_gateway("""
            others = asyncio.all_tasks()
            readers = [
                asyncio.create_task(outcome(pieces_of(gateway.stream(ask()), [])))
                for _ in range(3)
            ]
            await inbox.get()
            calls = asyncio.all_tasks() - others - {*readers}
            await gateway.drain(grace_s=0)
            done, waiting = await asyncio.wait(readers, timeout=1.5)
            for reader in waiting:
                reader.cancel()
            whole = [each for each in calls if each.done() and not each.cancelled()]
            whole = [each for each in whole if each.exception() is None]
            mistaken = [each for each in done if whole and each.result() is None]
            return {"waiting": len(waiting), "mistaken": len(mistaken)}
        """)
    )
    assert mistral.wait_for(lambda log: any(r.events_sent > 1 for r in log.chat.requests))
    running.send("drain")
    seen = running.result()
    assert seen["waiting"] == 0, f"{seen['waiting']} readers wait for ever for a stream given up"
    assert seen["mistaken"] == 0, "a stream that was given up ended as if it were whole"


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
    player.environ["GATEWAY_STREAM_DEADLINE_S"] = "1"
    drops = [piece for number in range(900) for piece in (f"{number} ", 0.01)]
    mistral.chat.respond_when("It drips.", answers.stream(*drops))
    mistral.chat.respond_when("It falls silent.", answers.stream("It ", mistral.gate(), "locks."))
    running = player.start(
        at_the_gateway("""
            def read(prompt):
                reading = outcome(pieces_of(gateway.stream(ask(prompt)), []))
                return asyncio.create_task(reading)

            readers = [read("It drips."), read("It falls silent.")]
            await asyncio.sleep(0.2)
            readers.append(read("It drips."))
            await inbox.get()
            for each in readers:
                each.cancel()
        """)
    )
    given_up = mistral.wait_for(
        lambda log: sum(request.disconnected for request in log.chat.requests) > 1, timeout=7
    )
    asked = len(mistral.chat.requests)
    running.send("enough")
    running.result()
    assert asked > 1, "the model was never asked"
    assert given_up, "a stream that drips or falls silent goes on long after stream_deadline_s"


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
