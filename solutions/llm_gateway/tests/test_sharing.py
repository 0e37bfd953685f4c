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
    gate, word = mistral.gate(), fresh_word()
    mistral.chat.respond_when("mutex", answers.held(gate, answers.reply(word)))
    running = player.start(
        at_the_gateway("""
            callers = [asyncio.create_task(gateway.ask(ask())) for _ in range(3)]
            await inbox.get()
            callers[0].cancel()
            impatient = await outcome(asyncio.wait_for(gateway.ask(ask()), 0.02))
            callers[2].cancel()
            left = [await outcome(callers[0]), await outcome(callers[2]), impatient]
            await gateway.ask(ask("Have they left?"))
            return [*left, await outcome(callers[1])]
        """)
    )
    assert gate.wait_for_arrival(), "the model was never asked"
    running.send("give up")
    mistral.wait_for(lambda log: len(log.chat.requests) > 1)
    gate.open()
    *left, stayed = running.result()
    assert left == ["<CancelledError>", "<CancelledError>", "<TimeoutError>"], (
        f"callers that were cancelled or had no patience ended with {left}"
    )
    assert stayed == word, f"other callers gave up, and this one got {stayed}"
    asked = len(mistral.chat.requests) - 1
    assert asked == 1, f"other callers gave up, and the same question was asked {asked} times"


def test_a_call_that_nobody_waits_for_is_given_up(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_SLOTS"] = "1"
    word = fresh_word()
    mistral.chat.respond_when("mutex", answers.hang())
    mistral.chat.respond_when("Who is next?", answers.reply(word))
    running = player.start(
        at_the_gateway("""
            callers = [asyncio.create_task(gateway.ask(ask())) for _ in range(3)]
            await inbox.get()
            callers[1].cancel()
            ended = [await outcome(callers[1])]
            for caller in (callers[0], callers[2]):
                caller.cancel()
            ended += [await outcome(caller) for caller in (callers[0], callers[2])]
            later = asyncio.wait_for(gateway.ask(ask("Who is next?")), 3)
            return {"ended": ended, "later": await outcome(later)}
        """)
    )
    assert mistral.wait_for(lambda log: bool(log.chat.requests)), "the model was never asked"
    running.send("give up")
    given_up = mistral.wait_for(
        lambda log: any(request.disconnected for request in log.chat.requests), timeout=3
    )
    seen = running.result()
    assert seen["ended"] == ["<CancelledError>"] * 3
    assert given_up, "the call goes on although everybody has given up"
    assert seen["later"] == word, f"a call given up keeps its slot: {seen['later']}"


def test_a_call_stays_shared_when_others_end(player: Player, mistral: Simulator) -> None:
    gate, word = mistral.gate(), fresh_word()
    mistral.chat.respond_when("mutex", answers.held(gate, answers.reply(word)))
    mistral.chat.respond_when("a wrong one", answers.status(401))
    running = player.start(
        at_the_gateway("""
            early = asyncio.create_task(outcome(gateway.ask(ask())))
            await inbox.get()
            for other in ("a quick one", "a wrong one"):
                await outcome(gateway.ask(ask(other)))
            late = asyncio.create_task(outcome(gateway.ask(ask())))
            await gateway.ask(ask("Have both asked?"))
            return [await early, await late]
        """)
    )
    assert gate.wait_for_arrival(), "the model was never asked"
    running.send("others")
    mistral.wait_for(lambda log: len(log.chat.requests) > 3)
    gate.open()
    assert running.result() == [word] * 2
    asked = len(mistral.chat.requests) - 3
    assert asked == 1, f"another call ended, and the same question was asked {asked} times"


def test_a_failure_is_told_to_nobody_after(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond(answers.status(401), answers.reply(word))
    outcomes = player.run(
        at_the_gateway("""
            alike = [outcome(gateway.ask(ask())) for _ in range(2)]
            return [*await asyncio.gather(*alike), await outcome(gateway.ask(ask()))]
        """)
    )
    assert outcomes[:2] == ["<UpstreamError>"] * 2, f"a refusal came to {outcomes[:2]}"
    assert outcomes[2] == word, f"a later caller got {outcomes[2]} from the call that had failed"


def test_a_refusal_is_told_to_nobody_after(player: Player, mistral: Simulator) -> None:
    limits = {"GATEWAY_BUDGET": "300000"}, {"GATEWAY_SLOTS": "1", "GATEWAY_LONGEST_QUEUE": "0"}
    refusals = "<BudgetError>", "<OverloadedError>"
    gates, word = [mistral.gate(), mistral.gate()], fresh_word()
    for number, gate in enumerate(gates):
        first = answers.held(gate, answers.reply("It locks.", usage=(1, 1)))
        mistral.chat.respond_when(f"early question {number}", first)
        mistral.chat.respond_when(f"late question {number}", answers.reply(word))
    running = player.start(
        at_the_gateway("""
            seen = []
            for number, limit in enumerate(limits):
                async with open_gateway(Settings.from_env({**os.environ, **limit})) as narrow:
                    early = asyncio.create_task(
                        outcome(narrow.ask(ask(f"early question {number}")))
                    )
                    await inbox.get()
                    seen.append([await outcome(narrow.ask(ask(f"late question {number}")))])
                    await gateway.ask(ask(f"Has it been refused? {number}"))
                    await early
                    seen[-1].append(await outcome(narrow.ask(ask(f"late question {number}"))))
            return seen
        """),
        limits=[*limits],
    )
    for number, gate in enumerate(gates):
        assert gate.wait_for_arrival(), "the model was never asked"
        running.send("go on")
        text = f"Has it been refused? {number}"
        mistral.wait_for(lambda log, text=text: log.saw(text))  # type: ignore[misc]
        gate.open()
    for refusal, (first, later) in zip(refusals, running.result(), strict=True):
        assert first == refusal, f"instead of {refusal} a caller got {first}"
        assert later == word, f"a later caller got {later}, which was meant for an earlier one"


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
