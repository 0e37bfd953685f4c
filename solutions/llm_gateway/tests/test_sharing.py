"""What ``Gateway.ask`` promises to those who ask alike."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.ask")


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


def test_who_asks_alike_shares_one_call(player: Player, mistral: Simulator) -> None:
    mistral.chat.barrier(until=2, patience=0.4)
    texts = player.run(
        at_the_gateway("return await asyncio.gather(*(gateway.ask(ask()) for _ in range(3)))")
    )
    assert len(mistral.chat.requests) == 1, f"{len(mistral.chat.requests)} calls for one question"
    assert len(set(texts)) == 1


def test_who_gives_up_disturbs_nobody(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond_always(answers.reply(word))
    outcomes = player.run(
        at_the_gateway("""
            first, second = (asyncio.create_task(gateway.ask(ask())) for _ in range(2))
            for _ in range(9):
                await asyncio.sleep(0)
            first.cancel()
            return [await outcome(first), await outcome(second)]
        """)
    )
    assert outcomes[0] == "<CancelledError>", "a caller that was cancelled went on"
    assert outcomes[1] == word, f"another caller gave up, and this one got {outcomes[1]}"


def test_a_call_that_nobody_waits_for_is_given_up(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_always(answers.hang())
    running = player.start(
        at_the_gateway("""
            callers = [asyncio.create_task(gateway.ask(ask())) for _ in range(2)]
            await inbox.get()
            for caller in callers:
                caller.cancel()
            ended = [await outcome(caller) for caller in callers]
            await inbox.get()
            return ended
        """)
    )
    assert mistral.wait_for(lambda log: bool(log.chat.requests)), "the model was never asked"
    running.send("give up")
    given_up = mistral.wait_for(
        lambda log: any(request.disconnected for request in log.chat.requests), timeout=3
    )
    running.send("end")
    assert running.result() == ["<CancelledError>"] * 2
    assert given_up, "the call goes on although everybody has given up"


def test_a_failure_is_told_to_nobody_after(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond(answers.status(401), answers.reply(word))
    outcomes = player.run(
        at_the_gateway("return [await outcome(gateway.ask(ask())) for _ in range(2)]")
    )
    assert outcomes[0] == "<UpstreamError>", f"a refusal came to {outcomes[0]}"
    assert outcomes[1] == word, f"a later caller got {outcomes[1]} from the call that had failed"


def test_tenants_share_nothing(player: Player, mistral: Simulator) -> None:
    mistral.chat.barrier(until=2, patience=0.4)
    spent = player.run(
        at_the_gateway("""
            tenants = ("search", "sales")
            await asyncio.gather(*(gateway.ask(ask(tenant=tenant)) for tenant in tenants))
            await gateway.ask(ask(tenant="support"))
            return [await gateway.ledger.spent(tenant) for tenant in (*tenants, "support")]
        """)
    )
    asked = len(mistral.chat.requests)
    assert asked == 3, f"three tenants were served from {asked} calls"
    assert all(spent), "a tenant got an answer that another paid for"


def test_another_system_prompt_is_another_question(player: Player, mistral: Simulator) -> None:
    mistral.chat.barrier(until=2, patience=0.4)
    texts = player.run(
        at_the_gateway("""
            roles = ("You are a pirate.", "You are a lawyer.")
            asks = [Ask(tenant="search", prompt="Who are you?", system=role) for role in roles]
            return await asyncio.gather(*(gateway.ask(each) for each in asks))
        """)
    )
    asked = len(mistral.chat.requests)
    assert asked == 2, f"two roles got their answers from {asked} call"
    assert len(texts) == 2
