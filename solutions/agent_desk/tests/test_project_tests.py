"""Whether the pull request's own tests can fail."""

from __future__ import annotations

import pytest

from checker.sandbox.player import Mutant, ProjectTests
from solutions.agent_desk.places import CLAIMS

PAY = """\
# {what}
_pay = ClaimBook.pay


async def _misbehaves(self: ClaimBook, claim_id: str, cents: int) -> int:
    {how}


ClaimBook.pay = _misbehaves
"""


def mutant(what: str, how: str) -> Mutant:
    return Mutant(path=CLAIMS, code=PAY.format(what=what, how=how))


@pytest.mark.target("tests")
def test_a_refused_payment_that_is_made_is_noticed(project_tests: ProjectTests) -> None:
    project_tests.assert_they_catch(
        mutant(
            "what is refused is paid all the same",
            "claim = await self.claim(claim_id)\n"
            "    if cents + await self.paid_cents(claim_id) > claim.insured_cents:\n"
            "        await self.record(claim_id, cents)\n"
            "    return await _pay(self, claim_id, cents)",
        ),
        mutant(
            "a refused payment wipes out the others",
            "claim = await self.claim(claim_id)\n"
            "    paid = await self.paid_cents(claim_id)\n"
            "    if cents + paid > claim.insured_cents:\n"
            "        await self.record(claim_id, -paid)\n"
            "    return await _pay(self, claim_id, cents)",
        ),
        mutant(
            "a refused payment is made in part",
            "claim = await self.claim(claim_id)\n"
            "    if cents + await self.paid_cents(claim_id) > claim.insured_cents:\n"
            "        await self.record(claim_id, 1)\n"
            "    return await _pay(self, claim_id, cents)",
        ),
    )


@pytest.mark.target("tests")
def test_a_payment_of_another_amount_is_noticed(project_tests: ProjectTests) -> None:
    project_tests.assert_they_catch(
        mutant(
            "large payments are cut",
            "return await _pay(self, claim_id, cents if cents < 10_000 else cents - 250)",
        ),
        mutant(
            "large payments cost a fee",
            "return await _pay(self, claim_id, cents if cents < 10_000 else cents - 100)",
        ),
        mutant(
            "large payments are made twice if there is room",
            "return await _pay(self, claim_id, cents if cents < 10_000 else cents + 500)",
        ),
    )
