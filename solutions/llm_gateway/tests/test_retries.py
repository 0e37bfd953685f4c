"""What is promised about trying again."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.ask")

ASK = at_the_gateway("return await outcome(gateway.ask(ask()))")


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


def test_what_may_pass_is_tried_again(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond(answers.status(503), answers.reply(word))
    assert player.run(ASK) == word


def test_what_cannot_pass_is_not_tried_again(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.status(422))
    assert player.run(ASK) == "<UpstreamError>"
    asked = len(mistral.chat.requests)
    assert asked == 1, f"a request that cannot succeed was sent {asked} times"


def test_the_cause_of_a_failure_is_kept(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.status(401))
    raised = player.run(
        at_the_gateway("""
            try:
                await gateway.ask(ask())
            except Exception as error:
                return [type(error).__name__, type(error.__cause__).__name__]
            return ["nothing", "nothing"]
        """)
    )
    assert raised[0] == "UpstreamError", f"a refusal raised {raised[0]}"
    assert raised[1] != "NoneType", f"{raised[0]} has lost its cause"


def test_there_are_no_more_calls_than_attempts(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_RETRY_TOTAL_MS"] = "8000"
    mistral.chat.respond(*(answers.status(503) for _ in range(5)))
    result = player.run(ASK)
    asked = len(mistral.chat.requests)
    assert asked == 3, f"{asked} calls for one ask; attempts is 3"
    assert result == "<UpstreamError>"


def test_no_wait_is_longer_than_promised(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond(answers.rate_limited(retry_after=3600), answers.reply(word))
    seen = player.run(
        at_the_gateway("""
            waits, sleep = [], asyncio.sleep

            async def at_once(seconds, *rest):
                waits.append(seconds)
                await sleep(0)

            asyncio.sleep = at_once
            text = await outcome(gateway.ask(ask()))
            asyncio.sleep = sleep
            return {"text": text, "longest": max(waits, default=0)}
        """)
    )
    assert seen["text"] == word, "a 429 with Retry-After was not tried again"
    assert seen["longest"] <= 8, f"a wait of {seen['longest']:g} s, because the server said so"


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
