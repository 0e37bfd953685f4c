"""What is promised about money."""

from __future__ import annotations

import secrets

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.ask")

WATCHED = """
import sqlite3
import threading
on_the_loop = []
connect, loop_thread = sqlite3.connect, threading.get_ident()

def watched(*args, **kwargs):
    if watching and threading.get_ident() == loop_thread:
        on_the_loop.append(args[0])
    return connect(*args, **kwargs)

sqlite3.connect = watched
watching = False
"""
FOR_ONE_ASK = "300000"  # an ask of 400 tokens may cost 240 000 and a little


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


def test_a_budget_is_not_overdrawn_by_many_at_once(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_BUDGET"] = FOR_ONE_ASK
    mistral.chat.respond_always(answers.hang())
    running = player.start(
        at_the_gateway("""
            asks = [ask(f"question {number}") for number in range(4)]
            pending = {asyncio.create_task(outcome(gateway.ask(each))) for each in asks}
            told = []
            while len(pending) > 1:
                done, pending = await asyncio.wait(
                    pending, timeout=2, return_when=asyncio.FIRST_COMPLETED
                )
                if not done:
                    break
                told += [each.result() for each in done]
            await inbox.get()
            for each in pending:
                each.cancel()
            return told
        """)
    )
    assert mistral.wait_for(lambda log: bool(log.chat.requests)), "the model was never asked"
    running.send("end")
    told = running.result()
    asked = len(mistral.chat.requests)
    assert asked == 1, f"{asked} calls at once on a budget for one"
    assert told == ["<BudgetError>"] * 3, f"the others got {sorted(told)}"


def test_a_call_that_failed_holds_no_budget_back(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_BUDGET"] = FOR_ONE_ASK
    word = fresh_word()
    mistral.chat.respond(answers.status(401), answers.reply(word))
    outcomes = player.run(
        at_the_gateway("""
            return [await outcome(gateway.ask(ask(f"question {number}"))) for number in range(2)]
        """)
    )
    assert outcomes[0] == "<UpstreamError>", f"a refusal came to {outcomes[0]}"
    assert outcomes[1] == word, f"after a call that cost nothing the next one got {outcomes[1]}"


def test_a_budget_of_nothing_buys_nothing(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_BUDGET"] = "0"
    refused = player.run(at_the_gateway("return await outcome(gateway.ask(ask()))"))
    assert mistral.chat.requests == (), "a tenant with a budget of 0 was served"
    assert refused == "<BudgetError>"


def test_without_a_budget_nobody_is_refused(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond_always(answers.reply(word))
    assert player.run(at_the_gateway("return await gateway.ask(ask())")) == word


def test_the_ledger_never_blocks_the_loop(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_BUDGET"] = FOR_ONE_ASK
    word = fresh_word()
    mistral.chat.respond_always(answers.reply(word))
    seen = player.run(
        WATCHED
        + at_the_gateway("""
            watching = True
            text = await gateway.ask(ask())
            sqlite3.connect = connect
            return {"text": text, "blocked": len(on_the_loop)}
        """)
    )
    assert seen["text"] == word, "no answer came of it"
    assert seen["blocked"] == 0, f"SQLite was opened {seen['blocked']} times on the event loop"


@pytest.mark.target("gateway.serving:Gateway.stream")
def test_a_stream_is_charged(player: Player, mistral: Simulator) -> None:
    prompt_tokens, completion_tokens = (secrets.randbelow(900) + 100 for _ in range(2))
    mistral.chat.respond_always(
        answers.stream("It locks.", usage=(prompt_tokens, completion_tokens))
    )
    spent = player.run(
        at_the_gateway("""
            await pieces_of(gateway.stream(ask()), [])
            return await gateway.ledger.spent("search")
        """)
    )
    billed = prompt_tokens * 150 + completion_tokens * 600
    assert spent == billed, f"the ledger says {spent} nano-dollars, the bill {billed}"
