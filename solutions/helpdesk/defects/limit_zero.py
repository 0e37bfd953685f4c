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
            "limit zero",
            (
                "zero "
                "limit|falsy|false|means|treated|handled|like|same|behave|none|ignored|draft|all|whole|everything|is"
            ),
            "limit of zero",
            "if limit & zero|none|falsy|treat|explicit",
            "is not none",
            "truthiness|truthy|falsy",
            "falsy",
            "compare none",
            "limit & unlimited",
            "not none|distinguish|tell zero|none",
        ),
        why=(
            "falsy|false",
            "all|every|whole|everything|entire tickets|queue|draft|of|open",
            "all tickets",
            "whole queue",
            "everything",
            "same|like|as none|missing|not|no",
            "no limit",
            "unlimited",
            "docstring|description say|mean|promise",
            "should mean none|nothing|no",
            "truthiness",
            "zero is none",
            "slice skipped|swallow",
            "draft all|everything|every|whole",
            "condition false",
            "not zero",
            "treat as none",
        ),
        fix=(
            "is not none",
            "compare none|with none",
            "not none",
            "explicit none|check|comparison",
        ),
        paraphrases=(
            "limit=0 is falsy, so the whole queue gets drafted although 0 should mean none.",
            "0 treated as no limit",
            "Use if limit is not None, the docstring says that 0 is none.",
            "What about --limit 0? It drafts every ticket.",
            "Truthiness check on an int: zero and None are not the same here.",
            "When limit is zero it take all the tickets.",
            "Zero counts as no limit here, so all tickets get drafted.",
            "Compare with None and not by truth: 0 is a valid limit.",
        ),
        forbidden=(
            "negative limit",
            "limit none should|mean",
            "sane default",
            "drop the if",
            "into the sql",
        ),
        near_misses=(
            "A negative limit cuts from the end, please refuse it.",
            "limit=None should mean a sensible default, not the whole queue.",
        ),
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
