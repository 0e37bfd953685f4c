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
    also=(
        "CancelledError caught",
        "cancellation turned into an ordinary error",
        "except BaseException",
        "timeout and shutdown do not stop it",
        "must re-raise CancelledError",
        "cannot be cancelled",
        "Ctrl-C ignored",
    ),
    unlike=(("exception-class-too-broad", "what is caught is no cancellation."),),
    link="https://docs.python.org/3/library/asyncio-task.html#task-cancellation",
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
    also=(
        "cancel() only requests",
        "cancelled tasks still run",
        "not awaited after cancel",
        "gather after cancel is missing",
        "task still running while the client is closed",
        "no wait for cancelled tasks",
    ),
    siblings=("abandoned-work-goes-on",),
    unlike=(
        ("abandoned-work-goes-on", "nobody cancels the work at all."),
        ("task-nobody-awaits", "nobody cancels it, and nobody waits for its end."),
    ),
    link="https://docs.python.org/3/library/asyncio-task.html#asyncio.Task.cancel",
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
    also=(
        "fire and forget",
        "create_task without await",
        "result of the task ignored",
        "errors of the task are lost",
        "not awaited",
        "returns before the work is done",
        "missing await",
    ),
    siblings=(
        "abandoned-work-goes-on",
        "task-without-reference",
    ),
    unlike=(
        ("task-without-reference", "the task may be collected as garbage, as nobody keeps it."),
        ("cancelled-task-not-awaited", "the task was cancelled before."),
    ),
    link="https://docs.python.org/3/library/asyncio-task.html#asyncio.create_task",
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
    also=(
        "task may be garbage collected",
        "no reference to the task kept",
        "weak reference to tasks",
        "result of create_task not stored",
        "task disappears mid-execution",
        "RUF006",
    ),
    siblings=("task-nobody-awaits",),
    unlike=(("task-nobody-awaits", "nobody learns how the task ended."),),
    link="https://docs.astral.sh/ruff/rules/asyncio-dangling-task/",
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
    also=(
        "missing asyncio.shield",
        "one caller cancels it for everybody",
        "cancellation of a caller reaches the shared task",
        "timeout of one kills all",
        "awaits a shared task directly",
        "shield removed",
    ),
    unlike=(("abandoned-work-goes-on", "the opposite: shared work goes on when everybody left."),),
    link="https://docs.python.org/3/library/asyncio-task.html#asyncio.shield",
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
    also=(
        "work continues after the timeout",
        "task not cancelled when everyone gave up",
        "billed for nobody",
        "keeps running in the background",
        "asyncio.wait does not cancel at its timeout",
        "leaks a running task",
        "orphaned task",
        "nobody is reading any more",
    ),
    siblings=(
        "cancelled-task-not-awaited",
        "task-nobody-awaits",
    ),
    unlike=(
        ("cancelled-task-not-awaited", "it is cancelled, but nobody waits for its end."),
        ("task-nobody-awaits", "nobody ever meant to wait for it."),
        ("shared-work-cancelled", "the opposite: work is cancelled that others still need."),
    ),
    link="https://docs.python.org/3/library/asyncio-task.html#asyncio.wait",
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
    also=(
        "aclosing missing",
        "generator not closed",
        "stream left open when the reader stops",
        "async generator leaks",
        "finally of the generator runs late",
        "break out of async for without aclose",
    ),
    unlike=(("cleanup-skipped-on-failure", "no generator is involved."),),
    link="https://docs.python.org/3/library/contextlib.html#contextlib.aclosing",
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
    also=(
        "accepts requests during shutdown",
        "closing flag set too late",
        "drain takes new work",
        "new work while draining",
        "closed flag never checked",
        "race at shutdown",
    ),
    link="https://docs.python.org/3/library/asyncio-queue.html#asyncio.Queue.shutdown",
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
