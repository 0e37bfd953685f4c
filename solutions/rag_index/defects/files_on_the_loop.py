"""A whole folder is read on the event loop."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.asynchrony import BLOCKING_CALL
from checker.rules.rule import Severity
from solutions.rag_index.places import CONTRIBUTING, SYNC

FLAWED = "        documents, failures = _read_all(folder)\n"

DEFECT = Defect(
    slug="files-on-the-loop",
    rule=BLOCKING_CALL,
    severity=Severity.MINOR,
    changes=(
        Edit(
            path=SYNC,
            clean="        documents, failures = await asyncio.to_thread(_read_all, folder)\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=CONTRIBUTING, text="**SQLite and files block**"),),
    explanation="_read_all walks a folder and reads every file of it on the event loop: until it "
    "is done nobody gets an answer. Call it in a thread with asyncio.to_thread.",
    checks=(HiddenTest(node_id="test_sync.py::test_files_are_not_read_on_the_loop"),),
    rubric=Rubric(
        what=(
            "_read_all",
            "reads files",
            "file reads",
            "reading files",
            "file i/o",
            "file io",
            "blocking call",
            "blocking i/o",
            "blocking io",
            "blocking read",
            "synchronous",
            "sync call",
            "disk",
        ),
        why=(
            "event loop",
            "blocks",
            "blocking",
            "the loop",
            "nobody gets an answer",
            "everything else waits",
            "other requests wait",
            "freezes",
        ),
        fix=("to_thread", "thread", "executor", "worker thread"),
        paraphrases=(
            "blocking file I/O on the event loop",
            (
                "_read_all reads the whole folder synchronously inside a coroutine, which blocks the "
                "event loop."
            ),
            "Please call _read_all with asyncio.to_thread.",
            "Shouldn't this run in a thread? Reading a few hundred files blocks the loop.",
            "CONTRIBUTING asks for a worker thread around files, this reads them on the loop.",
            "Here the files are readed in the event loop and it is blocked for all others.",
        ),
        forbidden=("reading in a thread is unsafe", "to_thread is unnecessary"),
        near_misses=("_read_all returns two things, a class would be nicer.",),
    ),
    right_fixes=(
        Fix(
            name="the loop's own executor",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new="        loop = asyncio.get_running_loop()\n"
                    "        documents, failures = await loop.run_in_executor(None, _read_all, "
                    "folder)\n",
                ),
            ),
        ),
        Fix(
            name="a coroutine that reads",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new="        documents, failures = await _read_in_thread(folder)\n",
                ),
                Replacement(
                    path=SYNC,
                    old="def _read_all(",
                    new="async def _read_in_thread(folder: Path) "
                    "-> tuple[list[Document], dict[str, str]]:\n"
                    "    return await asyncio.to_thread(_read_all, folder)\n\n\n"
                    "def _read_all(",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a coroutine that blocks",
            replacements=(
                Replacement(
                    path=SYNC,
                    old=FLAWED,
                    new="        documents, failures = await self._read(folder)\n",
                ),
                Replacement(
                    path=SYNC,
                    old="    async def update(self",
                    new="    async def _read(self, folder: Path) "
                    "-> tuple[list[Document], dict[str, str]]:\n"
                    "        await asyncio.sleep(0)\n"
                    "        return _read_all(folder)\n\n"
                    "    async def update(self",
                ),
            ),
        ),
    ),
)
