"""Faults in how much runs at once, and in what order."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

UNBOUNDED_CONCURRENCY = Rule(
    code="ASY023",
    name="unbounded-concurrency",
    category=Category.ASYNC,
    summary="Nothing bounds how many operations run at once, or each has a bound of its own.",
    why=(
        "A semaphore bounds only those who share it: made per call, it lets everyone in, and "
        "the service answers the crowd with 429."
    ),
    bad=(
        "async def fetch(url):\n    async with asyncio.Semaphore(4):\n        return await get(url)"
    ),
    good=(
        "GATE = asyncio.Semaphore(4)\n\n\nasync def fetch(url):\n    async with GATE:\n"
        "        return await get(url)"
    ),
    also=(
        "no limit on parallel requests",
        "semaphore per call",
        "everything starts at once",
        "thundering herd",
        "gather over all items without a limit",
        "semaphore not shared",
        "max_in_flight is ignored",
        "too many open connections",
        "bucket or gate removed",
        "fan-out without a cap",
    ),
    siblings=("lock-nobody-shares",),
    unlike=(("unbounded-queue", "work piles up in a queue and does not run at once."),),
    link="https://docs.python.org/3/library/asyncio-sync.html#asyncio.Semaphore",
    formerly=("ASY101",),
)
INDEPENDENT_AWAITS_ONE_BY_ONE = Rule(
    code="ASY007",
    name="independent-awaits-one-by-one",
    category=Category.ASYNC,
    summary="Requests that do not need each other's answers wait for each other.",
    why="The whole takes as long as all of them together instead of as long as the slowest.",
    bad="async def load(urls):\n    return [await get(url) for url in urls]",
    good="async def load(urls):\n    return await asyncio.gather(*map(get, urls))",
    also=(
        "sequential awaits",
        "awaited in a loop",
        "no concurrency",
        "should use gather",
        "one after the other",
        "serial requests",
        "latency adds up",
        "await inside the comprehension",
        "not run in parallel",
    ),
    unlike=(("request-per-item", "one request could hold all of the items."),),
    link="https://docs.python.org/3/library/asyncio-task.html#asyncio.gather",
    formerly=(
        "ASY131",
        "ASY151",
        "independent-requests-one-by-one",
    ),
)
RESULTS_IN_COMPLETION_ORDER = Rule(
    code="ASY014",
    name="results-in-completion-order",
    category=Category.ASYNC,
    summary="Results come in the order in which they were finished.",
    why="They no longer belong to the requests beside them.",
    bad="async def load(tasks):\n    return [await done for done in asyncio.as_completed(tasks)]",
    good="async def load(tasks):\n    return await asyncio.gather(*tasks)",
    also=(
        "as_completed order",
        "results mixed up",
        "order of arrival",
        "results do not match their inputs",
        "whoever finishes first",
        "zip pairs the wrong results",
        "order not deterministic",
    ),
    siblings=("vectors-misaligned",),
    unlike=(
        ("response-order-trusted", "the order within one answer of the API is meant."),
        ("order-not-kept", "no task is involved: a set or a sort loses the order."),
    ),
    link="https://docs.python.org/3/library/asyncio-task.html#asyncio.as_completed",
    formerly=(
        "ASY135",
        "ASY166",
        "completion-order-as-input-order",
    ),
)
FAILURE_DISCARDS_SIBLINGS = Rule(
    code="ASY006",
    name="failure-discards-siblings",
    category=Category.ASYNC,
    summary="The first failure of a group throws away what the others achieved.",
    why="gather raises the first exception: finished results are lost, the rest runs on unseen.",
    bad="async def all_of(jobs):\n    return await asyncio.gather(*jobs)",
    good=(
        "async def all_of(jobs):\n"
        "    results = await asyncio.gather(*jobs, return_exceptions=True)\n"
        "    return sort_out(results)"
    ),
    also=(
        "gather without return_exceptions",
        "one failure aborts all",
        "first exception loses the other results",
        "all or nothing",
        "one bad item fails the whole batch",
        "partial results lost",
        "TaskGroup cancels the rest",
    ),
    unlike=(("loop-ended-by-failure", "the items are handled in a loop, one after another."),),
    link="https://docs.python.org/3/library/asyncio-task.html#asyncio.gather",
    formerly=("ASY108",),
)
LOOP_ENDED_BY_FAILURE = Rule(
    code="ASY011",
    name="loop-ended-by-failure",
    category=Category.ASYNC,
    summary="One item that fails ends the loop over all items.",
    why="Whatever comes after it is never handled, and a worker is gone for good.",
    bad=(
        "async def run(jobs):\n    try:\n        for job in jobs:\n            await job()\n"
        "    except JobError:\n        report()"
    ),
    good=(
        "async def run(jobs):\n    for job in jobs:\n        try:\n            await job()\n"
        "        except JobError:\n            report()"
    ),
    also=(
        "one error stops the loop",
        "exception in one item ends the worker",
        "rest of the items never handled",
        "try belongs inside the loop",
        "worker dies on first failure",
        "one bad document stops the run",
    ),
    siblings=("unhandled-failure",),
    unlike=(
        ("failure-discards-siblings", "the items run at once, in gather or a task group."),
        (
            "break-instead-of-continue",
            "no failure is involved: break or return where one item is skipped.",
        ),
        ("unhandled-failure", "nothing is repeated: a failure reaches a caller."),
    ),
    link="https://docs.python.org/3/tutorial/errors.html#handling-exceptions",
    formerly=("ASY155",),
)
BLOCKING_CALL_IN_COROUTINE = Rule(
    code="ASY002",
    name="blocking-call-in-coroutine",
    category=Category.ASYNC,
    summary="A coroutine calls a function that blocks the event loop.",
    why="Every other task waits until the call returns.",
    bad="async def load(path):\n    return path.read_text()",
    good="async def load(path):\n    return await asyncio.to_thread(path.read_text)",
    also=(
        "blocks the event loop",
        "time.sleep in async code",
        "sync I/O in a coroutine",
        "should be asyncio.to_thread",
        "sqlite on the loop",
        "input() on the loop",
        "file read on the event loop",
        "requests in async function",
        "everything stalls meanwhile",
        "not awaited in a thread",
    ),
    link="https://docs.python.org/3/library/asyncio-dev.html#running-blocking-code",
    formerly=("ASY106",),
)
RULES = (
    UNBOUNDED_CONCURRENCY,
    INDEPENDENT_AWAITS_ONE_BY_ONE,
    RESULTS_IN_COMPLETION_ORDER,
    FAILURE_DISCARDS_SIBLINGS,
    LOOP_ENDED_BY_FAILURE,
    BLOCKING_CALL_IN_COROUTINE,
)
