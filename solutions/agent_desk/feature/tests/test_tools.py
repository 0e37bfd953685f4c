from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from agentdesk.agent import Agent
from agentdesk.claims import ClaimBook
from agentdesk.errors import PaymentError
from wire import Wire, calls, file_claim, office, says, settings


def ask(wire: Wire, folder: Path, *, allow: bool = True, **changes: Any) -> str:
    async def scenario() -> str:
        async with office(wire, settings(folder, **changes)) as opened:
            agent = Agent(opened)
            answering = asyncio.create_task(agent.ask("s", "Hello?"))
            while not answering.done():
                for pending in agent.approvals.pending():
                    agent.approvals.decide(pending.id, allow=allow)
                await asyncio.sleep(0)
            return await answering

    return asyncio.run(scenario())


@pytest.mark.parametrize(("allow", "paid"), [(True, 2500), (False, 0)])
def test_a_person_decides_about_payments(tmp_path: Path, allow: bool, paid: int) -> None:
    file_claim(tmp_path)
    wire = Wire(replies=[says("", calls("pay_claim", claim_id="C-1", cents=2500))])
    ask(wire, tmp_path, allow=allow)
    assert asyncio.run(ClaimBook(tmp_path).paid_cents("C-1")) == paid


def test_nobody_is_paid_more_than_is_insured(tmp_path: Path) -> None:
    file_claim(tmp_path)
    book = ClaimBook(tmp_path)
    assert asyncio.run(book.pay("C-1", 99_000)) == 99_000
    with pytest.raises(PaymentError, match="insured"):
        asyncio.run(book.pay("C-1", 2_000))
    assert asyncio.run(book.paid_cents("C-1")) == 99_000
