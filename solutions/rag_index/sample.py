"""A plausible candidate: finds some, misses some, one false alarm, and breaks something by it."""

from __future__ import annotations

from checker.model.key import Fix, Remark, Replacement, Sample, Site
from checker.rules.rule import Severity
from solutions.rag_index.defects import old_embedder_left
from solutions.rag_index.places import ANSWERING, EMBEDDING, STORE, SYNC

AS_COMPLETED = "results = [await done for done in asyncio.as_completed(tasks)]"
BY_HASH = "return {hash: _unpacked(bytes) for hash, bytes in rows}"
IN_BACKGROUND = "self._removal = asyncio.create_task(self._index.store.remove(gone))"
LIKE = "f\" WHERE documents.id LIKE '{under}%'\""
ON_THE_LOOP = "documents, failures = _read_all(folder)"
ROOM = "room = 6_000"
UPDATED = "updated=tuple(each.id for each in changed if each.id not in failures),"

REMARKS = (
    Remark(
        site=Site(path=STORE, text=LIKE),
        severity=Severity.BLOCKER,
        body="issue (blocking): SQL injection. `under` is put into the statement with an f-string, "
        "please pass it as a parameter.",
    ),
    Remark(
        site=Site(path=EMBEDDING, text=AS_COMPLETED),
        severity=Severity.BLOCKER,
        body="as_completed returns the batches in whatever order they finish, so vectors end up "
        "with the wrong texts! gather keeps the order.",
    ),
    Remark(
        site=Site(path=SYNC, text=IN_BACKGROUND),
        severity=Severity.MAJOR,
        body="Nobody awaits this task: if the removal fails it goes unnoticed.",
    ),
    Remark(
        site=Site(path=SYNC, text=ON_THE_LOOP),
        severity=Severity.MAJOR,
        body="Reading all files here blocks the event loop, use asyncio.to_thread.",
    ),
    Remark(
        site=Site(path=ANSWERING, text=ROOM),
        severity=Severity.MINOR,
        body="Magic number, and settings.context_chars is never used.",
    ),
    Remark(
        site=Site(path=STORE, text=BY_HASH),
        severity=Severity.NIT,
        body="nit: hash and bytes are builtins, call them something else",
    ),
    Remark(
        site=Site(path=SYNC, text="        self._updating.add(document.id)\n"),
        severity=Severity.MAJOR,
        body="There is a race condition between the check and the add, this needs a lock.",
    ),
    Remark(
        site=Site(path=ANSWERING, text="class Answerer:\n"),
        body="The README should say how to ask questions.",
    ),
)

FIX = Fix(
    name="what the candidate committed",
    replacements=(
        Replacement(
            path=STORE,
            old=f"                {LIKE}\n"
            '                " GROUP BY documents.id ORDER BY documents.id"\n',
            new="                \" WHERE instr(documents.id, ?) = 1 OR ? = ''\"\n"
            '                " GROUP BY documents.id ORDER BY documents.id",\n'
            "                (under, under),\n",
        ),
        Replacement(
            path=STORE,
            old=BY_HASH,
            new="return {digest: _unpacked(vector) for digest, vector in rows}",
        ),
        Replacement(path=EMBEDDING, old=AS_COMPLETED, new="results = await asyncio.gather(*tasks)"),
        Replacement(path=SYNC, old=IN_BACKGROUND, new="await self._index.store.remove(gone)"),
        Replacement(
            path=SYNC,
            old=ON_THE_LOOP,
            new="documents, failures = await asyncio.to_thread(_read_all, folder)",
        ),
        Replacement(path=SYNC, old=UPDATED, new="updated=tuple(each.id for each in changed),"),
        Replacement(path=ANSWERING, old=ROOM, new="room = self._index.settings.context_chars"),
        Replacement(path=old_embedder_left.OLD, old=old_embedder_left.TEXT, new=""),
    ),
)

SAMPLE = Sample(
    seed=42,
    remarks=REMARKS,
    body="Great to have this! Some of it would hurt us in production, see my comments.",
    fix=FIX,
)
