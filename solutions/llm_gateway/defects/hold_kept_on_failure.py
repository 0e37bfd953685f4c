"""What was held back for a call that fails is never given back."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.resources import CLEANUP_SKIPPED_ON_FAILURE
from checker.rules.rule import Severity
from solutions.llm_gateway.places import LEDGER

FLAWED = """\
        yield
        self._held[tenant] -= most.cost
"""

DEFECT = Defect(
    slug="hold-kept-on-failure",
    rule=CLEANUP_SKIPPED_ON_FAILURE,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=LEDGER,
            clean="        try:\n            yield\n        finally:\n"
            "            self._held[tenant] -= most.cost\n",
            flawed=FLAWED,
        ),
    ),
    explanation="Without try/finally around the yield the amount stays held when the call fails or "
    "is cancelled: after a few errors the tenant has no budget left. Release it in a finally.",
    checks=(HiddenTest(node_id="test_budget.py::test_a_call_that_failed_holds_no_budget_back"),),
    right_fixes=(
        Fix(
            name="a callback of an exit stack",
            replacements=(
                Replacement(
                    path=LEDGER,
                    old=FLAWED,
                    new="        with ExitStack() as stack:\n"
                    "            stack.callback(self._held.subtract, {tenant: most.cost})\n"
                    "            yield\n",
                ),
            ),
            imports=("from contextlib import ExitStack",),
        ),
        Fix(
            name="finally, in a context manager of its own",
            replacements=(
                Replacement(
                    path=LEDGER,
                    old=FLAWED,
                    new="        with self._released(tenant, most.cost):\n            yield\n",
                ),
                Replacement(
                    path=LEDGER,
                    old="    async def _check(self",
                    new="    @contextmanager\n"
                    "    def _released(self, tenant: str, cost: int) -> Iterator[None]:\n"
                    "        try:\n"
                    "            yield\n"
                    "        finally:\n"
                    "            self._held[tenant] -= cost\n\n"
                    "    async def _check(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="released on some errors",
            replacements=(
                Replacement(
                    path=LEDGER,
                    old=FLAWED,
                    new="        try:\n            yield\n"
                    "        except BudgetError:\n"
                    "            self._held[tenant] -= most.cost\n"
                    "            raise\n"
                    "        self._held[tenant] -= most.cost\n",
                ),
            ),
        ),
    ),
)
