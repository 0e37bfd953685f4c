"""What is promised about the person who decides."""

from __future__ import annotations

import re
import secrets

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from checker.simulator.wire.answer import Answer
from solutions.agent_desk.scenes import PAY, at_the_office, file_claim, fresh_word, wants

pytestmark = pytest.mark.target("agentdesk.approvals:Approvals")

DONE = answers.reply("Done.")


def payment(cents: object) -> Answer:
    return wants(("pay_claim", {"claim_id": "C-1", "cents": cents}))


def test_a_person_decides_about_a_payment(player: Player, mistral: Simulator) -> None:
    file_claim(player.folder)
    mistral.chat.respond(payment(2_500), DONE, payment(100), DONE)
    assert player.run(PAY, allow=[False])["paid"] == 0
    outcome = player.run(PAY, allow=[True])
    assert outcome["paid"] == 100
    assert "C-1" in outcome["actions"][0]


def test_no_answer_is_a_no(player: Player, mistral: Simulator) -> None:
    player.environ["AGENTDESK_APPROVAL_DEADLINE_S"] = "0.2"
    file_claim(player.folder)
    mistral.chat.respond(payment(2_500), DONE)
    outcome = player.run(
        at_the_office("""
            asked = asyncio.create_task(attempt(agent.ask("s", "Please pay.")))
            pending = await agent.approvals.next()
            await asyncio.wait({asked}, timeout=1.5)
            asked.cancel()
            return {"action": pending.action, "paid": await office.claims.paid_cents("C-1")}
        """)
    )
    assert "C-1" in outcome["action"], "nobody was asked"
    assert outcome["paid"] == 0, "a payment that nobody allowed was made"


def test_an_answer_waits_for_nobody_without_end(player: Player, mistral: Simulator) -> None:
    player.environ["AGENTDESK_APPROVAL_DEADLINE_S"] = "0.2"
    file_claim(player.folder)
    mistral.chat.respond(payment(2_500), DONE)
    ended = player.run(
        at_the_office("""
            asked = asyncio.create_task(attempt(agent.ask("s", "Please pay.")))
            await agent.approvals.next()
            done, _ = await asyncio.wait({asked}, timeout=2)
            asked.cancel()
            return bool(done)
        """)
    )
    assert ended, "the answer waits for a person although approval_deadline_s is over"


def test_every_payment_is_asked_about(player: Player, mistral: Simulator) -> None:
    file_claim(player.folder)
    alike = [
        answers.tool_call("pay_claim", {"claim_id": "C-1", "cents": 100}, id=f"pay00000{number}")
        for number in range(5)
    ]
    first, again, *others = (answers.reply("", tool_calls=[call]) for call in alike)
    large = payment(90_000)
    mistral.chat.respond(first, again, large, DONE, others[0], DONE, others[1], others[2], DONE)
    seen = player.run(
        at_the_office("""
            seen = []
            for session, allow in (("s", [True, False, False]), ("t", [False]), ("s", [False])):
                outcome = await decided(agent, agent.ask(session, "Please pay."), allow)
                seen.append(len(outcome["actions"]))
            return {"asked": seen, "paid": await office.claims.paid_cents("C-1")}
        """)
    )
    assert seen["asked"] == [3, 1, 2], f"of 3, 1 and 2 payments a person was asked {seen['asked']}"
    assert seen["paid"] == 100, f"{seen['paid']} cents were paid, 100 were allowed"


def test_a_person_is_told_how_much_would_be_paid(player: Player, mistral: Simulator) -> None:
    cents = [10_000 + secrets.randbelow(80_000), 7]
    file_claim(player.folder)
    mistral.chat.respond(*map(payment, cents), DONE)
    actions = player.run(PAY, allow=[False])["actions"]
    assert len(actions) == len(cents), "a person was not asked about every payment"
    for amount, action in zip(cents, actions, strict=True):
        euros = f"{amount // 100}[.,]{amount % 100:02}"
        said = re.search(rf"\b{euros}\b|\b{amount} ?cents", action)
        assert said, f"for a payment of {amount} cents a person is asked: {action}"


def test_an_open_question_holds_nobody_up(player: Player, mistral: Simulator) -> None:
    player.environ.update({"AGENTDESK_PARALLEL_TOOLS": "1", "AGENTDESK_TOOL_DEADLINE_S": "9"})
    word = fresh_word()
    file_claim(player.folder)
    for number in range(3):
        mistral.chat.respond_when(f"Please pay {number}.", payment(1_000 + number), DONE)
    read = wants(("read_claim", {"claim_id": "C-1"}))
    mistral.chat.respond_when("What about C-1?", read, answers.reply(word))
    told = player.run(
        at_the_office("""
            paying = [
                asyncio.create_task(attempt(agent.ask(f"p{number}", f"Please pay {number}.")))
                for number in range(3)
            ]
            for _ in paying:
                await asyncio.wait({asyncio.create_task(agent.approvals.next())}, timeout=2)
            open_ones = len(agent.approvals.pending())
            other = asyncio.create_task(attempt(agent.ask("two", "What about C-1?")))
            done, _ = await asyncio.wait({other}, timeout=2)
            text = other.result()["text"] if done else None
            loop = asyncio.get_running_loop()
            real, loop.time = loop.time, lambda: real() + 20
            for _ in range(9):
                await asyncio.sleep(0)
            for each in agent.approvals.pending():
                agent.approvals.decide(each.id, allow=True)
            loop.time = real
            await asyncio.wait(paying, timeout=3)
            for each in [*paying, other]:
                each.cancel()
            paid = await office.claims.paid_cents("C-1")
            return {"open": open_ones, "text": text, "paid": paid}
        """)
    )
    assert told["open"] == 3, f"of three payments a person was asked about {told['open']}"
    assert told["text"] == word, "another session waits until a person has decided"
    assert told["paid"] == 3_003, f"3003 cents were allowed after a while, {told['paid']} were paid"


def test_two_offices_share_nothing(player: Player, mistral: Simulator) -> None:
    file_claim(player.folder)
    mistral.chat.respond(payment(2_500), DONE)
    seen = player.run(
        at_the_office("""
            other = Agent(office)
            asked = asyncio.create_task(attempt(agent.ask("s", "Please pay.")))
            await agent.approvals.next()
            seen = [len(agent.approvals.pending()), len(other.approvals.pending())]
            asked.cancel()
            return seen
        """)
    )
    assert seen[0] == 1, "the payment was not pending"
    assert seen[1] == 0, "an agent shows what waits at another one"


def test_nothing_is_printed(player: Player, mistral: Simulator) -> None:
    file_claim(player.folder)
    mistral.chat.respond(payment(100), DONE, payment(200), DONE)
    actions, printed = player.run(
        """
import contextlib
import io
import logging
logging.getLogger().addHandler(logging.NullHandler())  # a line of the log is no print
printed = io.StringIO()
"""
        + at_the_office("""
            actions = []
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(printed):
                for session, allow in (("s", True), ("t", False)):
                    asked = agent.ask(session, "Please pay.")
                    actions += (await decided(agent, asked, [allow]))["actions"]
            return [len(actions), printed.getvalue()]
        """)
    )
    assert actions == 2, "nobody was asked"
    assert printed == "", f"the library prints {printed[:60]!r}"


def test_a_decision_is_made_once(player: Player) -> None:
    raised = player.run(
        """
import asyncio
from agentdesk.approvals import Approvals
from agentdesk.errors import ApprovalError
approvals = Approvals(deadline_s=5)
raised = []

def decide(name):
    try:
        approvals.decide(name, allow=True)
    except ApprovalError:
        raised.append(name == "absent")

asked = asyncio.create_task(approvals.obtain("s", "pay"))
pending = await approvals.next()
decide("absent")
decide(pending.id)
decide(pending.id)
await asked
return raised
""",
        unused=None,
    )
    assert raised == [True, False]


def test_the_cause_of_a_refusal_is_kept(player: Player) -> None:
    outcome = player.run(
        """
import asyncio
from agentdesk.approvals import Approvals
from agentdesk.errors import RefusedError
approvals = Approvals(deadline_s=0.1)
asked = asyncio.create_task(approvals.obtain("s", "pay"))
pending = await approvals.next()
await asyncio.wait({asked}, timeout=1.5)
if not asked.done() or asked.exception() is None:
    asked.cancel()
    return {"action": pending.action, "type": None}
error = asked.exception()
return {
    "action": pending.action,
    "type": type(error).__name__,
    "cause": type(error.__cause__).__name__,
}
""",
        unused=None,
    )
    assert outcome["action"] == "pay", "nobody was asked"
    if outcome["type"] is not None:
        assert outcome["cause"] != "NoneType", f"{outcome['type']} has lost its cause"
        cause = outcome["cause"]
        assert cause == "TimeoutError", f"nobody answered in time, and the cause is {cause}"


def test_what_is_given_up_waits_no_more(player: Player, mistral: Simulator) -> None:
    file_claim(player.folder)
    mistral.chat.respond(payment(2_500), DONE)
    waiting = player.run(
        at_the_office("""
            asked = asyncio.create_task(agent.ask("s", "Please pay."))
            await agent.approvals.next()
            before = len(agent.approvals.pending())
            asked.cancel()
            await asyncio.wait({asked})
            return [before, len(agent.approvals.pending())]
        """)
    )
    assert waiting[0] == 1, "the payment was not pending"
    assert waiting[1] == 0, "an action still waits for a decision after its answer was cancelled"
