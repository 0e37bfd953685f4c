"""Rules about waiting: shared work, locks, loops and clocks."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

LOCK_NOBODY_SHARES = Rule(
    code="ASY150",
    name="lock-nobody-shares",
    category=Category.ASYNC,
    summary="A lock is made where it is taken.",
    why="Nobody else can hold it, so it keeps nobody out.",
    bad="async def add():\n    async with asyncio.Lock():\n        await save()",
    good=(
        "LOCK = asyncio.Lock()\n\n\nasync def add():\n    async with LOCK:\n        await save()"
    ),
)
ONE_BY_ONE = Rule(
    code="ASY151",
    name="independent-awaits-one-by-one",
    category=Category.ASYNC,
    summary="Calls that do not depend on each other are awaited in sequence.",
    why="Their latencies add up where they could pass at the same time.",
    bad="async def load(urls):\n    return [await get(url) for url in urls]",
    good=("async def load(urls):\n    return await asyncio.gather(*(get(url) for url in urls))"),
)
SHARED_WORK_CANCELLED = Rule(
    code="ASY153",
    name="shared-work-cancelled",
    category=Category.ASYNC,
    summary="A caller awaits work that others share without shielding it.",
    why=("The cancellation of one caller is handed on to the work, and all the others lose it."),
    bad="async def get(key):\n    return await running[key]",
    good="async def get(key):\n    return await asyncio.shield(running[key])",
)
ITEM_NEVER_FINISHED = Rule(
    code="ASY154",
    name="queue-item-never-finished",
    category=Category.ASYNC,
    summary="An item of a queue is marked as done only when it went well.",
    why="After one failure join waits for ever.",
    bad=("async def work(queue):\n    await handle(await queue.get())\n    queue.task_done()"),
    good=(
        "async def work(queue):\n"
        "    item = await queue.get()\n"
        "    try:\n"
        "        await handle(item)\n"
        "    finally:\n"
        "        queue.task_done()"
    ),
)
LOOP_ENDED_BY_FAILURE = Rule(
    code="ASY155",
    name="loop-ended-by-failure",
    category=Category.ASYNC,
    summary="One item that fails ends the loop over all items.",
    why="Whatever comes after it is never handled, and a worker is gone for good.",
    bad=(
        "async def run(jobs):\n"
        "    try:\n"
        "        for job in jobs:\n"
        "            await job()\n"
        "    except JobError:\n"
        "        report()"
    ),
    good=(
        "async def run(jobs):\n"
        "    for job in jobs:\n"
        "        try:\n"
        "            await job()\n"
        "        except JobError:\n"
        "            report()"
    ),
)
CANCELLED_NOT_AWAITED = Rule(
    code="ASY156",
    name="cancelled-task-not-awaited",
    category=Category.ASYNC,
    summary="A task is cancelled and nobody waits for its end.",
    why="Cancelling only asks: its cleanup still runs when what it uses is closed.",
    bad="async def stop():\n    task.cancel()",
    good=(
        "async def stop():\n"
        "    task.cancel()\n"
        "    await asyncio.gather(task, return_exceptions=True)"
    ),
)
GENERATOR_LEFT_OPEN = Rule(
    code="ASY157",
    name="abandoned-async-generator",
    category=Category.ASYNC,
    summary="An async generator that is left early is not closed.",
    why=("Its cleanup waits for the garbage collector, and its connection stays open till then."),
    bad="async def first(pieces):\n    async for piece in pieces:\n        return piece",
    good=(
        "async def first(pieces):\n"
        "    async with aclosing(pieces):\n"
        "        async for piece in pieces:\n"
        "            return piece"
    ),
)
LIVE_ITERATION = Rule(
    code="ASY158",
    name="iteration-over-changing-collection",
    category=Category.ASYNC,
    summary="A loop runs over a collection that others may change meanwhile.",
    why="An entry that comes or goes during the loop breaks it, or makes it skip one.",
    bad="async def emit():\n    for handler in handlers:\n        await handler()",
    good="async def emit():\n    for handler in tuple(handlers):\n        await handler()",
)
WALL_CLOCK = Rule(
    code="ASY159",
    name="wall-clock-for-durations",
    category=Category.ASYNC,
    summary="A duration is measured with a clock that can be set.",
    why="When the machine's time is adjusted, deadlines and ages jump.",
    bad="deadline = time.time() + 5",
    good="deadline = time.monotonic() + 5",
)
CHECKED_ONCE = Rule(
    code="ASY160",
    name="condition-checked-once",
    category=Category.ASYNC,
    summary="A condition is checked once before a wait and not again after it.",
    why="Who is woken may find that somebody else was faster.",
    bad=(
        "async def take():\n    if not items:\n        await ready.wait()\n    return items.pop()"
    ),
    good=(
        "async def take():\n"
        "    while not items:\n"
        "        await ready.wait()\n"
        "    return items.pop()"
    ),
)
COMPLETION_ORDER = Rule(
    code="ASY166",
    name="results-in-completion-order",
    category=Category.ASYNC,
    summary="Results come in the order in which they were finished.",
    why="They no longer belong to the requests beside them.",
    bad=("async def load(tasks):\n    return [await done for done in asyncio.as_completed(tasks)]"),
    good="async def load(tasks):\n    return await asyncio.gather(*tasks)",
)
WAITER_NEVER_WOKEN = Rule(
    code="ASY167",
    name="waiter-never-woken",
    category=Category.ASYNC,
    summary="Fewer waiters are woken than have something to do.",
    why="The others sleep on although their condition holds.",
    bad="async def close():\n    condition.notify()",
    good="async def close():\n    condition.notify_all()",
)
UNBOUNDED_QUEUE = Rule(
    code="ASY168",
    name="unbounded-queue",
    category=Category.ASYNC,
    summary="A queue takes in more than is ever taken out.",
    why="Nothing slows the producer down, and memory grows until the process dies.",
    bad="queue = asyncio.Queue()",
    good="queue = asyncio.Queue(maxsize=100)",
)
TASK_UNREFERENCED = Rule(
    code="ASY169",
    name="task-without-reference",
    category=Category.ASYNC,
    summary="Nobody keeps the task that was started.",
    why=(
        "The loop holds tasks weakly: it may vanish before it is done, and its failure "
        "is never seen."
    ),
    bad="def start(job):\n    asyncio.create_task(job())",
    good="def start(job):\n    task = asyncio.create_task(job())\n    tasks.add(task)",
)

RULES = (
    LOCK_NOBODY_SHARES,
    ONE_BY_ONE,
    SHARED_WORK_CANCELLED,
    ITEM_NEVER_FINISHED,
    LOOP_ENDED_BY_FAILURE,
    CANCELLED_NOT_AWAITED,
    GENERATOR_LEFT_OPEN,
    LIVE_ITERATION,
    WALL_CLOCK,
    CHECKED_ONCE,
    COMPLETION_ORDER,
    WAITER_NEVER_WOKEN,
    UNBOUNDED_QUEUE,
    TASK_UNREFERENCED,
)
