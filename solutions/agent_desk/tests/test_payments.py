"""What ``ClaimBook.pay`` and the arguments of ``pay_claim`` promise."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.agent_desk.scenes import PAY, at_the_office, file_claim, wants

pytestmark = pytest.mark.target("agentdesk.claims:ClaimBook.pay")


def test_nobody_is_overpaid_by_payments_at_once(player: Player) -> None:
    file_claim(player.folder)
    paid = player.run(
        at_the_office("""
            await asyncio.gather(
                *(office.claims.pay("C-1", 60_000) for _ in range(8)), return_exceptions=True
            )
            return await office.claims.paid_cents("C-1")
        """)
    )
    assert paid > 0, "nothing was paid at all"
    assert paid == 60_000, f"{paid} cents were paid for a claim that is insured for 100000"


@pytest.mark.parametrize("cents", [-500, -100_000])
def test_nothing_negative_is_paid(player: Player, cents: int) -> None:
    file_claim(player.folder)
    outcome = player.run(
        at_the_office("""
            first = await attempt(office.claims.pay("C-1", cents))
            paid = await office.claims.paid_cents("C-1")
            await office.claims.pay("C-1", 700)
            return {
                "raised": first["raised"],
                "paid": paid,
                "later": await office.claims.paid_cents("C-1"),
            }
        """),
        cents=cents,
    )
    assert outcome["paid"] == 0, f"{cents} cents were paid"
    assert outcome["later"] == 700, "a payment that nothing speaks against was not made"
    assert "AgentDeskError" in outcome["raised"], "a negative payment is no PaymentError"


@pytest.mark.target("agentdesk.tool:Tool.parse")
@pytest.mark.parametrize("cents", [True, "100", 1.5, None])
def test_an_amount_is_a_whole_number(player: Player, mistral: Simulator, cents: object) -> None:
    file_claim(player.folder)
    word = wants(("pay_claim", {"claim_id": "C-1", "cents": cents}))
    mistral.chat.respond(word, answers.reply("How much?"))
    outcome = player.run(PAY, allow=[True])
    assert len(mistral.chat.requests) == 2, "the model was not told what was wrong"
    assert outcome["paid"] == 0, f"{cents!r} cents were paid"
