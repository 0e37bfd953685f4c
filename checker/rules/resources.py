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
