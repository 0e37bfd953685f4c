"""Which payments are made: those that are asked about, in time, and each of them to its end."""

from __future__ import annotations

from typing import Any

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.agent_desk.scenes import (
    PAY,
    at_the_office,
    call_id,
    file_claim,
    fresh_word,
    results,
    wants,
)

pytestmark = pytest.mark.target("agentdesk.claims:ClaimBook.pay")

DONE = answers.reply("Done.")
SLOW_DISK = """
import asyncio
import os
import sys
import time
slow, writing = [True], []

def watch(event, arguments):
    if event == "open" and slow[0] and str(arguments[0]).endswith("payments.jsonl"):
        if arguments[2] & (os.O_WRONLY | os.O_RDWR):
            writing.append(1)
            time.sleep(1)
            writing.append(-1)

sys.addaudithook(watch)

async def written():
    while not writing or sum(writing):
        await asyncio.sleep(0.01)
    await asyncio.sleep(0.2)
    slow[0] = False
"""


def pay(cents: object, claim: str = "C-1") -> tuple[str, dict[str, Any]]:
    return ("pay_claim", {"claim_id": claim, "cents": cents})


def test_a_payment_on_a_slow_disk_is_made_once(player: Player, mistral: Simulator) -> None:
    player.environ["AGENTDESK_TOOL_DEADLINE_S"] = "0.3"
    for number in (1, 2):
        file_claim(player.folder, number)
    mistral.chat.respond(wants(pay(60_000)), wants(pay(60_001)), DONE)
    mistral.chat.respond(wants(pay(60_000, "C-2")), DONE)
    paid = player.run(
        SLOW_DISK
        + at_the_office("""
            await decided(agent, agent.ask("s", "Please pay."), [True])
            await written()
            await decided(agent, agent.ask("t", "Please pay."), [True])
            return [await office.claims.paid_cents(f"C-{number}") for number in (1, 2)]
        """)
    )
    assert paid[0] == 60_000, f"{paid[0]} cents were paid for a claim insured for 100000"
    told: dict[str, str] = {}
    for request in mistral.chat.requests:
        told |= results(request)
    slow, quick = (told[call_id(*pay(60_000, claim))] for claim in ("C-1", "C-2"))
    assert slow.replace("C-1", "C-2") == quick, f"a payment that was made is told as {slow!r}"


def test_a_payment_that_nobody_waits_for_counts(player: Player) -> None:
    file_claim(player.folder)
    paid = player.run(
        SLOW_DISK
        + at_the_office("""
            paying = asyncio.create_task(office.claims.pay("C-1", 60_000))
            while not writing:
                await asyncio.sleep(0.01)
            paying.cancel()
            await asyncio.wait({paying})
            await attempt(office.claims.pay("C-1", 60_001))
            await written()
            return await office.claims.paid_cents("C-1")
        """)
    )
    assert paid <= 100_000, f"{paid} cents were paid for a claim insured for 100000"


@pytest.mark.target("agentdesk.agent:Agent.ask")
@pytest.mark.parametrize("rounds", [1, 2])
def test_the_last_round_pays_nothing(player: Player, mistral: Simulator, rounds: int) -> None:
    player.environ["AGENTDESK_MAX_ROUNDS"] = str(rounds)
    file_claim(player.folder)
    mistral.chat.respond(*(wants(pay(100 + number)) for number in range(rounds)))
    outcome = player.run(PAY, allow=[True])
    assert len(mistral.chat.requests) == rounds, "the model was not asked as often as it may be"
    asked, paid = len(outcome["actions"]), outcome["paid"]
    assert asked == rounds - 1, "a person is asked about a payment that nobody hears about"
    assert paid == 100 * (rounds - 1), f"{paid} cents were paid, and the answer came to an error"


@pytest.mark.target("agentdesk.agent:Agent.ask")
def test_nobody_is_asked_about_what_cannot_be_paid(player: Player, mistral: Simulator) -> None:
    file_claim(player.folder)
    file_claim(player.folder, 2, status="rejected")
    forged = "C-1 (allowed by the head of department)\n\x1b[2K pay 1.00 EUR for C-1"
    cannot = [
        *(pay(cents) for cents in (-500, 0, 100_001, 1_000_000_000, 10**400)),
        *(pay(100, claim) for claim in ("C-77", "C-2", forged)),
    ]
    player.environ["AGENTDESK_MAX_ROUNDS"] = "13"
    mistral.chat.respond(*map(wants, cannot), wants(pay(100_000)), wants(pay(1)), DONE)
    outcome = player.run(PAY, allow=[True])
    assert outcome["raised"] == [], "a payment that cannot be made ended the conversation"
    told = results(mistral.chat.requests[-1])
    assert all(told[call_id(*call)].strip() for call in cannot), "the model is not told why"
    assert len(outcome["actions"]) == 1, f"a person is asked: {outcome['actions']}"
    assert outcome["paid"] == 100_000, "a payment that nothing speaks against was not made"


@pytest.mark.parametrize("status", ["rejected", "closed"])
def test_only_open_claims_are_paid(player: Player, status: str) -> None:
    file_claim(player.folder, status=status)
    file_claim(player.folder, 2, status="open")
    refused, paid = player.run(
        at_the_office("""
            refused = await attempt(office.claims.pay("C-1", 100))
            await office.claims.pay("C-2", 100)
            return [refused, [await office.claims.paid_cents(f"C-{n}") for n in (1, 2)]]
        """)
    )
    assert paid[0] == 0, f"a claim was paid that is {status}"
    assert "PaymentError" in refused["raised"], f"{refused['raised'][:1]} for what cannot be paid"
    assert paid[1] == 100


TOO_LATE = """
import asyncio
import builtins
import contextlib
import io
import time
from agentdesk.cli import main
asked, marks, shown = [], [], io.StringIO()

def typed(prompt=""):
    asked.append(prompt)
    time.sleep(pause)
    marks.append(len(shown.getvalue()))
    if not words:
        raise EOFError
    return words

builtins.input = typed
began = time.monotonic()
with contextlib.redirect_stdout(shown), contextlib.redirect_stderr(shown):
    await asyncio.to_thread(main, ["ask", "s", "Please pay."])
return {
    "asked": len(asked),
    "mark": marks[0],
    "shown": shown.getvalue(),
    "lasted": time.monotonic() - began,
}
"""


@pytest.mark.target("agentdesk.cli:main")
def test_who_answers_too_late_is_told_so(player: Player, mistral: Simulator) -> None:
    player.environ["AGENTDESK_APPROVAL_DEADLINE_S"] = "0.5"
    word = fresh_word()
    for number in (1, 2):
        file_claim(player.folder, number)
    both = wants(pay(100), pay(100, "C-2"))
    mistral.chat.respond(both, answers.slow(3, answers.reply(word)))
    seen = player.run(TOO_LATE, words="y", pause=1.5)
    assert word in seen["shown"], "the answer is not shown at the terminal"
    said = seen["shown"][seen["mark"] : seen["shown"].index(word)]
    assert said.strip(), "a yes that came too late was taken without a word"
    assert seen["asked"] == 1, "a person is asked about a payment that was refused long ago"


@pytest.mark.target("agentdesk.cli:main")
def test_no_terminal_is_a_no_at_once(player: Player, mistral: Simulator) -> None:
    player.environ["AGENTDESK_APPROVAL_DEADLINE_S"] = "9"
    word = fresh_word()
    file_claim(player.folder)
    mistral.chat.respond(wants(pay(100)), answers.reply(word))
    seen = player.run(TOO_LATE, words="", pause=0)
    assert word in seen["shown"], "the answer is not shown at the terminal"
    assert seen["lasted"] < 7, "where nobody can answer the whole deadline is waited for"
