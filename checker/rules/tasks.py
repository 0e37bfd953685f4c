"""Faults in how tasks are started, cancelled and ended."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

SWALLOWED_CANCELLATION = Rule(
    code="ASY020",
    name="swallowed-cancellation",
    category=Category.ASYNC,
    summary="CancelledError is caught and not raised again.",
    why=(
        "Shutdown, timeouts and task groups work by cancellation; who swallows it goes on "
        "running or passes it off as an ordinary failure."
    ),
    bad=(
        "async def work():\n    try:\n        await step()\n"
        "    except asyncio.CancelledError:\n        return None"
    ),
    good=(
        "async def work():\n    try:\n        await step()\n"
        "    except asyncio.CancelledError:\n        release()\n        raise"
    ),
    formerly=("ASY104",),
)
CANCELLED_TASK_NOT_AWAITED = Rule(
    code="ASY003",
    name="cancelled-task-not-awaited",
    category=Category.ASYNC,
    summary="A task is cancelled and nobody waits for its end.",
    why="Cancelling only asks: its cleanup still runs when what it uses is closed.",
    bad="async def stop():\n    task.cancel()",
    good=(
        "async def stop():\n    task.cancel()\n"
        "    await asyncio.gather(task, return_exceptions=True)"
    ),
    formerly=(
        "ASY142",
        "ASY156",
        "cancelled-and-not-awaited",
    ),
)
TASK_NOBODY_AWAITS = Rule(
    code="ASY021",
    name="task-nobody-awaits",
    category=Category.ASYNC,
    summary="Work is started as a task whose end and failure nobody waits for.",
    why="The caller goes on as if it were done, and when it fails nobody is told.",
    bad="async def close():\n    task = asyncio.create_task(flush())\n    return task.done()",
    good="async def close():\n    await flush()",
    formerly=("ASY136",),
)
TASK_WITHOUT_REFERENCE = Rule(
    code="ASY022",
    name="task-without-reference",
    category=Category.ASYNC,
    summary="Nobody keeps the task that was started.",
    why=(
        "The loop holds tasks weakly: it may vanish before it is done, and its failure is "
        "never seen."
    ),
    bad="def start(job):\n    asyncio.create_task(job())",
    good="def start(job):\n    task = asyncio.create_task(job())\n    tasks.add(task)",
    formerly=("ASY169",),
)
SHARED_WORK_CANCELLED = Rule(
    code="ASY016",
    name="shared-work-cancelled",
    category=Category.ASYNC,
    summary="A caller awaits work that others share without shielding it.",
    why="The cancellation of one caller is handed on to the work, and all the others lose it.",
    bad="async def get(key):\n    return await running[key]",
    good="async def get(key):\n    return await asyncio.shield(running[key])",
    formerly=("ASY153",),
)
ABANDONED_WORK_GOES_ON = Rule(
    code="RES001",
    name="abandoned-work-goes-on",
    category=Category.RESOURCES,
    summary="Work goes on although nobody waits for it any more.",
    why="It holds its slot and its connection, and the tokens it writes for nobody are billed.",
    bad="async def leave(job):\n    job.waiting -= 1",
    good=(
        "async def leave(job):\n    job.waiting -= 1\n    if not job.waiting:\n"
        "        job.task.cancel()"
    ),
    formerly=(
        "ASY162",
        "RES443",
        "abandoned-task",
    ),
)
ABANDONED_ASYNC_GENERATOR = Rule(
    code="ASY001",
    name="abandoned-async-generator",
    category=Category.ASYNC,
    summary="An async generator that is left early is not closed.",
    why="Its cleanup waits for the garbage collector, and its connection stays open till then.",
    bad="async def first(pieces):\n    async for piece in pieces:\n        return piece",
    good=(
        "async def first(pieces):\n    async with aclosing(pieces):\n"
        "        async for piece in pieces:\n            return piece"
    ),
    formerly=("ASY157",),
)
WORK_ACCEPTED_WHILE_CLOSING = Rule(
    code="ASY026",
    name="work-accepted-while-closing",
    category=Category.ASYNC,
    summary="A service that is closing goes on taking work.",
    why="New work keeps the shutdown from ending, or is cut off in the middle.",
    bad="async def close():\n    await asyncio.wait(tasks)\n    state.closing = True",
    good="async def close():\n    state.closing = True\n    await asyncio.wait(tasks)",
    formerly=(
        "ASY146",
        "work-taken-while-closing",
    ),
)
RULES = (
    SWALLOWED_CANCELLATION,
    CANCELLED_TASK_NOT_AWAITED,
    TASK_NOBODY_AWAITS,
    TASK_WITHOUT_REFERENCE,
    SHARED_WORK_CANCELLED,
    ABANDONED_WORK_GOES_ON,
    ABANDONED_ASYNC_GENERATOR,
    WORK_ACCEPTED_WHILE_CLOSING,
)
