"""A caller that waits for its next attempt keeps its slot."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.asynchrony import SLOT_HELD_WHILE_WAITING
from checker.rules.rule import Severity
from solutions.llm_gateway.places import UPSTREAM

FLAWED = """\
        async with slot():
            response = await self._retried(lambda: self._send(ask))
"""

DEFECT = Defect(
    slug="slot-held-in-backoff",
    rule=SLOT_HELD_WHILE_WAITING,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=UPSTREAM,
            clean="\n        async def attempt() -> ChatCompletionResponse:\n"
            "            async with slot():\n"
            "                return await self._send(ask)\n\n"
            "        response = await self._retried(attempt)\n",
            flawed=FLAWED,
        ),
    ),
    sites=(
        Site(
            path=UPSTREAM, text="async def _retried(self, call: Callable[[], Awaitable[T]]) -> T:"
        ),
    ),
    explanation="The slot is held around the whole retry loop, also while it sleeps between two "
    "attempts: a few failing asks block everyone else. Take the slot for each attempt.",
    checks=(HiddenTest(node_id="test_retries.py::test_nobody_waits_in_a_slot"),),
    rubric=Rubric(
        what=(
            "slot is held",
            "slot held",
            "holds the slot",
            "holding the slot",
            "holds a slot",
            "keeps the slot",
            "keeps its slot",
            "slot around",
            "slot during",
            "inside the slot",
            "in the slot",
            "with slot()",
            "slot is not released",
            "occupies a slot",
        ),
        why=(
            "while it sleeps",
            "while sleeping",
            "while it waits",
            "while waiting",
            "during the sleep",
            "during the backoff",
            "during backoff",
            "between two attempts",
            "between attempts",
            "whole retry loop",
            "all retries",
            "whole loop",
            "blocks everyone",
            "blocks others",
            "blocks the others",
            "blocks other",
            "starve",
        ),
        fix=(
            "slot for each attempt",
            "per attempt",
            "slot per attempt",
            "release the slot",
            "inside the attempt",
            "around _send",
            "move the slot",
        ),
        paraphrases=(
            (
                "The slot is held during the whole retry loop including the sleeps, so asks in their "
                "backoff block the others. It should be taken per attempt."
            ),
            "slot held while sleeping",
            (
                "Move slot() inside the attempt: nobody should keep its slot while it waits for the next "
                "try."
            ),
            "Do we really want this? It occupies a slot during the backoff.",
            (
                "Eight failing asks block everyone for seconds, because with slot() spans all retries: take the slot per attempt."
            ),
            "During waiting between attempts the slot is not released, other requests are blocked.",
        ),
        forbidden=("slot leaks",),
        near_misses=("A retried ask has to queue for a slot again.",),
    ),
    right_fixes=(
        Fix(
            name="the slot is taken in a method",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=FLAWED,
                    new="        response = await self._retried("
                    "lambda: self._send_in_slot(ask, slot))\n",
                ),
                Replacement(
                    path=UPSTREAM,
                    old="    async def _send(self",
                    new="    async def _send_in_slot(self, ask: Ask, slot: Slot) -> "
                    "ChatCompletionResponse:\n"
                    "        async with slot():\n"
                    "            return await self._send(ask)\n\n"
                    "    async def _send(self",
                ),
            ),
        ),
        Fix(
            name="the slot is taken where calls are made",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=FLAWED,
                    new="        response = await self._retried(lambda: self._send(ask), slot)\n",
                ),
                Replacement(
                    path=UPSTREAM,
                    old="    async def _retried(self, call: Callable[[], Awaitable[T]]) -> T:\n",
                    new="    async def _retried(self, call: Callable[[], Awaitable[T]], slot: Slot)"
                    " -> T:\n",
                ),
                Replacement(
                    path=UPSTREAM,
                    old="                return await call()\n",
                    new="                async with slot():\n"
                    "                    return await call()\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a second slot for the attempt",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=FLAWED,
                    new="        async with slot(), asyncio.timeout(60):\n"
                    "            response = await self._retried(lambda: self._send(ask))\n",
                ),
            ),
        ),
    ),
)
