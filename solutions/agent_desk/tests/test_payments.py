"""What ``ClaimBook.pay`` and the arguments of ``pay_claim`` promise."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Player
from checker.simulator import Simulator, answers
from solutions.agent_desk.scenes import PAY, at_the_office, file_claim, wants

pytestmark = pytest.mark.target("agentdesk.claims:ClaimBook.pay")


def test_nobody_is_overpaid_by_payments_at_once(player: Player) -> None:
    file_claim(player.folder)
    file_claim(player.folder, 2)
    paid = player.run(
        at_the_office("""
            async def pay(claim, amounts):
                paying = [office.claims.pay(claim, cents) for cents in amounts]
                told = await asyncio.gather(*paying, return_exceptions=True)
                refused = sum(isinstance(each, Exception) for each in told)
                return [refused, await office.claims.paid_cents(claim)]

            large = await pay("C-1", [60_000 + 10 * number for number in range(8)])
            small = await pay("C-2", [1_000 + number for number in range(4)])
            return {"large": large, "small": small}
        """)
    )
    refused, cents = paid["large"]
    assert cents > 0, "nothing was paid at all"
    assert cents < 61_000, f"{cents} cents were paid for a claim that is insured for 100000"
    assert refused == 7, f"of 8 payments that are too much together {refused} were refused"
    assert paid["small"] == [0, 4_006], f"payments at once that are not too much: {paid['small']}"


@pytest.mark.parametrize("cents", [-1, -500, -100_000])
def test_nothing_negative_is_paid(player: Player, cents: int) -> None:
    file_claim(player.folder)
    outcome = player.run(
        at_the_office("""
            first = await attempt(office.claims.pay("C-1", cents))
            paid = [await office.claims.paid_cents("C-1")]
            await office.claims.pay("C-1", 99_300)
            second = await attempt(office.claims.pay("C-1", cents))
            paid.append(await office.claims.paid_cents("C-1"))
            await office.claims.pay("C-1", 700)
            paid.append(await office.claims.paid_cents("C-1"))
            more = await attempt(office.claims.pay("C-1", -cents))
            return {"raised": [each["raised"] for each in (first, second, more)], "paid": paid}
        """),
        cents=cents,
    )
    assert outcome["paid"][:2] == [0, 99_300], f"{cents} cents were paid"
    assert outcome["paid"][2] == 100_000, "a payment that nothing speaks against was not made"
    for raised in outcome["raised"]:
        assert "PaymentError" in raised, f"{raised[:1]} for a payment that cannot be made"


@pytest.mark.target("agentdesk.tool:Tool.parse")
@pytest.mark.parametrize("cents", [True, "100", 1.5, None])
def test_an_amount_is_a_whole_number(player: Player, mistral: Simulator, cents: object) -> None:
    file_claim(player.folder)
    word = wants(("pay_claim", {"claim_id": "C-1", "cents": cents}))
    mistral.chat.respond(word, answers.reply("How much?"))
    outcome = player.run(PAY, allow=[True])
    assert len(mistral.chat.requests) == 2, "the model was not told what was wrong"
    assert outcome["paid"] == 0, f"{cents!r} cents were paid"
