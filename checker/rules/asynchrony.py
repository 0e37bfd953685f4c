"""Faults of coroutines, tasks and what they share."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

UNBOUNDED_CONCURRENCY = Rule(
    code="ASY101",
    name="unbounded-concurrency",
    category=Category.ASYNC,
    summary="Nothing bounds how many operations run at once, or each has a bound of its own.",
    why="A semaphore bounds only those who share it: made per call, it lets everyone in, and the "
    "service answers the crowd with 429.",
    bad="async def fetch(url):\n    async with asyncio.Semaphore(4):\n"
    "        return await get(url)",
    good="GATE = asyncio.Semaphore(4)\n\n\nasync def fetch(url):\n    async with GATE:\n"
    "        return await get(url)",
)
CHECK_THEN_ACT = Rule(
    code="ASY102",
    name="check-then-act-across-await",
    category=Category.ASYNC,
    summary="A condition is checked before an await and relied on after it.",
    why="Other tasks run during the await: two of them see the same gap and both fill it.",
    bad="async def get(key):\n    if key not in cache:\n        cache[key] = await load(key)\n"
    "    return cache[key]",
    good="async def get(key):\n    async with locks[key]:\n        if key not in cache:\n"
    "            cache[key] = await load(key)\n    return cache[key]",
)
MISSING_DEADLINE = Rule(
    code="ASY103",
    name="missing-deadline",
    category=Category.ASYNC,
    summary="A wait that depends on somebody else has no bound on its whole length.",
    why="One peer that never answers holds the caller, its slot and its connection for ever.",
    bad="async def ask():\n    return await client.send(question)",
    good="async def ask():\n    async with asyncio.timeout(30):\n"
    "        return await client.send(question)",
)
SWALLOWED_CANCELLATION = Rule(
    code="ASY104",
    name="swallowed-cancellation",
    category=Category.ASYNC,
    summary="CancelledError is caught and not raised again.",
    why="Shutdown, timeouts and task groups work by cancellation; who swallows it goes on running "
    "or passes it off as an ordinary failure.",
    bad="async def work():\n    try:\n        await step()\n    except asyncio.CancelledError:\n"
    "        return None",
    good="async def work():\n    try:\n        await step()\n    except asyncio.CancelledError:\n"
    "        release()\n        raise",
)
BLOCKING_CALL = Rule(
    code="ASY106",
    name="blocking-call-in-coroutine",
    category=Category.ASYNC,
    summary="A coroutine calls a function that blocks the event loop.",
    why="Every other task waits until the call returns.",
    bad="async def load(path):\n    return path.read_text()",
    good="async def load(path):\n    return await asyncio.to_thread(path.read_text)",
)
FAILURE_CANCELS_SIBLINGS = Rule(
    code="ASY108",
    name="failure-discards-siblings",
    category=Category.ASYNC,
    summary="The first failure of a group throws away what the others achieved.",
    why="gather raises the first exception: finished results are lost, the rest runs on unseen.",
    bad="async def all_of(jobs):\n    return await asyncio.gather(*jobs)",
    good="async def all_of(jobs):\n"
    "    results = await asyncio.gather(*jobs, return_exceptions=True)\n"
    "    return sort_out(results)",
)
WAITER_CANCELS_SHARED_WORK = Rule(
    code="ASY141",
    name="waiter-cancels-shared-work",
    category=Category.ASYNC,
    summary="Cancelling one of several waiters cancels the work they all wait for.",
    why="To await a task hands one's own cancellation on to it: the first caller that gives up "
    "takes the result from all others.",
    bad="async def join(task):\n    return await task",
    good="async def join(task):\n    return await asyncio.shield(task)",
)
CANCELLED_NOT_AWAITED = Rule(
    code="ASY142",
    name="cancelled-and-not-awaited",
    category=Category.ASYNC,
    summary="Tasks are cancelled and left behind before they have ended.",
    why="cancel() only asks: the task still runs its cleanup, on a client and a database that are "
    "closed by then.",
    bad="async def stop(tasks):\n    for task in tasks:\n        task.cancel()",
    good="async def stop(tasks):\n    for task in tasks:\n        task.cancel()\n"
    "    await asyncio.gather(*tasks, return_exceptions=True)",
)
SLOT_HELD_WHILE_WAITING = Rule(
    code="ASY143",
    name="slot-held-while-waiting",
    category=Category.ASYNC,
    summary="A slot, lock or connection is held during a wait that does not need it.",
    why="Those who could go on wait with it: a few callers in their back-off stop the whole "
    "service.",
    bad="async def call():\n    async with slots:\n        while not await attempt():\n"
    "            await asyncio.sleep(5)",
    good="async def call():\n    while True:\n        async with slots:\n"
    "            if await attempt():\n                return\n        await asyncio.sleep(5)",
)
SLOW_READER_BLOCKS_ALL = Rule(
    code="ASY144",
    name="slow-reader-blocks-all",
    category=Category.ASYNC,
    summary="What is handed to many readers waits for the slowest of them.",
    why="One client that stops reading stops the source, and with it everybody else.",
    bad="async def tell(piece):\n    for queue in queues:\n        await queue.put(piece)",
    good="async def tell(piece):\n    for queue in queues:\n        queue.put_nowait(piece)",
)
WAITERS_NEVER_WOKEN = Rule(
    code="ASY145",
    name="waiters-never-woken",
    category=Category.ASYNC,
    summary="Waiters are told of success only: after a failure or a cancellation they wait for "
    "ever.",
    why="Nobody else holds the other end of the queue or event, and the waiter has no deadline of "
    "its own.",
    bad="async def pump():\n    async for item in source:\n        queue.put_nowait(item)\n"
    "    queue.put_nowait(None)",
    good="async def pump():\n    try:\n        async for item in source:\n"
    "            queue.put_nowait(item)\n    finally:\n        queue.put_nowait(None)",
)
WORK_TAKEN_WHILE_CLOSING = Rule(
    code="ASY146",
    name="work-taken-while-closing",
    category=Category.ASYNC,
    summary="A service that is closing goes on taking work.",
    why="New work keeps the shutdown from ending, or is cut off in the middle.",
    bad="async def close():\n    await asyncio.wait(tasks)\n    state.closing = True",
    good="async def close():\n    state.closing = True\n    await asyncio.wait(tasks)",
)

RULES = (
    UNBOUNDED_CONCURRENCY,
    CHECK_THEN_ACT,
    MISSING_DEADLINE,
    SWALLOWED_CANCELLATION,
    BLOCKING_CALL,
    FAILURE_CANCELS_SIBLINGS,
    WAITER_CANCELS_SHARED_WORK,
    CANCELLED_NOT_AWAITED,
    SLOT_HELD_WHILE_WAITING,
    SLOW_READER_BLOCKS_ALL,
    WAITERS_NEVER_WOKEN,
    WORK_TAKEN_WHILE_CLOSING,
)
