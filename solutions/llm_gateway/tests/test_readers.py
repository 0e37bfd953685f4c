"""What a reader of a stream gets, and what it is told when there is nothing to get."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.stream")


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


def test_a_late_reader_gets_what_others_have_read_already(
    player: Player, mistral: Simulator
) -> None:
    gate = mistral.gate()
    mistral.chat.respond_always(answers.stream("It ", gate, "locks."))
    running = player.start(
        at_the_gateway("""
            early, late = gateway.stream(ask()), []
            begun = await anext(early)
            reading = asyncio.create_task(pieces_of(gateway.stream(ask()), late))
            for _ in range(9):
                await asyncio.sleep(0)
            await inbox.get()
            rest = [piece async for piece in early]
            await reading
            return ["".join([begun, *rest]), "".join(late)]
        """)
    )
    mistral.wait_for(lambda log: any(r.events_sent > 1 for r in log.chat.requests))
    running.send("go on")
    gate.open()
    assert running.result() == ["It locks."] * 2


def test_streams_at_the_same_time_are_kept_apart(player: Player, mistral: Simulator) -> None:
    words = [fresh_word(), fresh_word()]
    gate = mistral.gate()
    for number, word in enumerate(words):
        mistral.chat.respond_when(f"question {number}", answers.stream("It is ", gate, word))
    running = player.start(
        at_the_gateway("""
            read = [], []
            streams = (gateway.stream(ask(f"question {number}")) for number in range(2))
            async with asyncio.TaskGroup() as group:
                for stream, pieces in zip(streams, read):
                    group.create_task(pieces_of(stream, pieces))
            return ["".join(pieces) for pieces in read]
        """)
    )
    mistral.wait_for(lambda log: sum(r.events_sent > 1 for r in log.chat.requests) > 1)
    gate.open()
    assert running.result() == [f"It is {word}" for word in words]


def test_who_reads_just_after_the_last_one_left_gets_an_answer(
    player: Player, mistral: Simulator
) -> None:
    gate, word = mistral.gate(), fresh_word()
    mistral.chat.respond(answers.stream("It ", gate, word), answers.stream("It ", word))
    running = player.start(
        at_the_gateway("""
            left, pieces = gateway.stream(ask()), []
            await anext(left)
            await left.aclose()
            told = await outcome(pieces_of(gateway.stream(ask()), pieces))
            return {"told": told, "text": "".join(pieces)}
        """)
    )
    mistral.wait_for(lambda log: len(log.chat.requests) > 1, timeout=1)
    gate.open()
    seen = running.result()
    assert seen["text"] == f"It {word}", f"the next reader got {seen['text']!r}, {seen['told']}"


def test_readers_of_a_stream_given_up_are_told_why(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.stream("It ", mistral.gate(), "locks."))
    running = player.start(
        at_the_gateway("""
            reading = asyncio.create_task(outcome(pieces_of(gateway.stream(ask()), [])))
            await inbox.get()
            await gateway.drain(grace_s=0)
            return await outcome(asyncio.wait_for(reading, 3))
        """)
    )
    assert mistral.wait_for(lambda log: bool(log.chat.requests)), "the model was never asked"
    running.send("drain")
    told = running.result()
    assert told == "<ClosedError>", f"the gateway closed, and who read was told {told}"


def test_a_closing_gateway_begins_no_stream(player: Player, mistral: Simulator) -> None:
    told = player.run(
        at_the_gateway("""
            await gateway.drain(grace_s=0)
            return await outcome(asyncio.wait_for(pieces_of(gateway.stream(ask()), []), 3))
        """)
    )
    assert mistral.chat.requests == (), "a stream was begun when the gateway was closed"
    assert told == "<ClosedError>"


def test_a_stream_that_takes_too_long_is_an_error_with_a_cause(
    player: Player, mistral: Simulator
) -> None:
    player.environ["GATEWAY_STREAM_DEADLINE_S"] = "0.05"
    mistral.chat.respond_always(answers.stream("It ", mistral.gate(), "locks."))
    told = player.run(
        at_the_gateway("""
            try:
                await asyncio.wait_for(pieces_of(gateway.stream(ask()), []), 3)
            except Exception as error:
                return [type(error).__name__, type(error.__cause__).__name__]
            return ["nothing", "nothing"]
        """)
    )
    assert told[0] == "UpstreamError", f"a stream did not finish in time, its reader got {told[0]}"
    assert told[1] != "NoneType", f"{told[0]} has lost its cause"


def test_a_tenant_without_budget_is_told_so_by_a_stream(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_BUDGET"] = "0"
    told = player.run(
        at_the_gateway("return await outcome(pieces_of(gateway.stream(ask()), []))"),
    )
    assert told == "<BudgetError>", f"nothing was left to spend, and the reader was told {told}"
    assert mistral.chat.requests == ()


def test_a_stream_that_is_refused_is_an_error_with_a_cause(
    player: Player, mistral: Simulator
) -> None:
    mistral.chat.respond_always(answers.status(401))
    told = player.run(
        at_the_gateway("""
            try:
                await pieces_of(gateway.stream(ask()), [])
            except Exception as error:
                return [type(error).__name__, type(error.__cause__).__name__]
            return ["nothing", "nothing"]
        """)
    )
    assert told[0] == "UpstreamError", f"a refusal raised {told[0]}"
    assert told[1] != "NoneType", f"{told[0]} has lost its cause"


def test_a_stream_that_was_cut_short_is_an_error(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.stream("It ", finish_reason="length"))
    told = player.run(at_the_gateway("return await outcome(pieces_of(gateway.stream(ask()), []))"))
    assert told == "<UpstreamError>", f"a stream was cut short, and its reader was told {told}"


def test_pieces_are_text_whatever_else_the_model_sends(player: Player, mistral: Simulator) -> None:
    thought = {"type": "thinking", "thinking": [{"type": "text", "text": "Hm."}]}
    mistral.chat.respond_always(answers.stream(answers.delta(content=[thought]), "It locks."))
    seen = player.run(
        at_the_gateway("""
            pieces = []
            told = await outcome(pieces_of(gateway.stream(ask()), pieces))
            return {"told": told, "kinds": [type(each).__name__ for each in pieces]}
        """)
    )
    assert {*seen["kinds"]} == {"str"}, f"a reader got pieces of {seen['kinds']}"
    assert seen["told"] is None, f"the stream ended with {seen['told']}"


def test_a_whole_stream_is_remembered_and_over(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond(answers.stream("It ", word))
    seen = player.run(
        at_the_gateway("""
            await pieces_of(gateway.stream(ask()), [])
            for _ in range(9):
                await asyncio.sleep(0)
            under_way = gateway.health().under_way
            return {"under_way": under_way, "text": await outcome(gateway.ask(ask()))}
        """)
    )
    assert seen["under_way"] == 0, "a stream that was read to its end is still under way"
    assert seen["text"] == f"It {word}", f"after a whole stream the answer is {seen['text']!r}"
    assert len(mistral.chat.requests) == 1, "the same question was paid for twice"


def test_a_stream_that_could_not_begin_keeps_nobody_waiting(
    player: Player, mistral: Simulator
) -> None:
    player.environ["GATEWAY_RETRY_TOTAL_MS"] = "5000"
    mistral.chat.respond(answers.status(503))
    seen = player.run(
        at_the_gateway("""
            waits, sleep = [], asyncio.sleep

            async def at_once(seconds, *rest):
                waits.append(seconds)
                await sleep(0)

            asyncio.sleep = at_once
            told = await outcome(pieces_of(gateway.stream(ask()), []))
            asyncio.sleep = sleep
            return {"told": told, "longest": max(waits, default=0)}
        """)
    )
    assert seen["told"] == "<UpstreamError>", f"a 503 came to {seen['told']}"
    assert seen["longest"] < 1, f"the first wait is to be 1 ms, it was {seen['longest']:.1f} s"
