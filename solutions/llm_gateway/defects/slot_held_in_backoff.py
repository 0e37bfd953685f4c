"""A caller that waits for its next attempt keeps its slot."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.rule import Severity
from checker.rules.waiting import SLOT_HELD_WHILE_WAITING
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
