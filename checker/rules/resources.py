"""Faults in files, transactions and what must be released."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

NON_ATOMIC_WRITE = Rule(
    code="RES005",
    name="non-atomic-write",
    category=Category.RESOURCES,
    summary="A file is overwritten in place, so that a failure leaves half of it.",
    why="The old content is gone before the new one is complete.",
    bad="def save(path, text):\n    path.write_text(text)",
    good=(
        'def save(path, text):\n    partial = path.with_suffix(".partial")\n'
        "    partial.write_text(text)\n    partial.replace(path)"
    ),
    also=(
        "written in place",
        "half-written file after a crash",
        "no os.replace",
        "not atomic",
        "temporary file missing",
        "truncates the old file first",
        "partial export",
    ),
    siblings=("deleted-before-replaced",),
    unlike=(
        ("split-transaction", "it is a database."),
        ("deleted-before-replaced", "the old one is deleted explicitly."),
    ),
    link="https://docs.python.org/3/library/os.html#os.replace",
    formerly=("RES401",),
)
SPLIT_TRANSACTION = Rule(
    code="RES006",
    name="split-transaction",
    category=Category.RESOURCES,
    summary="Two writes that belong together are committed one by one.",
    why="A failure between them leaves data that contradict each other.",
    bad=(
        "with connect() as db:\n    db.execute(insert)\nwith connect() as db:\n"
        "    db.execute(update)"
    ),
    good="with connect() as db:\n    db.execute(insert)\n    db.execute(update)",
    also=(
        "two transactions",
        "not in one transaction",
        "commit in between",
        "half of the changes are stored",
        "two connections for writes that belong together",
        "no rollback of the first write",
    ),
    unlike=(("non-atomic-write", "it is a file."),),
    link="https://docs.python.org/3/library/sqlite3.html#sqlite3-controlling-transactions",
    formerly=("RES402",),
)
DELETED_BEFORE_REPLACED = Rule(
    code="RES003",
    name="deleted-before-replaced",
    category=Category.RESOURCES,
    summary="The old is deleted before the new is there.",
    why="Whatever fails in between leaves neither.",
    bad="store.delete(key)\nstore.insert(key, await_network())",
    good="value = await_network()\nstore.replace(key, value)",
    also=(
        "deletes first and then builds the new one",
        "nothing there if it fails in between",
        "emptied before the new is ready",
        "data loss on failure",
        "remove after success",
        "gap without any data",
    ),
    siblings=("non-atomic-write",),
    unlike=(
        ("non-atomic-write", "a file is overwritten in place."),
        ("changed-before-checked", "something is changed before it is known to be allowed."),
        ("split-transaction", "two writes are committed one by one."),
    ),
    link="https://docs.python.org/3/library/os.html#os.replace",
    formerly=("RES431",),
)
UNBOUNDED_CACHE = Rule(
    code="RES007",
    name="unbounded-cache",
    category=Category.RESOURCES,
    summary="A cache keeps everything it ever saw.",
    why="A process that runs for weeks grows until it is ended by the system.",
    bad="cache[key] = value",
    good="cache[key] = value\nwhile len(cache) > LIMIT:\n    cache.popitem(last=False)",
    also=(
        "cache never evicts",
        "memory leak",
        "grows for ever",
        "no maximum size",
        "eviction removed",
        "LRU limit missing",
        "kept for every question ever asked",
    ),
    siblings=("entry-never-removed",),
    unlike=(
        ("entry-never-removed", "it is a table of what is under way, no cache."),
        ("unbounded-queue", "it is a queue."),
        ("lru-order-not-updated", "it evicts the wrong entries."),
    ),
    link="https://docs.python.org/3/library/functools.html#functools.lru_cache",
    formerly=("RES433",),
)
ENTRY_NEVER_REMOVED = Rule(
    code="RES004",
    name="entry-never-removed",
    category=Category.RESOURCES,
    summary="What is registered while it is under way stays registered when it is over.",
    why="The table grows for ever, and who looks into it finds what is long out of date.",
    bad="def begin(key):\n    streams[key] = Stream(key)\n    return streams[key]",
    good=(
        "def begin(key):\n    streams[key] = Stream(key)\n"
        "    streams[key].on_end(lambda: streams.pop(key))\n    return streams[key]"
    ),
    also=(
        "entry stays in the table",
        "never cleaned up",
        "leak in the registry",
        "not removed when finished",
        "stale entry",
        "pop missing",
        "grows with each call",
    ),
    siblings=(
        "cleanup-skipped-on-failure",
        "unbounded-cache",
    ),
    unlike=(
        ("unbounded-cache", "it is a cache."),
        ("cleanup-skipped-on-failure", "it is removed on success alone."),
        ("failure-remembered", "what stays is a failure."),
    ),
    link="https://docs.python.org/3/library/contextlib.html",
    formerly=(
        "RES442",
        "never-removed",
    ),
)
CLEANUP_SKIPPED_ON_FAILURE = Rule(
    code="RES002",
    name="cleanup-skipped-on-failure",
    category=Category.RESOURCES,
    summary="What must always be cleaned up is cleaned up on success alone.",
    why="After the first failure a handle, a place or a lock is lost.",
    bad="handle = take()\nuse(handle)\ngive_back(handle)",
    good="handle = take()\ntry:\n    use(handle)\nfinally:\n    give_back(handle)",
    also=(
        "missing try/finally",
        "not released on error",
        "cleanup only on success",
        "resource leaks when it raises",
        "stays locked after a failure",
        "finally removed",
        "context manager missing",
        "hold is kept after an error",
    ),
    siblings=(
        "entry-never-removed",
        "queue-item-never-finished",
    ),
    unlike=(
        ("entry-never-removed", "it is never removed, not even on success."),
        ("waiter-never-woken", "somebody waits for it."),
        ("queue-item-never-finished", "it is a queue's task_done."),
        ("abandoned-async-generator", "it is a generator that is not closed."),
    ),
    link="https://docs.python.org/3/reference/compound_stmts.html#finally-clause",
    formerly=("RES450",),
)
RULES = (
    NON_ATOMIC_WRITE,
    SPLIT_TRANSACTION,
    DELETED_BEFORE_REPLACED,
    UNBOUNDED_CACHE,
    ENTRY_NEVER_REMOVED,
    CLEANUP_SKIPPED_ON_FAILURE,
)
