"""A limit of 0 drafts the whole queue."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.validation import ZERO_TREATED_AS_MISSING
from solutions.helpdesk.places import DRAFTING

FLAWED = "        if limit:\n"

DEFECT = Defect(
    slug="limit-zero",
    rule=ZERO_TREATED_AS_MISSING,
    severity=Severity.MINOR,
    changes=(Edit(path=DRAFTING, clean="        if limit is not None:\n", flawed=FLAWED),),
    explanation="if limit: treats 0 like None, so limit=0 drafts the whole queue instead of "
    "nothing. Test for is not None.",
    checks=(HiddenTest(node_id="test_queue.py::test_a_limit_of_zero_drafts_nothing"),),
    right_fixes=(
        Fix(
            name="a conditional expression",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=f"{FLAWED}            tickets = tickets[:limit]\n",
                    new="        tickets = tickets if limit is None else tickets[:limit]\n",
                ),
            ),
        ),
        Fix(
            name="a slice by None",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=f"{FLAWED}            tickets = tickets[:limit]\n",
                    new="        tickets = self._oldest(tickets, limit)\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old="    async def _pieces(self",
                    new="    def _oldest(self, tickets: list[Ticket], limit: int | None)"
                    " -> list[Ticket]:\n"
                    "        return tickets[:limit]\n\n"
                    "    async def _pieces(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="0 becomes 1",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=f"{FLAWED}            tickets = tickets[:limit]\n",
                    new="        if limit is not None:\n"
                    "            tickets = tickets[: max(limit, 1)]\n",
                ),
            ),
        ),
    ),
)
