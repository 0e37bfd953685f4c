"""Faults in how long, and for whom, something waits."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

MISSING_DEADLINE = Rule(
    code="ASY012",
    name="missing-deadline",
    category=Category.ASYNC,
    summary="A wait that depends on somebody else has no bound on its whole length.",
    why="One peer that never answers holds the caller, its slot and its connection for ever.",
    bad="async def ask():\n    return await client.send(question)",
    good=(
        "async def ask():\n    async with asyncio.timeout(30):\n"
        "        return await client.send(question)"
    ),
    also=(
        "no timeout",
        "waits for ever",
        "hangs",
        "asyncio.timeout removed",
        "deadline not applied",
        "never gives up",
        "unbounded wait",
        "timeout setting unused",
    ),
    siblings=(
        "default-timeout",
        "per-read-timeout-as-deadline",
    ),
    unlike=(
        ("per-read-timeout-as-deadline", "there is a timeout, but only for each read."),
        ("default-timeout", "only the client's default applies to a request."),
    ),
    link="https://docs.python.org/3/library/asyncio-task.html#asyncio.timeout",
    formerly=("ASY103",),
)
SEMAPHORE_TAKEN_TWICE = Rule(
    code="ASY015",
    name="semaphore-taken-twice",
    category=Category.ASYNC,
    summary="Who holds a place of a semaphore waits for a second place of the same one.",
    why="As soon as all places are held by those who want another, nobody ever goes on.",
    bad=(
        "async def outer():\n    async with gate:\n        await inner()\n\n\n"
        "async def inner():\n    async with gate:\n        await ask()"
    ),
    good=(
        "async def outer():\n    await inner()\n\n\nasync def inner():\n    async with gate:\n"
        "        await ask()"
    ),
    also=(
        "deadlock",
        "nested acquire of the same semaphore",
        "not reentrant",
        "takes the gate again while it holds it",
        "self-deadlock under load",
        "all slots wait for a second one",
    ),
    siblings=("slot-held-while-waiting",),
    unlike=(
        ("slot-held-while-waiting", "the slot is held during another wait, without deadlock."),
    ),
    link="https://docs.python.org/3/library/asyncio-sync.html#asyncio.Semaphore",
    formerly=("ASY134",),
)
SLOT_HELD_WHILE_WAITING = Rule(
    code="ASY017",
    name="slot-held-while-waiting",
    category=Category.ASYNC,
    summary="A slot, lock or connection is held during a wait that does not need it.",
    why=(
        "Those who could go on wait with it: a few callers in their back-off stop the whole "
        "service."
    ),
    bad=(
        "async def call():\n    async with slots:\n        while not await attempt():\n"
        "            await asyncio.sleep(5)"
    ),
    good=(
        "async def call():\n    while True:\n        async with slots:\n"
        "            if await attempt():\n                return\n"
        "        await asyncio.sleep(5)"
    ),
    also=(
        "semaphore held during sleep",
        "lock held while waiting",
        "slot occupied during back-off",
        "sleeping inside the semaphore",
        "holds a connection while a person thinks",
        "blocks others while it only waits",
        "scope of the lock too wide",
    ),
    siblings=("semaphore-taken-twice",),
    unlike=(("semaphore-taken-twice", "it waits for a second place of the same semaphore."),),
    link="https://docs.python.org/3/library/asyncio-sync.html#asyncio.Semaphore",
    formerly=("ASY143",),
)
SLOW_READER_BLOCKS_ALL = Rule(
    code="ASY018",
    name="slow-reader-blocks-all",
    category=Category.ASYNC,
    summary="What is handed to many readers waits for the slowest of them.",
    why="One client that stops reading stops the source, and with it everybody else.",
    bad="async def tell(piece):\n    for queue in queues:\n        await queue.put(piece)",
    good="async def tell(piece):\n    for queue in queues:\n        queue.put_nowait(piece)",
    also=(
        "back-pressure from one consumer stops all",
        "await put on each queue in turn",
        "slowest subscriber decides",
        "bounded queue blocks the producer",
        "broadcast waits for a slow reader",
        "head-of-line blocking",
    ),
    unlike=(("unbounded-queue", "nothing blocks, but memory grows."),),
    link="https://docs.python.org/3/library/asyncio-queue.html",
    formerly=("ASY144",),
)
WAITER_NEVER_WOKEN = Rule(
    code="ASY025",
    name="waiter-never-woken",
    category=Category.ASYNC,
    summary="Fewer waiters are woken than have something to do.",
    why="The others sleep on although their condition holds.",
    bad="async def close():\n    condition.notify()",
    good="async def close():\n    condition.notify_all()",
    also=(
        "notify instead of notify_all",
        "event never set",
        "waits for ever after an error",
        "end marker not sent on failure",
        "readers hang",
        "future never resolved",
        "set() only on success",
        "lost wakeup",
    ),
    unlike=(
        ("queue-item-never-finished", "task_done is not called, so that join hangs."),
        ("cleanup-skipped-on-failure", "nobody waits; something is not released."),
    ),
    link="https://docs.python.org/3/library/asyncio-sync.html#asyncio.Condition",
    formerly=(
        "ASY145",
        "ASY167",
        "waiters-never-woken",
    ),
)
QUEUE_ITEM_NEVER_FINISHED = Rule(
    code="ASY013",
    name="queue-item-never-finished",
    category=Category.ASYNC,
    summary="An item of a queue is marked as done only when it went well.",
    why="After one failure join waits for ever.",
    bad="async def work(queue):\n    await handle(await queue.get())\n    queue.task_done()",
    good=(
        "async def work(queue):\n    item = await queue.get()\n    try:\n"
        "        await handle(item)\n    finally:\n        queue.task_done()"
    ),
    also=(
        "task_done not called on error",
        "queue.join hangs",
        "task_done only on success",
        "task_done belongs into finally",
        "join never returns",
    ),
    siblings=("cleanup-skipped-on-failure",),
    unlike=(
        ("waiter-never-woken", "it is another kind of waiter."),
        ("cleanup-skipped-on-failure", "no queue is involved."),
    ),
    link="https://docs.python.org/3/library/asyncio-queue.html#asyncio.Queue.task_done",
    formerly=("ASY154",),
)
UNBOUNDED_QUEUE = Rule(
    code="ASY024",
    name="unbounded-queue",
    category=Category.ASYNC,
    summary="A queue takes in more than is ever taken out.",
    why="Nothing slows the producer down, and memory grows until the process dies.",
    bad="queue = asyncio.Queue()",
    good="queue = asyncio.Queue(maxsize=100)",
    also=(
        "no maxsize",
        "queue grows without limit",
        "no back-pressure",
        "memory grows while the consumer is slow",
        "producer outruns the consumer",
    ),
    unlike=(
        ("unbounded-cache", "what grows is a cache."),
        ("unbounded-concurrency", "what grows is the number of running operations."),
        ("slow-reader-blocks-all", "the queue is bounded and blocks everybody."),
    ),
    link="https://docs.python.org/3/library/asyncio-queue.html",
    formerly=("ASY168",),
)
RULES = (
    MISSING_DEADLINE,
    SEMAPHORE_TAKEN_TWICE,
    SLOT_HELD_WHILE_WAITING,
    SLOW_READER_BLOCKS_ALL,
    WAITER_NEVER_WOKEN,
    QUEUE_ITEM_NEVER_FINISHED,
    UNBOUNDED_QUEUE,
)
