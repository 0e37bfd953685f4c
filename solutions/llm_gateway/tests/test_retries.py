"""What is promised about trying again."""

from __future__ import annotations

import secrets

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.ask")

ASK = at_the_gateway("return await outcome(gateway.ask(ask()))")
SELDOM = (402, 405, 406, 410, 413, 415, 451)
CHAIN = """
def chain_of(error):
    chain, at = [], error.__cause__
    while at is not None and len(chain) < 9:
        names = [each.__name__ for each in type(at).__mro__]
        chain.append([*names, str(getattr(at, "status_code", ""))])
        at = at.__cause__ or at.__context__
    return chain

async def told(asked):
    try:
        await asked
    except Exception as error:
        return [type(error).__name__, chain_of(error)]
    return ["nothing", []]

"""
WAITS = """
            waits, sleep = [], asyncio.sleep

            async def at_once(seconds, *rest):
                waits.append(seconds)
                await sleep(0)
"""


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


def test_what_may_pass_is_tried_again(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond(answers.status(503), answers.reply(word))
    assert player.run(ASK) == word


def test_what_cannot_pass_is_not_tried_again(player: Player, mistral: Simulator) -> None:
    codes = [400, 404, 422, secrets.choice(SELDOM)]
    for code in codes:
        mistral.chat.respond_when(f"after a {code}", answers.status(code))
    told = player.run(
        at_the_gateway("""
            return [await outcome(gateway.ask(ask(f"after a {code}"))) for code in codes]
        """),
        codes=codes,
    )
    assert told == ["<UpstreamError>"] * len(codes), f"{codes} came to {told}"
    asked = len(mistral.chat.requests)
    assert asked == len(codes), f"{len(codes)} requests that cannot succeed were sent {asked} times"


def test_the_cause_of_a_failure_is_kept(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_when("a wrong key", answers.status(401))
    mistral.chat.respond_when("an outage", *(answers.status(503) for _ in range(9)))
    mistral.chat.respond_when("at last", answers.status(503), answers.status(403))
    mistral.chat.respond_when("a broken line", *(answers.cut() for _ in range(9)))
    kinds = {"a wrong key": "401", "an outage": "503", "at last": "403"}
    kinds["a broken line"] = "TransportError"
    raised = player.run(
        CHAIN
        + at_the_gateway("""
            return [await told(gateway.ask(ask(f"This is {each}."))) for each in kinds]
        """),
        kinds=[*kinds],
    )
    for (what, kind), (error, chain) in zip(kinds.items(), raised, strict=True):
        assert error == "UpstreamError", f"{what} raised {error}"
        assert chain, f"{error} has lost its cause"
        assert any(kind in each for each in chain), f"{what} cannot be told from its cause"


def test_there_are_no_more_calls_than_attempts(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_RETRY_TOTAL_MS"] = "8000"
    mistral.chat.respond(*(answers.status(503) for _ in range(5)))
    result = player.run(ASK)
    asked = len(mistral.chat.requests)
    assert asked == 3, f"{asked} calls for one ask; attempts is 3"
    assert result == "<UpstreamError>"


def test_there_are_as_many_attempts_as_the_settings_say(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    for attempts in (1, 2, 5):
        failures = (answers.status(503) for _ in range(attempts - 1))
        mistral.chat.respond_when(f"the last of {attempts}", *failures, answers.reply(word))
        mistral.chat.respond_when(f"more than {attempts}", *(answers.status(503),) * attempts)
    told = player.run(
        at_the_gateway("""
            told = []
            for attempts in (1, 2, 5):
                environ = {**os.environ, "GATEWAY_ATTEMPTS": str(attempts)}
                async with open_gateway(Settings.from_env(environ)) as other:
                    for prompt in (f"the last of {attempts}", f"more than {attempts}"):
                        told.append(await outcome(other.ask(ask(prompt))))
            return told
        """)
    )
    assert told == [word, "<UpstreamError>"] * 3, f"of 1, 2 and 5 attempts came {told}"


def test_no_wait_is_longer_than_promised(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    asked = [9, 61, 3600, 90_061, 10 + secrets.randbelow(3000)]
    for seconds in asked:
        limited = answers.rate_limited(retry_after=seconds)
        mistral.chat.respond_when(f"after {seconds} s", limited, answers.reply(word))
    seen = player.run(
        at_the_gateway(f"""{WAITS}
            asyncio.sleep = at_once
            texts, longest = [], []
            for seconds in asked:
                waits.clear()
                texts.append(await outcome(gateway.ask(ask(f"after {{seconds}} s"))))
                longest.append(max(waits, default=0))
            asyncio.sleep = sleep
            return {{"texts": texts, "longest": longest}}
        """),
        asked=asked,
    )
    assert seen["texts"] == [word] * len(asked), "a 429 with Retry-After was not tried again"
    for seconds, longest in zip(asked, seen["longest"], strict=True):
        assert longest <= 8, f"a wait of {longest:g} s, because the server said so"
        assert longest >= 7, f"the server asked for {seconds} s and was given {longest:g} s"


def test_nobody_waits_in_a_slot(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_SLOTS"] = "1"
    word = fresh_word()
    mistral.chat.respond_when("the first question", answers.status(503), answers.reply(word))
    mistral.chat.respond_when("the second question", answers.reply(word))
    outcomes = player.run(
        at_the_gateway("""
            waiting, go_on, sleep = asyncio.Event(), asyncio.Event(), asyncio.sleep

            async def until_told(seconds, *rest):
                if seconds > 0:
                    waiting.set()
                    await go_on.wait()
                await sleep(0)

            asyncio.sleep = until_told
            first = asyncio.create_task(outcome(gateway.ask(ask("the first question"))))
            await outcome(asyncio.wait_for(waiting.wait(), 5))
            second = asyncio.wait_for(gateway.ask(ask("the second question")), 4)
            outcomes = [await outcome(second)]
            go_on.set()
            outcomes.append(await first)
            asyncio.sleep = sleep
            return outcomes
        """)
    )
    assert outcomes[1] == word, f"the ask that was tried again got {outcomes[1]}"
    assert outcomes[0] == word, "an ask that waits for its next attempt keeps its slot"
