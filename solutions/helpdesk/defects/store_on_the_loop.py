"""One method of the store reads SQLite on the event loop."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.concurrency import BLOCKING_CALL_IN_COROUTINE
from checker.rules.rule import Severity
from solutions.helpdesk.places import STORE

FLAWED = "        return self._draft_of(ticket_id)\n"

DEFECT = Defect(
    slug="store-on-the-loop",
    rule=BLOCKING_CALL_IN_COROUTINE,
    severity=Severity.MINOR,
    changes=(
        Edit(
            path=STORE,
            clean="        return await asyncio.to_thread(self._draft_of, ticket_id)\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=STORE, text="SQLite blocks, so every method uses a worker thread."),),
    explanation="draft_of reads SQLite on the event loop and blocks every other task meanwhile. "
    "Use asyncio.to_thread as the other methods do.",
    checks=(HiddenTest(node_id="test_store.py::test_the_store_never_blocks_the_loop"),),
    right_fixes=(
        Fix(
            name="the default executor",
            replacements=(
                Replacement(
                    path=STORE,
                    old=FLAWED,
                    new="        loop = asyncio.get_running_loop()\n"
                    "        return await loop.run_in_executor(None, self._draft_of, ticket_id)\n",
                ),
            ),
        ),
        Fix(
            name="a helper for the thread",
            replacements=(
                Replacement(
                    path=STORE,
                    old=FLAWED,
                    new="        return await self._in_thread(ticket_id)\n\n"
                    "    async def _in_thread(self, ticket_id: str) -> Draft | None:\n"
                    "        return await asyncio.to_thread(self._draft_of, ticket_id)\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a turn of the loop before blocking it",
            replacements=(
                Replacement(
                    path=STORE, old=FLAWED, new=f"        await asyncio.sleep(0)\n{FLAWED}"
                ),
            ),
        ),
    ),
)
