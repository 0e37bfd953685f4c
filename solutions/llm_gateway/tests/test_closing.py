"""What ``Gateway.drain`` and ``Gateway.health`` promise."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.drain")

CLOCKS = """
import datetime
import sys
import time
import gateway.serving

shift = []
real_time, real_ns, Real = time.time, time.time_ns, datetime.datetime

class Shifted(Real):
    @classmethod
    def now(cls, tz=None):
        return Real.now(tz) + datetime.timedelta(seconds=sum(shift))

    @classmethod
    def utcnow(cls):
        return Real.utcnow() + datetime.timedelta(seconds=sum(shift))

    today = now

time.time = lambda: real_time() + sum(shift)
time.time_ns = lambda: real_ns() + sum(shift) * 10**9
datetime.datetime = Shifted
for name in [*sys.modules]:  # what they keep of a clock is to be kept of these
    if name.partition(".")[0] == "gateway":
        del sys.modules[name]
"""


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


def test_nothing_is_under_way_after_a_drain(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_SLOTS"] = "3"
    mistral.chat.respond_always(answers.hang())
    running = player.start(
        at_the_gateway("""
            others = asyncio.all_tasks()
            reading = asyncio.create_task(outcome(pieces_of(gateway.stream(ask("Who?")), [])))
            mine = {reading}
            for number in range(3):
                mine.add(asyncio.create_task(outcome(gateway.ask(ask(f"question {number}")))))
            await inbox.get()
            late = await gateway.drain(grace_s=0)
            left = [each for each in asyncio.all_tasks() - mine - others if not each.done()]
            under_way = gateway.health().under_way
            reading.cancel()
            return {"late": late, "left": max(len(left), under_way)}
        """)
    )
    assert mistral.wait_for(lambda log: len(log.chat.requests) > 2), "too few asks were sent"
    running.send("drain")
    seen = running.result()
    assert seen["late"] == 4, f"drain gave up {seen['late']} calls of 4, of which one had no slot"
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
            late = [await outcome(gateway.ask(ask("a late question")))]
            late.append(await outcome(pieces_of(gateway.stream(ask("another late one")), [])))
            closing = gateway.health().closing
            given_up = await draining
            late.append(await outcome(gateway.ask(ask("the last question"))))
            return {"late": late, "given_up": given_up, "early": await early, "closing": closing}
        """)
    )
    assert gate.wait_for_arrival(), "the model was never asked"
    running.send("drain")
    mistral.wait_for(lambda log: len(log.chat.requests) > 1, timeout=0.5)
    gate.open()
    seen = running.result()
    assert seen["early"] == word, f"a call under way was not let finish: {seen['early']}"
    assert seen["given_up"] == 0
    assert seen["late"] == ["<ClosedError>"] * 3, f"who came after the closing got {seen['late']}"
    assert seen["closing"], "a gateway that drains does not say that it is closing"


def test_no_grace_is_no_grace(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_GRACE_S"] = "30"
    mistral.chat.respond_always(answers.hang())
    running = player.start(
        at_the_gateway("""
            asking = asyncio.create_task(outcome(gateway.ask(ask())))
            await inbox.get()
            time = asyncio.get_running_loop().time
            begun_at = time()
            given_up = await outcome(asyncio.wait_for(gateway.drain(grace_s=0), 3))
            took_s = time() - begun_at
            asking.cancel()
            return {"given_up": given_up, "took_s": took_s}
        """)
    )
    assert mistral.wait_for(lambda log: bool(log.chat.requests)), "the model was never asked"
    running.send("drain")
    seen = running.result()
    assert seen["given_up"] == 1, "a grace of 0 was not taken at its word"
    assert seen["took_s"] < 0.8, f"a grace of 0 took {seen['took_s']:.1f} s"


def test_who_names_no_grace_gets_that_of_the_settings(player: Player, mistral: Simulator) -> None:
    gate, word = mistral.gate(), fresh_word()
    mistral.chat.respond_when("It comes in time.", answers.held(gate, answers.reply(word)))
    mistral.chat.respond_when("It never comes.", answers.hang())
    running = player.start(
        at_the_gateway("""
            seen = []
            for grace_s, prompt in (("30", "It comes in time."), ("0.05", "It never comes.")):
                environ = {**os.environ, "GATEWAY_GRACE_S": grace_s}
                async with open_gateway(Settings.from_env(environ)) as closing:
                    asking = asyncio.create_task(outcome(closing.ask(ask(prompt))))
                    await inbox.get()
                    draining = asyncio.create_task(closing.drain())
                    await gateway.ask(ask(f"Does it drain? {grace_s}"))
                    given_up = await outcome(asyncio.wait_for(draining, 3))
                    asking.cancel()
                    seen.append([given_up, await outcome(asking)])
            return seen
        """)
    )
    assert gate.wait_for_arrival(), "the model was never asked"
    running.send("drain")
    mistral.wait_for(lambda log: log.saw("Does it drain? 30"))
    gate.open()
    mistral.wait_for(lambda log: log.saw("It never comes."))
    running.send("drain")
    patient, short = running.result()
    assert patient == [0, word], f"a call that ended within the grace was given up: {patient}"
    assert short[0] == 1, f"a call that outlasts the grace of the settings: {short[0]}"


@pytest.mark.target("gateway.serving:Gateway.health")
def test_the_uptime_does_not_follow_the_wall_clock(player: Player) -> None:
    steps = player.run(
        CLOCKS
        + at_the_gateway("""
            before, steps = gateway.health().uptime_s, []
            for seconds in (-3600, 7200, 86_400):
                shift.append(seconds)
                steps.append(gateway.health().uptime_s - before)
            time.time, time.time_ns, datetime.datetime = real_time, real_ns, Real
            return steps
        """)
    )
    for step in steps:
        assert abs(step) < 1000, f"somebody sets the clock, and the uptime jumps by {step:.0f} s"


@pytest.mark.target("gateway.serving:Gateway.health")
def test_the_uptime_grows(player: Player) -> None:
    seen = player.run(
        at_the_gateway("""
            first = gateway.health().uptime_s
            await asyncio.sleep(0.02)
            async with open_gateway(Settings.from_env(os.environ)) as younger:
                uptimes = [younger.health().uptime_s, gateway.health().uptime_s]
            return [first, *uptimes]
        """)
    )
    first, younger, second = seen
    assert second - first > 0.01, "the uptime stands still"
    assert younger < second - 0.01, "a gateway counts from before it was opened"
    assert 0 <= first < 60, f"opened just now, up for {first:.0f} s"
