"""What the model is asked, and how many calls run at once."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.ask")


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


def test_the_model_is_asked_what_the_caller_asked(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_TEMPERATURE"] = "0.75"
    role = fresh_word()
    player.run(
        at_the_gateway("""
            each = Ask(tenant="search", prompt="Who are you?", system=role, max_tokens=37)
            await gateway.ask(each)
        """),
        role=role,
    )
    sent = mistral.chat.last
    assert [m["role"] for m in sent.messages] == ["system", "user"], "the system prompt is missing"
    assert sent.messages[0]["content"] == role
    assert sent.body.get("max_tokens") == 37, "an answer may be longer, and dearer, than asked for"
    assert sent.body.get("temperature") == 0.75, "the temperature of the settings is not used"


@pytest.mark.target("gateway.serving:Gateway.stream")
def test_a_stream_asks_what_its_reader_asked(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_TEMPERATURE"] = "0.75"
    player.run(
        at_the_gateway("""
            each = Ask(tenant="search", prompt="Who are you?", max_tokens=37)
            await pieces_of(gateway.stream(each), [])
        """)
    )
    sent = mistral.chat.last
    assert sent.body.get("max_tokens") == 37, "a stream may be longer, and dearer, than asked for"
    assert sent.body.get("temperature") == 0.75, "the temperature of the settings is not used"


def test_a_longer_answer_is_another_answer(player: Player, mistral: Simulator) -> None:
    words = [fresh_word(), fresh_word()]
    mistral.chat.respond(*map(answers.reply, words))
    texts = player.run(
        at_the_gateway("""
            asks = [Ask(tenant="search", prompt="Why?", max_tokens=most) for most in (20, 900)]
            return [await gateway.ask(each) for each in asks]
        """)
    )
    assert texts == words, "who wanted 900 tokens got the answer of who wanted 20"


def test_no_more_calls_run_at_once_than_there_are_slots(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_SLOTS"] = "1"
    mistral.chat.barrier(until=2, patience=0.15)
    player.run(
        at_the_gateway("""
            asks = [ask(f"question {number}") for number in range(2)]
            await asyncio.gather(*(gateway.ask(each) for each in asks))
        """)
    )
    at_once = mistral.chat.peak_in_flight
    assert at_once == 1, f"{at_once} calls at once in 1 slot"


def test_attempts_take_turns_in_the_slots_as_well(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_SLOTS"] = "1"
    word = fresh_word()
    for number in range(2):
        slow = answers.slow(0.15, answers.reply(word))
        mistral.chat.respond_when(f"question {number}", *(answers.status(503),) * 2, slow)
    texts = player.run(
        at_the_gateway("""
            asks = [gateway.ask(ask(f"question {number}")) for number in range(2)]
            return await asyncio.gather(*map(outcome, asks))
        """)
    )
    assert texts == [word] * 2, f"asks that were tried again got {texts}"
    at_once = mistral.chat.peak_in_flight
    assert at_once == 1, f"{at_once} calls at once in 1 slot, when asks were tried again"


def test_who_asks_just_after_the_last_one_gave_up_gets_an_answer(
    player: Player, mistral: Simulator
) -> None:
    gate, word = mistral.gate(), fresh_word()
    mistral.chat.respond(answers.held(gate, answers.reply(word)), answers.reply(word))
    running = player.start(
        at_the_gateway("""
            first = asyncio.create_task(gateway.ask(ask()))
            await inbox.get()
            first.cancel()
            second = asyncio.create_task(outcome(gateway.ask(ask())))
            return [await outcome(first), await second]
        """)
    )
    assert gate.wait_for_arrival(), "the model was never asked"
    running.send("give up")
    mistral.wait_for(lambda log: len(log.chat.requests) > 1, timeout=1)
    gate.open()
    told = running.result()
    assert told[0] == "<CancelledError>"
    assert told[1] == word, f"somebody gave up, and who asked next got {told[1]}"


@pytest.mark.target("gateway.serving:Gateway.drain")
def test_gateways_of_one_process_share_nothing(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.hang())
    running = player.start(
        at_the_gateway("""
            def begin(at):
                asking, reading = at.ask(ask("Why?")), pieces_of(at.stream(ask("How?")), [])
                return [asyncio.create_task(outcome(each)) for each in (asking, reading)]

            mine = begin(gateway)
            await inbox.get()
            async with open_gateway(Settings.from_env(os.environ)) as other:
                begin(other)
                await inbox.get()
                given_up = await other.drain(grace_s=0)
            under_way = gateway.health().under_way
            for each in mine:
                each.cancel()
            return {"given_up": given_up, "under_way": under_way}
        """)
    )
    mistral.wait_for(lambda log: len(log.chat.requests) > 1)
    running.send("another gateway")
    mistral.wait_for(lambda log: len(log.chat.requests) > 3, timeout=1)
    running.send("drain it")
    seen = running.result()
    asked = len(mistral.chat.requests)
    assert asked == 4, f"two gateways with two asks each made {asked} calls"
    assert seen == {"given_up": 2, "under_way": 2}, "one gateway closed, and the other lost calls"


@pytest.mark.target("gateway.serving:open_gateway")
def test_a_gateway_is_drained_when_its_block_fails(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.hang())
    running = player.start(
        at_the_gateway("""
            try:
                async with open_gateway(Settings.from_env(os.environ)) as failing:
                    asking = asyncio.create_task(outcome(failing.ask(ask())))
                    await inbox.get()
                    raise LookupError
            except LookupError:
                return await outcome(asyncio.wait_for(asking, 3))
        """)
    )
    assert mistral.wait_for(lambda log: bool(log.chat.requests)), "the model was never asked"
    running.send("fail")
    told = running.result()
    assert told == "<ClosedError>", f"the gateway was closed by an error, a caller was told {told}"
