"""What is promised about money."""

from __future__ import annotations

import re
import secrets

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.ask")

WATCHED = """
import asyncio
import sqlite3
import threading
on_the_loop, standing = [], []
connect, loop_thread = sqlite3.connect, threading.get_ident()
loop = asyncio.get_running_loop()

def watched(*args, **kwargs):
    turned = threading.Event()
    if watching and threading.get_ident() == loop_thread:
        on_the_loop.append(args[:1])
    elif watching:
        loop.call_soon_threadsafe(turned.set)
        if not turned.wait(2):
            standing.append(args[:1])
    return connect(*args, **kwargs)

sqlite3.connect = watched
watching = False
"""
FOR_ONE_ASK, FOR_TWO_ASKS = "300000", "600000"  # one of 400 tokens may cost 240 000 and a little


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


def test_a_budget_is_not_overdrawn_by_many_at_once(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_BUDGET"] = FOR_TWO_ASKS
    mistral.chat.respond_always(answers.hang())
    running = player.start(
        at_the_gateway("""
            asks = [
                ask(f"Why, {tenant}" + "?" * number, tenant=tenant)
                for number in range(4) for tenant in ("search", "sales")
            ]
            pending = {asyncio.create_task(outcome(gateway.ask(each))) for each in asks}
            told = []
            while len(pending) > 4:
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
    assert mistral.wait_for(lambda log: len(log.chat.requests) > 3), "too few asks were sent"
    running.send("end")
    told = running.result()
    asked = len(mistral.chat.requests)
    assert asked == 4, f"{asked} calls at once of two tenants, each on a budget for two"
    assert told == ["<BudgetError>"] * 4, f"the others got {sorted(map(str, told))}"


def test_a_call_that_failed_holds_no_budget_back(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_BUDGET"] = FOR_ONE_ASK
    for text in ("refused", "refused too"):
        mistral.chat.respond_when(f"It is {text}.", answers.status(401))
    mistral.chat.respond_when("It is given up.", answers.hang())
    mistral.chat.respond_when("It is the last", answers.hang())
    running = player.start(
        at_the_gateway("""
            others = asyncio.all_tasks()
            failed = [await outcome(gateway.ask(ask("It is refused.")))]
            await outcome(pieces_of(gateway.stream(ask("It is refused too.")), []))
            asking = asyncio.create_task(outcome(gateway.ask(ask("It is given up."))))
            await inbox.get()
            everything = asyncio.all_tasks() - others
            for each in everything:
                each.cancel()
            await asyncio.wait(everything)
            last = asyncio.create_task(outcome(gateway.ask(ask("It is the last."))))
            served = asyncio.create_task(inbox.get())
            await asyncio.wait({served, last}, return_when=asyncio.FIRST_COMPLETED)
            one_more = await outcome(gateway.ask(ask("It is one more.")))
            last.cancel()
            return [*failed, await last, one_more]
        """)
    )
    assert mistral.wait_for(lambda log: len(log.chat.requests) > 2), "too few asks were sent"
    running.send("give up")
    served = mistral.wait_for(lambda log: log.saw("It is the last."), timeout=3)
    running.send("one more")
    failed, last, one_more = running.result()
    assert failed == "<UpstreamError>", f"a refusal came to {failed}"
    assert served, f"after calls that cost nothing the next one got {last}"
    assert one_more == "<BudgetError>", "after calls that failed the budget is overdrawn"


def test_a_call_that_ends_gives_back_its_own_hold_alone(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_BUDGET"] = FOR_TWO_ASKS
    word = fresh_word()
    mistral.chat.respond_when("It takes long.", answers.hang())
    mistral.chat.respond_when("It is quick", *(answers.reply(word, usage=(1, 1)) for _ in range(3)))
    running = player.start(
        at_the_gateway("""
            long = asyncio.create_task(outcome(gateway.ask(ask("It takes long."))))
            await inbox.get()
            quick = [await outcome(gateway.ask(ask("It is quick.")))]
            more = [gateway.ask(ask(f"It is quick {number}.")) for number in range(2)]
            quick += sorted(await asyncio.gather(*map(outcome, more)))
            long.cancel()
            return quick
        """)
    )
    assert mistral.wait_for(lambda log: bool(log.chat.requests)), "the model was never asked"
    running.send("go on")
    told = running.result()
    assert told == [word, "<BudgetError>", word], f"beside a call on a budget for two came {told}"


def test_a_refusal_says_how_many_dollars_are_left(player: Player, mistral: Simulator) -> None:
    left = 1 + secrets.randbelow(98)
    player.environ["GATEWAY_BUDGET"] = str(left * 10_000_000)
    said = player.run(
        at_the_gateway("""
            try:
                return await gateway.ask(Ask(tenant="search", prompt="Why?", max_tokens=2_000_000))
            except Exception as error:
                return str(error)
        """)
    )
    assert mistral.chat.requests == (), "an ask was served that the tenant cannot pay"
    for amount, unit in re.findall(r"([0-9]+(?:\.[0-9]+)?)\s*([a-z-]+)", said.lower()):
        worth = {"dollars": 1, "usd": 1, "cents": 0.01, "nano-dollars": 1e-9}.get(unit)
        if worth is not None:
            dollars = float(amount) * worth
            assert dollars == pytest.approx(left / 100, rel=0.02), (
                f"of {left} cents it says: {said}"
            )


def test_a_budget_of_nothing_buys_nothing(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_BUDGET"] = "0"
    word = fresh_word()
    mistral.chat.respond_when("It can be paid.", answers.reply(word))
    refused, read, served = player.run(
        at_the_gateway("""
            refused = [await outcome(gateway.ask(ask(each))) for each in ("Why?", "How?")]
            read = await outcome(pieces_of(gateway.stream(ask("Who?")), []))
            environ = {**os.environ, "GATEWAY_BUDGET": "900000"}
            async with open_gateway(Settings.from_env(environ)) as other:
                return [refused, read, await outcome(other.ask(ask("It can be paid.")))]
        """)
    )
    assert refused == ["<BudgetError>"] * 2, f"with a budget of 0 asks came to {refused}"
    # That a stream which broke off looks whole is another fault: it ends without a word then.
    assert read in {"<BudgetError>", None}, f"with a budget of 0 a stream ended with {read}"
    assert served == word, f"with a budget that is large enough an ask came to {served}"
    assert len(mistral.chat.requests) == 1, "a tenant with a budget of 0 was served"


def test_without_a_budget_nobody_is_refused(player: Player, mistral: Simulator) -> None:
    word = fresh_word()
    mistral.chat.respond_always(answers.reply(word))
    assert player.run(at_the_gateway("return await gateway.ask(ask())")) == word


def test_the_ledger_never_blocks_the_loop(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_BUDGET"] = "9000000"
    word = fresh_word()
    mistral.chat.respond_when("the asked one", answers.reply(word))
    mistral.chat.respond_when("the read one", answers.stream(word))
    seen = player.run(
        WATCHED
        + at_the_gateway("""
            watching, pieces = True, []
            text = await gateway.ask(ask("This is the asked one."))
            await pieces_of(gateway.stream(ask("This is the read one.")), pieces)
            await gateway.ledger.spent("search")
            sqlite3.connect = connect
            texts = [text, "".join(pieces)]
            return {"texts": texts, "blocked": len(on_the_loop), "standing": len(standing)}
        """)
    )
    assert seen["texts"] == [word] * 2, "no answer came of it"
    assert seen["blocked"] == 0, f"SQLite was opened {seen['blocked']} times on the event loop"
    assert seen["standing"] == 0, f"the loop stood {seen['standing']} times while SQLite worked"


@pytest.mark.target("gateway.serving:Gateway.stream")
def test_a_stream_is_charged(player: Player, mistral: Simulator) -> None:
    bills = [(secrets.randbelow(900) + 100, secrets.randbelow(900) + 100) for _ in range(3)]
    for number, bill in enumerate(bills):
        reason = "length" if number == 1 else "stop"
        answer = answers.stream("It ", "locks.", usage=bill, finish_reason=reason)
        mistral.chat.respond_when(f"This is number {number}.", answer)
    spent = player.run(
        at_the_gateway("""
            for number in (0, 0, 1):
                each = ask(f"This is number {number}.")
                readers = [outcome(pieces_of(gateway.stream(each), [])) for _ in range(2)]
                await asyncio.gather(*readers)
            await pieces_of(gateway.stream(ask("This is number 2.", tenant="sales")), [])
            return [await gateway.ledger.spent(tenant) for tenant in ("search", "sales")]
        """)
    )
    costs = [prompt * 150 + completion * 600 for prompt, completion in bills]
    billed = [costs[0] + costs[1], costs[2]]
    assert spent == billed, f"the ledger says {spent} nano-dollars, the bills {billed}"
