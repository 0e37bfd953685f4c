"""What was held back for a call that fails is never given back."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.handling import CLEANUP_SKIPPED
from checker.rules.rule import Severity
from solutions.llm_gateway.places import LEDGER

FLAWED = """\
        yield
        self._held[tenant] -= most.cost
"""

DEFECT = Defect(
    slug="hold-kept-on-failure",
    rule=CLEANUP_SKIPPED,
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
    rubric=Rubric(
        what=(
            "finally",
            "not released",
            "never released",
            "is not given back",
            "never given back",
            "release is skipped",
            "release skipped",
            "stays held",
            "hold stays",
            "hold leaks",
            "leaks the hold",
            "leaked hold",
            "leaks budget",
            "budget leaks",
            "reservation",
            "yield raises",
            "exception at the yield",
        ),
        why=(
            "fails",
            "raises",
            "on failure",
            "on error",
            "error",
            "errors",
            "exception",
            "cancelled",
            "no budget left",
            "budget shrinks",
            "locked out",
            "used up",
        ),
        fix=("try/finally", "try finally", "finally", "release in", "release it"),
        paraphrases=(
            (
                "If the body raises, the line after yield is never executed and the held amount leaks: "
                "use try/finally."
            ),
            "hold not released on error",
            (
                "A context manager needs a finally around its yield, a failing call keeps its "
                "reservation for ever here."
            ),
            "What gives the amount back when the call raises an exception?",
            (
                "Every UpstreamError shrinks the tenant's budget a bit, because the hold is never given "
                "back on failure."
            ),
            "When exception is thrown the held money is not released, tenant will be locked out.",
        ),
        near_misses=("Counter keeps an entry for every tenant that ever asked.",),
    ),
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
