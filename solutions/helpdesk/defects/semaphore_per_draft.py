"""Every draft makes a semaphore of its own, so nothing bounds the requests."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.concurrency import UNBOUNDED_CONCURRENCY
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

OWN_GATE = "async with asyncio.Semaphore(self._desk.settings.max_in_flight):"

DEFECT = Defect(
    slug="semaphore-per-draft",
    rule=UNBOUNDED_CONCURRENCY,
    severity=Severity.MAJOR,
    changes=(
        Edit(path=DRAFTING, clean="async with self._gate:", flawed=OWN_GATE),
        Edit(
            path=DRAFTING,
            clean="        self._desk = desk\n"
            "        self._gate = asyncio.Semaphore(desk.settings.max_in_flight)\n",
            flawed="        self._desk = desk\n",
        ),
    ),
    explanation="Each draft makes its own semaphore, so nobody shares it and nothing limits the "
    "number of concurrent requests. Create it once per Drafter.",
    checks=(HiddenTest(node_id="test_queue.py::test_no_more_requests_at_once_than_allowed"),),
    right_fixes=(
        Fix(
            name="module-level registry of gates by desk",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old="        self._desk = desk\n",
                    new="        self._desk = desk\n"
                    "        self._slots = asyncio.BoundedSemaphore(desk.settings.max_in_flight)\n",
                ),
                Replacement(path=DRAFTING, old=OWN_GATE, new="async with self._slots:"),
            ),
        ),
        Fix(
            name="a condition that counts, in a method of its own",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old="        self._desk = desk\n",
                    new="        self._desk = desk\n"
                    "        self._busy = 0\n"
                    "        self._changed = asyncio.Condition()\n",
                ),
                Replacement(path=DRAFTING, old=OWN_GATE, new="async with self._slot():"),
                Replacement(
                    path=DRAFTING,
                    old="    async def _pieces(self",
                    new="    @asynccontextmanager\n"
                    "    async def _slot(self) -> AsyncGenerator[None, None]:\n"
                    "        async with self._changed:\n"
                    "            limit = self._desk.settings.max_in_flight\n"
                    "            await self._changed.wait_for(lambda: self._busy < limit)\n"
                    "            self._busy += 1\n"
                    "        try:\n"
                    "            yield\n"
                    "        finally:\n"
                    "            async with self._changed:\n"
                    "                self._busy -= 1\n"
                    "                self._changed.notify()\n\n"
                    "    async def _pieces(self",
                ),
            ),
            imports=("from contextlib import asynccontextmanager",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a semaphore per call, only named",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=f"        {OWN_GATE}",
                    new="        gate = asyncio.Semaphore(self._desk.settings.max_in_flight)\n"
                    "        async with gate:",
                ),
            ),
        ),
    ),
)
