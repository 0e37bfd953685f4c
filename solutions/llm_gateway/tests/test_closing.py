"""What ``Gateway.drain`` and ``Gateway.health`` promise."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.drain")


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


def test_nothing_is_under_way_after_a_drain(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.hang())
    running = player.start(
        at_the_gateway("""
            asking = asyncio.create_task(outcome(gateway.ask(ask())))
            await inbox.get()
            late = await gateway.drain(grace_s=0)
            mine = {asyncio.current_task(), asking}
            left = [each for each in asyncio.all_tasks() - mine if not each.done()]
            return {"late": late, "left": max(len(left), gateway.health().under_way)}
        """)
    )
    assert mistral.wait_for(lambda log: bool(log.chat.requests)), "the model was never asked"
    running.send("drain")
    seen = running.result()
    assert seen["late"] == 1, f"drain gave up {seen['late']} calls of 1"
    assert seen["left"] == 0, f"{seen['left']} calls were under way when drain had returned"


def test_who_waits_for_a_call_given_up_is_told(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.hang())
    running = player.start(
        at_the_gateway("""
            asking = asyncio.create_task(outcome(gateway.ask(ask())))
            await inbox.get()
            await gateway.drain(grace_s=0)
            return await asking
        """)
    )
    assert mistral.wait_for(lambda log: bool(log.chat.requests)), "the model was never asked"
    running.send("drain")
    told = running.result()
    assert told == "<ClosedError>", f"who waited for a call that was given up was told {told}"


def test_a_closing_gateway_takes_no_more_asks(player: Player, mistral: Simulator) -> None:
    gate, word = mistral.gate(), fresh_word()
    mistral.chat.respond_when("an early question", answers.held(gate, answers.reply(word)))
    running = player.start(
        at_the_gateway("""
            early = asyncio.create_task(outcome(gateway.ask(ask("an early question"))))
            await inbox.get()
            draining = asyncio.create_task(gateway.drain(grace_s=30))
            for _ in range(9):
                await asyncio.sleep(0)
            late = await outcome(gateway.ask(ask("a late question")))
            return {"late": late, "given_up": await draining, "early": await early}
        """)
    )
    assert gate.wait_for_arrival(), "the model was never asked"
    running.send("drain")
    mistral.wait_for(lambda log: len(log.chat.requests) > 1, timeout=0.5)
    gate.open()
    seen = running.result()
    assert seen["early"] == word, f"a call under way was not let finish: {seen['early']}"
    assert seen["given_up"] == 0
    assert seen["late"] == "<ClosedError>", "an ask was taken while the gateway was closing"


def test_no_grace_is_no_grace(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_GRACE_S"] = "30"
    mistral.chat.respond_always(answers.hang())
    running = player.start(
        at_the_gateway("""
            asking = asyncio.create_task(outcome(gateway.ask(ask())))
            await inbox.get()
            given_up = await outcome(asyncio.wait_for(gateway.drain(grace_s=0), 3))
            asking.cancel()
            return given_up
        """)
    )
    assert mistral.wait_for(lambda log: bool(log.chat.requests)), "the model was never asked"
    running.send("drain")
    assert running.result() == 1, "a grace of 0 was not taken at its word"


@pytest.mark.target("gateway.serving:Gateway.health")
def test_the_uptime_does_not_follow_the_wall_clock(player: Player) -> None:
    step = player.run(
        at_the_gateway("""
            import time
            real, before = time.time, gateway.health().uptime_s
            time.time = lambda: real() - 3600
            after = gateway.health().uptime_s
            time.time = real
            return after - before
        """)
    )
    assert abs(step) < 1000, f"somebody sets the clock, and the uptime jumps by {step:.0f} s"


@pytest.mark.target("gateway.serving:Gateway.health")
def test_the_uptime_grows(player: Player) -> None:
    first, second = player.run(
        at_the_gateway("""
            first = gateway.health().uptime_s
            await asyncio.sleep(0.02)
            return [first, gateway.health().uptime_s]
        """)
    )
    assert second > first, "the uptime stands still"
