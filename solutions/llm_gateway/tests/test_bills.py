"""Whether what was billed is charged, and what may be billed is held back."""

from __future__ import annotations

import secrets

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.llm_gateway.scenes import QUICK, at_the_gateway, fresh_word

pytestmark = pytest.mark.target("gateway.serving:Gateway.ask")

BUSY = """
import asyncio
import concurrent.futures
import threading
go_on, queued = threading.Event(), asyncio.Event()

class Busy(concurrent.futures.ThreadPoolExecutor):
    def submit(self, fn, /, *args, **kwargs):
        asked = (fn, *getattr(fn, "args", ()), *args)
        homes = {str(getattr(each, "__module__", "")).partition(".")[0] for each in asked}
        if "gateway" in homes and not go_on.is_set():
            super().submit(go_on.wait, 10)
            queued.set()
        return super().submit(fn, *args, **kwargs)

asyncio.get_running_loop().set_default_executor(Busy(max_workers=1))

async def until_busy():
    await asyncio.wait({asyncio.create_task(queued.wait())}, timeout=3)
    queued.clear()

async def turns():
    for _ in range(9):
        await asyncio.sleep(0)
"""
TOLD = """
async def told(asked):
    try:
        await asked
    except Exception as error:
        cause = type(error.__cause__).__name__
        return [[each.__name__ for each in type(error).__mro__], cause]
    return [["nothing"], ""]

"""
# A question, and the tokens that mistral-small counts for it: marks around the message, and up to
# one token for each byte of a letter that is rare.
COUNTED = (("?", 4), ("\U0001f937\U0001f3fd\u200d\u2640\ufe0f", 17), ("\U0001d504" * 5, 23))


@pytest.fixture(autouse=True)
def _quick(player: Player) -> None:
    player.environ.update(QUICK)


@pytest.mark.target("gateway.ledger:Ledger.charge")
def test_what_was_billed_is_charged_although_everybody_gave_up(
    player: Player, mistral: Simulator
) -> None:
    bills = [(secrets.randbelow(900) + 100, secrets.randbelow(900) + 100) for _ in range(3)]
    mistral.chat.respond_when("asks and leaves", answers.reply("It locks.", usage=bills[0]))
    mistral.chat.respond_when("reads and leaves", answers.stream("It ", "locks.", usage=bills[1]))
    mistral.chat.respond_when("is closed out", answers.reply("It locks.", usage=bills[2]))
    spent = player.run(
        BUSY
        + at_the_gateway("""
            spent = []
            for tenant in ("asks and leaves", "reads and leaves"):
                each = ask(f"One {tenant}.", tenant=tenant)
                reads = tenant.startswith("reads")
                waiting = pieces_of(gateway.stream(each), []) if reads else gateway.ask(each)
                leaving = asyncio.create_task(outcome(waiting))
                await until_busy()
                leaving.cancel()
                await leaving
                await turns()
                go_on.set()
                spent.append(await gateway.ledger.spent(tenant))
                go_on.clear()
            each = ask("One is closed out.", tenant="is closed out")
            asking = asyncio.create_task(outcome(gateway.ask(each)))
            await until_busy()
            draining = asyncio.create_task(gateway.drain(grace_s=0))
            await turns()
            go_on.set()
            await draining
            await asking
            return [*spent, await gateway.ledger.spent("is closed out")]
        """)
    )
    costs = [prompt * 150 + completion * 600 for prompt, completion in bills]
    assert spent == costs, f"who asked gave up when the answer was there: {spent} of {costs}"


def test_a_ledger_that_fails_is_an_error_of_the_gateway(player: Player, mistral: Simulator) -> None:
    mistral.chat.respond_when("It is asked.", answers.reply("It locks."))
    mistral.chat.respond_when("It is read.", answers.stream("It locks."))
    seen = player.run(
        TOLD
        + at_the_gateway("""
            import contextlib, sqlite3
            with contextlib.closing(sqlite3.connect(Settings.from_env(os.environ).ledger)) as file:
                file.execute("DROP TABLE calls")
            return [
                await told(gateway.ask(ask("It is asked."))),
                await told(pieces_of(gateway.stream(ask("It is read.")), [])),
                await told(gateway.ledger.spent("search")),
            ]
        """)
    )
    for kinds, cause in seen:
        assert "GatewayError" in kinds or kinds == ["nothing"], f"the ledger failed with {kinds}"
        assert cause != "NoneType", f"{kinds[0]} has lost its cause"


def test_no_question_costs_more_than_was_left(player: Player, mistral: Simulator) -> None:
    for text, tokens in COUNTED:
        mistral.chat.respond_when(text, answers.reply("It locks.", usage=(tokens, 1)))
    word = fresh_word()
    mistral.chat.respond_when("It can be paid.", answers.reply(word, usage=(9, 1)))
    seen = player.run(
        at_the_gateway("""
            seen = []
            for number, (text, tokens) in enumerate(counted):
                tenant, budget = f"tenant {number}", tokens * 150 + 600 - 1
                environ = {**os.environ, "GATEWAY_BUDGET": str(budget)}
                async with open_gateway(Settings.from_env(environ)) as narrow:
                    each = Ask(tenant=tenant, prompt=text, max_tokens=1)
                    await outcome(narrow.ask(each))
                    seen.append([budget, await narrow.ledger.spent(tenant)])
            environ = {**os.environ, "GATEWAY_BUDGET": "9000"}
            async with open_gateway(Settings.from_env(environ)) as narrow:
                each = Ask(tenant="tenant", prompt="It can be paid.", max_tokens=1)
                return [seen, await outcome(narrow.ask(each))]
        """),
        counted=[[*each] for each in COUNTED],
    )
    for (text, _), (budget, spent) in zip(COUNTED, seen[0], strict=True):
        assert spent <= budget, f"{text!r} was asked with {budget} nano-dollars left, for {spent}"
    assert seen[1] == word, f"with a budget that is large enough an ask came to {seen[1]}"


def test_no_ask_gives_others_a_larger_budget(player: Player, mistral: Simulator) -> None:
    player.environ["GATEWAY_BUDGET"] = "300000"
    mistral.chat.respond_always(answers.hang())
    running = player.start(
        at_the_gateway("""
            odd = Ask(tenant="search", prompt="How little?", max_tokens=-100_000)
            asks = [odd, ask("Why?"), ask("How?")]
            asking = [asyncio.create_task(outcome(gateway.ask(each))) for each in asks]
            await asyncio.wait(asking, return_when=asyncio.FIRST_COMPLETED, timeout=3)
            await inbox.get()
            for each in asking:
                each.cancel()
            return [await each for each in asking]
        """)
    )
    mistral.wait_for(lambda log: len(log.chat.requests) > 1)
    running.send("enough")
    told = running.result()
    assert told.count("<BudgetError>") >= 1, f"a budget for one ask was enough for more: {told}"
