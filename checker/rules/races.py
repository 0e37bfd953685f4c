"""Faults that show only when two tasks come at once."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

CHECK_THEN_ACT_ACROSS_AWAIT = Rule(
    code="ASY004",
    name="check-then-act-across-await",
    category=Category.ASYNC,
    summary="A condition is checked before an await and relied on after it.",
    why="Other tasks run during the await: two of them see the same gap and both fill it.",
    bad=(
        "async def get(key):\n    if key not in cache:\n        cache[key] = await load(key)\n"
        "    return cache[key]"
    ),
    good=(
        "async def get(key):\n    async with locks[key]:\n        if key not in cache:\n"
        "            cache[key] = await load(key)\n    return cache[key]"
    ),
    also=(
        "race condition",
        "TOCTOU",
        "missing lock",
        "two callers at once",
        "check and act not atomic",
        "both see None and both write",
        "double spending",
        "duplicate work for concurrent callers",
        "lock removed",
        "not under the lock",
    ),
    siblings=(
        "condition-checked-once",
        "lock-nobody-shares",
        "lock-on-wrong-key",
        "stale-read-across-await",
    ),
    unlike=(
        ("stale-read-across-await", "a value is read, changed and written back."),
        (
            "condition-checked-once",
            "the waiter itself goes on although the condition is false again.",
        ),
        ("lock-nobody-shares", "there is a lock, but each caller makes a new one."),
        ("lock-on-wrong-key", "there is a lock, but for something else."),
    ),
    link="https://docs.python.org/3/library/asyncio-sync.html#asyncio.Lock",
    formerly=("ASY102",),
)
STALE_READ_ACROSS_AWAIT = Rule(
    code="ASY019",
    name="stale-read-across-await",
    category=Category.ASYNC,
    summary="A value is read before an await and written back, changed, after it.",
    why="What other tasks wrote during the await is overwritten: counts come out too low.",
    bad=(
        "async def spend():\n    before = account.total\n    cost = await ask()\n"
        "    account.total = before + cost"
    ),
    good="async def spend():\n    cost = await ask()\n    account.total += cost",
    also=(
        "lost update",
        "race on a counter",
        "read before the await, written after",
        "read-modify-write",
        "counter loses increments",
        "overwrites concurrent changes",
        "old value written back",
    ),
    siblings=("check-then-act-across-await",),
    unlike=(("check-then-act-across-await", "a condition is checked, no value is written back."),),
    link="https://docs.python.org/3/library/asyncio-sync.html#asyncio.Lock",
    formerly=("ASY132",),
)
ITERATION_OVER_CHANGING_COLLECTION = Rule(
    code="ASY008",
    name="iteration-over-changing-collection",
    category=Category.ASYNC,
    summary="A loop runs over a collection that others may change meanwhile.",
    why="An entry that comes or goes during the loop breaks it, or makes it skip one.",
    bad="async def emit():\n    for handler in handlers:\n        await handler()",
    good="async def emit():\n    for handler in tuple(handlers):\n        await handler()",
    also=(
        "dictionary changed size during iteration",
        "set changed during iteration",
        "should iterate over a copy",
        "list() around it is missing",
        "modified while iterating",
        "mutation during the loop",
    ),
    unlike=(("internal-collection-returned", "a caller is handed the collection."),),
    link="https://docs.python.org/3/library/stdtypes.html#dictionary-view-objects",
    formerly=("ASY158",),
)
CONDITION_CHECKED_ONCE = Rule(
    code="ASY005",
    name="condition-checked-once",
    category=Category.ASYNC,
    summary="A condition is checked once before a wait and not again after it.",
    why="Who is woken may find that somebody else was faster.",
    bad="async def take():\n    if not items:\n        await ready.wait()\n    return items.pop()",
    good=(
        "async def take():\n    while not items:\n        await ready.wait()\n"
        "    return items.pop()"
    ),
    also=(
        "if instead of while around wait",
        "spurious wakeup",
        "condition not rechecked after waiting",
        "wait_for missing",
        "woken but someone else was faster",
        "must loop around condition.wait",
    ),
    siblings=("check-then-act-across-await",),
    unlike=(
        ("check-then-act-across-await", "nobody waits for the condition, it is only checked."),
    ),
    link="https://docs.python.org/3/library/asyncio-sync.html#asyncio.Condition",
    formerly=("ASY160",),
)
LOCK_NOBODY_SHARES = Rule(
    code="ASY009",
    name="lock-nobody-shares",
    category=Category.ASYNC,
    summary="A lock is made where it is taken.",
    why="Nobody else can hold it, so it keeps nobody out.",
    bad="async def add():\n    async with asyncio.Lock():\n        await save()",
    good="LOCK = asyncio.Lock()\n\n\nasync def add():\n    async with LOCK:\n        await save()",
    also=(
        "new lock per call",
        "lock created inside the function",
        "lock protects nothing",
        "each caller has its own lock",
        "local lock",
        "lock must live on the object",
    ),
    siblings=(
        "check-then-act-across-await",
        "unbounded-concurrency",
    ),
    unlike=(
        ("check-then-act-across-await", "there is no lock at all."),
        ("lock-on-wrong-key", "locks are shared, but by the wrong thing."),
        ("unbounded-concurrency", "it is a semaphore that should limit how many run."),
    ),
    link="https://docs.python.org/3/library/asyncio-sync.html#asyncio.Lock",
    formerly=("ASY150",),
)
LOCK_ON_WRONG_KEY = Rule(
    code="ASY010",
    name="lock-on-wrong-key",
    category=Category.ASYNC,
    summary="Tasks that share something take different locks.",
    why="A lock keeps out only those who take the same one: here everybody has one of their own.",
    bad=(
        "async def add(account, amount):\n    async with locks[amount]:\n"
        "        balance = await load(account)\n        await save(account, balance + amount)"
    ),
    good=(
        "async def add(account, amount):\n    async with locks[account]:\n"
        "        balance = await load(account)\n        await save(account, balance + amount)"
    ),
    also=(
        "wrong lock key",
        "lock per question instead of per session",
        "locks do not exclude each other",
        "keyed by the wrong id",
        "two different locks for one resource",
        "lock granularity wrong",
    ),
    siblings=("check-then-act-across-await",),
    unlike=(
        ("lock-nobody-shares", "the lock is new at each call."),
        ("incomplete-key", "it is the key of a cache or table."),
    ),
    link="https://docs.python.org/3/library/asyncio-sync.html#asyncio.Lock",
    formerly=("ASY165",),
)
RULES = (
    CHECK_THEN_ACT_ACROSS_AWAIT,
    STALE_READ_ACROSS_AWAIT,
    ITERATION_OVER_CHANGING_COLLECTION,
    CONDITION_CHECKED_ONCE,
    LOCK_NOBODY_SHARES,
    LOCK_ON_WRONG_KEY,
)
