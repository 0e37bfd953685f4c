"""Between the check of the budget and the hold other asks are checked too."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.races import CHECK_THEN_ACT_ACROSS_AWAIT
from checker.rules.rule import Severity
from solutions.llm_gateway.places import LEDGER

COUNTER = "        self._held: Counter[str] = Counter()  # for calls under way, in nano-dollars\n"
FLAWED = """\
        await self._check(tenant, most.cost)
        self._held[tenant] += most.cost
"""

DEFECT = Defect(
    slug="budget-checked-without-lock",
    rule=CHECK_THEN_ACT_ACROSS_AWAIT,
    # Many asks at once are a gateway's normal use, and what is overspent is money that is gone.
    severity=Severity.BLOCKER,
    group="budget-check",
    changes=(
        Edit(
            path=LEDGER,
            clean=f"{COUNTER}        self._holding = asyncio.Lock()\n",
            flawed=COUNTER,
        ),
        Edit(
            path=LEDGER,
            clean="        async with self._holding:\n"
            "            await self._check(tenant, most.cost)\n"
            "            self._held[tenant] += most.cost\n",
            flawed=FLAWED,
        ),
    ),
    explanation="_check awaits the database before the amount is held: asks that run at the same "
    "time all pass the check and overdraw the budget. Check and hold under one lock.",
    checks=(HiddenTest(node_id="test_budget.py::test_a_budget_is_not_overdrawn_by_many_at_once"),),
    right_fixes=(
        Fix(
            name="held first, checked afterwards",
            replacements=(
                Replacement(
                    path=LEDGER,
                    old=FLAWED,
                    new="        self._held[tenant] += most.cost\n"
                    "        try:\n"
                    "            await self._check(tenant, 0)\n"
                    "        except BaseException:\n"
                    "            self._held[tenant] -= most.cost\n"
                    "            raise\n",
                ),
            ),
        ),
        Fix(
            name="a lock of each tenant",
            replacements=(
                Replacement(
                    path=LEDGER,
                    old=COUNTER,
                    new=f"{COUNTER}        self._locks: dict[str, asyncio.Lock] = {{}}\n",
                ),
                Replacement(
                    path=LEDGER,
                    old=FLAWED,
                    new="        async with self._locks.setdefault(tenant, asyncio.Lock()):\n"
                    "            await self._check(tenant, most.cost)\n"
                    "            self._held[tenant] += most.cost\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a lock of each ask",
            replacements=(
                Replacement(
                    path=LEDGER,
                    old=FLAWED,
                    new="        async with asyncio.Lock():\n"
                    "            await self._check(tenant, most.cost)\n"
                    "            self._held[tenant] += most.cost\n",
                ),
            ),
        ),
        Fix(
            name="a lock around the holding alone",
            replacements=(
                Replacement(
                    path=LEDGER,
                    old=COUNTER,
                    new=f"{COUNTER}        self._holding = asyncio.Lock()\n",
                ),
                Replacement(
                    path=LEDGER,
                    old=FLAWED,
                    new="        await self._check(tenant, most.cost)\n"
                    "        async with self._holding:\n"
                    "            self._held[tenant] += most.cost\n",
                ),
            ),
        ),
    ),
)
