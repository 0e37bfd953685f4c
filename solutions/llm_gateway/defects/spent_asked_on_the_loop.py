"""The check of the budget reads the database on the event loop."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.concurrency import BLOCKING_CALL_IN_COROUTINE
from checker.rules.rule import Severity
from solutions.llm_gateway.places import LEDGER

FLAWED = "        left = self._budget - self._held[tenant] - self._spent(tenant)\n"

DEFECT = Defect(
    slug="spent-asked-on-the-loop",
    rule=BLOCKING_CALL_IN_COROUTINE,
    severity=Severity.MINOR,
    group="budget-check",
    changes=(
        Edit(
            path=LEDGER,
            clean="        left = self._budget - self._held[tenant] - await self.spent(tenant)\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=LEDGER, text="SQLite blocks, so it works in a thread."),),
    explanation="_check calls _spent directly instead of awaiting spent: SQLite blocks the event "
    "loop with every ask. Use await self.spent(tenant), which works in a thread.",
    checks=(HiddenTest(node_id="test_budget.py::test_the_ledger_never_blocks_the_loop"),),
    right_fixes=(
        Fix(
            name="asked before",
            replacements=(
                Replacement(
                    path=LEDGER,
                    old=FLAWED,
                    new="        spent = await self.spent(tenant)\n"
                    "        left = self._budget - self._held[tenant] - spent\n",
                ),
            ),
        ),
        Fix(
            name="in a thread of its own",
            replacements=(
                Replacement(
                    path=LEDGER,
                    old=FLAWED,
                    new="        spent = await asyncio.to_thread(self._spent, tenant)\n"
                    "        left = self._budget - self._held[tenant] - spent\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a pause before it",
            replacements=(
                Replacement(
                    path=LEDGER,
                    old=FLAWED,
                    new=f"        await asyncio.sleep(0)\n{FLAWED}",
                ),
            ),
        ),
    ),
)
