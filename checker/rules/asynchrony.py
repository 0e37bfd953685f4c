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
SEQUENTIAL_AWAITS = Rule(
    code="ASY131",
    name="independent-requests-one-by-one",
    category=Category.ASYNC,
    summary="Requests that do not need each other's answers wait for each other.",
    why="The whole takes as long as all of them together instead of as long as the slowest.",
    bad="async def load(urls):\n    return [await get(url) for url in urls]",
    good="async def load(urls):\n    return await asyncio.gather(*map(get, urls))",
)
STALE_READ = Rule(
    code="ASY132",
    name="stale-read-across-await",
    category=Category.ASYNC,
    summary="A value is read before an await and written back, changed, after it.",
    why="What other tasks wrote during the await is overwritten: counts come out too low.",
    bad="async def spend():\n    before = account.total\n    cost = await ask()\n"
    "    account.total = before + cost",
    good="async def spend():\n    cost = await ask()\n    account.total += cost",
)
NESTED_ACQUIRE = Rule(
    code="ASY134",
    name="semaphore-taken-twice",
    category=Category.ASYNC,
    summary="Who holds a place of a semaphore waits for a second place of the same one.",
    why="As soon as all places are held by those who want another, nobody ever goes on.",
    bad="async def outer():\n    async with gate:\n        await inner()\n\n\n"
    "async def inner():\n    async with gate:\n        await ask()",
    good="async def outer():\n    await inner()\n\n\n"
    "async def inner():\n    async with gate:\n        await ask()",
)
COMPLETION_ORDER = Rule(
    code="ASY135",
    name="completion-order-as-input-order",
    category=Category.ASYNC,
    summary="Results are taken in the order in which they come for those of the inputs.",
    why="Whatever is slower than its neighbour ends up in its place, and nothing fails.",
    bad="async def load(urls):\n"
    "    results = [await done for done in asyncio.as_completed(map(get, urls))]\n"
    "    return dict(zip(urls, results))",
    good="async def load(urls):\n    results = await asyncio.gather(*map(get, urls))\n"
    "    return dict(zip(urls, results))",
)
UNAWAITED_TASK = Rule(
    code="ASY136",
    name="task-nobody-awaits",
    category=Category.ASYNC,
    summary="Work is started as a task whose end and failure nobody waits for.",
    why="The caller goes on as if it were done, and when it fails nobody is told.",
    bad="async def close():\n    task = asyncio.create_task(flush())\n    return task.done()",
    good="async def close():\n    await flush()",
)
ABANDONED_TASK = Rule(
    code="ASY162",
    name="abandoned-task",
    category=Category.ASYNC,
    summary="A task is given up without being cancelled.",
    why="asyncio.wait cancels nothing at its timeout: the task goes on, with its "
    "connection and its effects.",
    bad="async def ask():\n    task = asyncio.create_task(send())\n"
    "    done, _ = await asyncio.wait({task}, timeout=5)\n"
    "    return task.result() if done else None",
    good="async def ask():\n    async with asyncio.timeout(5):\n        return await send()",
)
LOCK_ON_WRONG_KEY = Rule(
    code="ASY165",
    name="lock-on-wrong-key",
    category=Category.ASYNC,
    summary="Tasks that share something take different locks.",
    why="A lock keeps out only those who take the same one: here everybody has one of their own.",
    bad="async def add(account, amount):\n    async with locks[amount]:\n"
    "        balance = await load(account)\n"
    "        await save(account, balance + amount)",
    good="async def add(account, amount):\n    async with locks[account]:\n"
    "        balance = await load(account)\n"
    "        await save(account, balance + amount)",
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
    SEQUENTIAL_AWAITS,
    STALE_READ,
    NESTED_ACQUIRE,
    COMPLETION_ORDER,
    UNAWAITED_TASK,
    CANCELLED_NOT_AWAITED,
    SLOT_HELD_WHILE_WAITING,
    SLOW_READER_BLOCKS_ALL,
    WAITERS_NEVER_WOKEN,
    WORK_TAKEN_WHILE_CLOSING,
    ABANDONED_TASK,
    LOCK_ON_WRONG_KEY,
)
