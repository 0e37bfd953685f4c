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
            "block|freeze|occupy event_loop|loop|thread|tasks|others|everything|coroutines",
            "event loop block|busy|wait|stop|frozen",
            (
                "sqlite|query|database|read|call on|in|inside "
                "event_loop|main_thread|coroutine|async|directly"
            ),
            "not|without|missing|no to_thread|worker_thread|thread",
            "to_thread missing|lost|gone|dropped|forgotten|like|as",
            "sync|synchronous|blocking call|query|read|sqlite|database|io|access|code",
            "use|need|wrap|through|via to_thread|worker_thread|thread",
            "await to_thread",
            "not|no await",
            "run in thread|worker|executor",
            "async|coroutine & not await",
            "on the event loop",
            "without thread",
            "only|one method & thread",
            "runs|executed directly",
        ),
        why=(
            "block",
            "event loop",
            "everyone|everybody",
            "in|inside async|coroutine",
            "all other tasks|tickets|drafts|coroutines|requests",
            "other tasks|tickets|drafts|coroutines & wait|stop|block",
            "other|every methods|queries use|run|go|do",
            "docstring|class say|promise",
            "every method",
            "wait",
            "slow disk|query|database",
            "synchronous|sync",
            "inconsistent",
            "not thread",
            "serialize",
            "worker thread",
        ),
        fix=(
            "to_thread",
            "worker thread",
            "run_in_executor",
            "executor",
            "thread",
            "aiosqlite",
            "as|like other methods",
            "await",
        ),
        paraphrases=(
            (
                "Every other method goes through asyncio.to_thread, this one runs sqlite "
                "directly in the coroutine and blocks the event loop."
            ),
            "blocking sqlite call in async def",
            (
                "The class docstring promises a worker thread for each method; draft_of "
                "does not use one."
            ),
            "Shouldn't this be await asyncio.to_thread(self._draft_of, ticket_id)?",
            "A slow disk here freezes all drafts since the query runs on the loop.",
            "The read of database is synchronous, all the other tasks must wait for it.",
            "draft_of runs its query directly instead of in a worker thread.",
            "Disk access belongs in a thread and not in a coroutine.",
        ),
        forbidden=(
            "thread safe",
            "overhead",
            "not need thread",
            "too many threads",
        ),
        near_misses=(
            "to_thread is overhead for such a small query, better call it directly.",
            "The query lacks an index on ticket_id and will get slow.",
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
