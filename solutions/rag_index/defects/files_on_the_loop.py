"""A whole folder is read on the event loop."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.concurrency import BLOCKING_CALL_IN_COROUTINE
from checker.rules.rule import Severity
from solutions.rag_index.places import CONTRIBUTING, SYNC

FLAWED = "        documents, failures = _read_all(folder)\n"

DEFECT = Defect(
    slug="files-on-the-loop",
    rule=BLOCKING_CALL_IN_COROUTINE,
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
