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
