"""A limit of 0 drafts the whole queue."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.failures import ZERO_AS_MISSING
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

FLAWED = "        if limit:\n"

DEFECT = Defect(
    slug="limit-zero",
    rule=ZERO_AS_MISSING,
    severity=Severity.MINOR,
    changes=(Edit(path=DRAFTING, clean="        if limit is not None:\n", flawed=FLAWED),),
    explanation="if limit: treats 0 like None, so limit=0 drafts the whole queue instead of "
    "nothing. Test for is not None.",
    checks=(HiddenTest(node_id="test_queue.py::test_a_limit_of_zero_drafts_nothing"),),
    rubric=Rubric(
        what=(
            "limit=0",
            "limit 0",
            "limit of 0",
            "limit is 0",
            "limit zero",
            "zero limit",
            "limit of zero",
            "0 is falsy",
            "zero is falsy",
            "falsy",
            "truthiness",
            "truthy",
            "if limit",
        ),
        why=(
            "whole queue",
            "drafts everything",
            "drafts all",
            "all tickets",
            "every ticket",
            "no limit",
            "like none",
            "same as none",
            "instead of none",
            "instead of nothing",
            "0 is falsy",
            "treated as unlimited",
            "unlimited",
        ),
        fix=("is not none", "not none", "compare with none", "check for none"),
        paraphrases=(
            "limit=0 is falsy, so the whole queue gets drafted although 0 should mean none.",
            "0 treated as no limit",
            "Use if limit is not None, the docstring says that 0 is none.",
            "What about --limit 0? It drafts every ticket.",
            "Truthiness check on an int: zero and None are not the same here.",
            "When limit is zero it take all the tickets.",
        ),
        forbidden=("negative limit",),
    ),
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
