"""Code of the reference that looks wrong and is right; it stands in every deal."""

from __future__ import annotations

from checker.model.key import Decoy, Site
from solutions.rag_index.places import ANSWERING, EMBEDDING, STORE, SYNC

DECOYS = (
    Decoy(
        slug="check-then-add",
        site=Site(path=SYNC, text="        self._updating.add(document.id)\n"),
        why="There is no await between the question and the add: on one event loop nobody can "
        "come in between, so that a lock would add nothing. Two processes, or two Syncers, "
        "share no set: a lock in here would not keep these apart either.",
        accusations=(
            "race between",
            "check then act",
            "check-then-act",
            "toctou",
            "not atomic",
            "needs a lock",
            "add a lock",
            "use a lock",
            "race condition & check|add|await|lock|set",
            "not thread-safe",
            "not thread safe",
        ),
    ),
    Decoy(
        slug="keys-and-values-in-step",
        site=Site(path=SYNC, text="return {**known, **dict(zip(new, vectors, strict=True))}"),
        why="new is a dict: its keys and its values come in the same order, and strict=True holds "
        "the lengths.",
        accusations=(
            "dict order",
            "order of the dict",
            "dict is unordered",
            "dicts are unordered",
            "dict has no order",
            "order of the keys",
            "key order",
            "order not guaranteed",
            "zip on a dict",
            "zipping a dict",
            "zip over a dict",
        ),
    ),
    Decoy(
        slug="walk-in-a-thread",
        site=Site(path=SYNC, text="    for path in sorted("),
        why="_read_all runs in a worker thread, and the order makes reports and failures the same "
        "on every machine.",
        accusations=(
            "sorted is unnecessary",
            "unnecessary sort",
            "unnecessary sorted",
            "sorting is unnecessary",
            "no need to sort",
            "sorting is slow",
            "sort is wasteful",
            "drop the sorted",
            "glob instead of rglob",
        ),
    ),
    Decoy(
        slug="rows-into-a-dict",
        site=Site(
            path=STORE,
            text='return dict(connection.execute("SELECT id, fingerprint FROM documents")',
        ),
        why="A sqlite3.Row with two columns is a pair to dict, and the rows are fetched before the "
        "connection is closed.",
        accusations=(
            "dict of rows fails",
            "rows are not pairs",
            "row is not a pair",
            "row is not a tuple",
            "dict() fails",
            "dict does not accept",
            "dict cannot take",
            "return inside with",
            "return inside the with",
            "connection is closed before",
            "typeerror",
        ),
    ),
    Decoy(
        slug="digest-of-parts",
        site=Site(path=SYNC, text=r'return hashlib.sha256("\0".join(parts).encode()).hexdigest()'),
        why="The zero byte keeps the parts apart: a model and a number hold none, and a title is "
        "read from its text. The digest is stored: hash() would differ in the next process.",
        accusations=(
            "use hash()",
            "built-in hash",
            "sha256 overkill",
            "sha256 is overkill",
            "sha256 too slow",
            "sha256 is slow",
            "sha256 is expensive",
            "md5 is enough",
            "null byte wrong",
            "zero byte is wrong",
            "collisions between parts",
        ),
    ),
    Decoy(
        slug="three-digits",
        site=Site(path=ANSWERING, text=r'MARK = re.compile(r"\[(\d{1,3})\]")'),
        why="There are never a thousand passages in a prompt, and a longer number would be no "
        "passage but a year or an amount.",
        accusations=(
            "only three digits",
            "only 3 digits",
            "three digits is too few",
            "limited to three digits",
            "limits to 3 digits",
            "limit of 3 digits",
            "more than 999",
            "1000 passages",
            "arbitrary limit of digits",
            r"should be \d+",
            "any number of digits",
        ),
    ),
    Decoy(
        slug="task-kept-in-the-dict",
        site=Site(
            path=EMBEDDING, text="            task = asyncio.create_task(self._question(text))\n"
        ),
        why="The task is kept in _questions until it is evicted, and whoever asked awaits it: "
        "nothing is lost to the garbage collector.",
        accusations=(
            "garbage collected",
            "garbage-collected",
            "garbage collector",
            "no reference to the task",
            "reference is not kept",
            "weak reference",
            "dangling task",
            "task is never stored",
            "keep a strong reference",
        ),
    ),
    Decoy(
        slug="first-choice",
        site=Site(path=ANSWERING, text="        choice = response.choices[0]\n"),
        why="n is not set, so that an answer of the API always has exactly one choice.",
        accusations=(
            "choices may be empty",
            "choices might be empty",
            "choices could be empty",
            "empty choices",
            "choices can be empty",
            "indexerror on choices",
            "other choices are ignored",
            "ignores other choices",
            "all choices",
        ),
    ),
)
