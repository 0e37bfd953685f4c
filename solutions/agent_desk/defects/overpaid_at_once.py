"""Payments at the same time pass the limit together."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.races import CHECK_THEN_ACT_ACROSS_AWAIT
from checker.rules.rule import Severity
from solutions.agent_desk.places import CLAIMS

FLAWED_1 = (
    "        paid_cents = await self.paid_cents(claim_id) + cents\n"
    "        if paid_cents > claim.insured_cents:\n"
    '            raise PaymentError(f"{claim_id} is insured for {claim.insured_cents} cents")\n'
    "        await self.record(claim_id, cents)\n"
    "        return paid_cents\n"
)
FLAWED_2 = "        self._folder = folder\n"

DEFECT = Defect(
    slug="overpaid-at-once",
    rule=CHECK_THEN_ACT_ACROSS_AWAIT,
    severity=Severity.BLOCKER,
    changes=(
        Edit(
            path=CLAIMS,
            clean="        async with self._paying:\n"
            "            paid_cents = await self.paid_cents(claim_id) + cents\n"
            "            if paid_cents > claim.insured_cents:\n"
            '                raise PaymentError(f"{claim_id} is insured for {claim.insured_cents} cents")\n'
            "            await self.record(claim_id, cents)\n"
            "        return paid_cents\n",
            flawed=FLAWED_1,
        ),
        Edit(
            path=CLAIMS,
            clean="        self._folder = folder\n        self._paying = asyncio.Lock()\n",
            flawed=FLAWED_2,
        ),
    ),
    explanation="Between reading what was paid and recording the payment other tasks run: two "
    "payments at once both see the old sum and together exceed the insured amount. "
    "Hold a lock from the check to the record.",
    checks=(HiddenTest(node_id="test_payments.py::test_nobody_is_overpaid_by_payments_at_once"),),
    right_fixes=(
        Fix(
            name="a lock a claim",
            replacements=(
                Replacement(
                    path=CLAIMS,
                    old=FLAWED_2,
                    new="        self._folder = folder\n"
                    "        self._locks: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)\n",
                ),
                Replacement(
                    path=CLAIMS,
                    old=FLAWED_1,
                    new="        async with self._locks[claim_id]:\n"
                    "            paid_cents = await self.paid_cents(claim_id) + cents\n"
                    "            if paid_cents > claim.insured_cents:\n"
                    '                raise PaymentError(f"{claim_id} is insured for {claim.insured_cents} cents")\n'
                    "            await self.record(claim_id, cents)\n"
                    "        return paid_cents\n",
                ),
            ),
            imports=("from collections import defaultdict",),
        ),
        Fix(
            name="all of it in one thread under a lock",
            replacements=(
                Replacement(
                    path=CLAIMS,
                    old=FLAWED_2,
                    new="        self._folder = folder\n        self._till = threading.Lock()\n",
                ),
                Replacement(
                    path=CLAIMS,
                    old=FLAWED_1,
                    new="        return await asyncio.to_thread(self._pay, claim, cents)\n"
                    "\n"
                    "    def _pay(self, claim: Claim, cents: int) -> int:\n"
                    "        with self._till:\n"
                    "            paid_cents = self._paid_cents(claim.id) + cents\n"
                    "            if paid_cents > claim.insured_cents:\n"
                    '                raise PaymentError(f"{claim.id} is insured for {claim.insured_cents} cents")\n'
                    "            self._record(claim.id, cents)\n"
                    "        return paid_cents\n",
                ),
            ),
            imports=("import threading",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a lock around the record alone",
            replacements=(
                Replacement(
                    path=CLAIMS,
                    old=FLAWED_2,
                    new="        self._folder = folder\n        self._paying = asyncio.Lock()\n",
                ),
                Replacement(
                    path=CLAIMS,
                    old="        await self.record(claim_id, cents)\n        return paid_cents\n",
                    new="        async with self._paying:\n"
                    "            await self.record(claim_id, cents)\n"
                    "        return paid_cents\n",
                ),
            ),
        ),
    ),
)
