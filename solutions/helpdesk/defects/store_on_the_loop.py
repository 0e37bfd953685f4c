"""One method of the store reads SQLite on the event loop."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.asynchrony import BLOCKING_CALL
from checker.rules.rule import Severity
from solutions.helpdesk.places import STORE

FLAWED = "        return self._draft_of(ticket_id)\n"

DEFECT = Defect(
    slug="store-on-the-loop",
    rule=BLOCKING_CALL,
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
    rubric=Rubric(
        what=(
            "blocking call",
            "blocks event loop",
            "block the loop",
            "blocks loop",
            "blocking sqlite",
            "sync sqlite",
            "synchronous sqlite",
            "sqlite on event loop",
            "sqlite in coroutine",
            "missing to_thread",
            "without to_thread",
            "not in a thread",
            "no worker thread",
            "synchronous call",
            "sync call in async",
        ),
        why=(
            "event loop",
            "other tasks wait",
            "every other task",
            "stalls",
            "freezes",
            "blocks others",
            "other methods use",
            "unlike the other",
            "every method uses worker thread",
        ),
        fix=("to_thread", "to thread", "worker thread", "executor", "as the other methods"),
        paraphrases=(
            (
                "Every other method goes through asyncio.to_thread, this one runs sqlite directly in "
                "the coroutine and blocks the event loop."
            ),
            "blocking sqlite call in async def",
            (
                "The class docstring promises a worker thread for each method; draft_of does not use "
                "one."
            ),
            "Shouldn't this be await asyncio.to_thread(self._draft_of, ticket_id)?",
            "A slow disk here freezes all drafts since the query runs on the loop.",
            "The read of database is synchronous, all the other tasks must wait for it.",
        ),
    ),
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
