"""Faults in how errors are raised, caught and reported, and what is left behind after them."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

FAILURE_AS_RESULT = Rule(
    code="ERR301",
    name="failure-returned-as-result",
    category=Category.ERRORS,
    summary="A failure is turned into an ordinary, empty result.",
    why="Nobody can tell an outage from an empty answer, and the empty one is stored and sent.",
    bad='def load():\n    try:\n        return fetch()\n    except OSError:\n        return ""',
    good="def load():\n    try:\n        return fetch()\n    except OSError as error:\n"
    '        raise LoadError("the source cannot be reached") from error',
)
EXCEPTION_TOO_NARROW = Rule(
    code="ERR302",
    name="exception-class-too-narrow",
    category=Category.ERRORS,
    summary="An except clause misses siblings of the class it names.",
    why="SDKError, HTTPValidationError and ResponseValidationError are siblings below "
    "MistralError: who catches one lets the others through.",
    bad="try:\n    ask()\nexcept SDKError as error:\n    raise AnswerError from error",
    good="try:\n    ask()\nexcept MistralError as error:\n    raise AnswerError from error",
)
LOST_CAUSE = Rule(
    code="ERR303",
    name="lost-exception-cause",
    category=Category.ERRORS,
    summary="An error is translated without keeping what caused it.",
    why="The log shows that something failed and no longer why.",
    bad="try:\n    ask()\nexcept MistralError:\n    raise AnswerError from None",
    good="try:\n    ask()\nexcept MistralError as error:\n    raise AnswerError from error",
)
SUCCESS_ON_FAILURE = Rule(
    code="ERR306",
    name="success-exit-code-on-failure",
    category=Category.ERRORS,
    summary="A command that failed says by its exit code that it succeeded.",
    why="Cron jobs and pipelines look at nothing else.",
    bad="def main():\n    failures = work()\n    print(failures)\n    return 0",
    good="def main():\n    failures = work()\n    print(failures)\n    return 1 if failures else 0",
)
ZERO_AS_MISSING = Rule(
    code="ERR307",
    name="zero-treated-as-missing",
    category=Category.ERRORS,
    summary="A test for truth takes 0, an empty text or an empty list for None.",
    why="0 is an answer: a limit of none at all turns into no limit.",
    bad="def first(items, limit=None):\n    return items[:limit] if limit else items",
    good="def first(items, limit=None):\n    return items if limit is None else items[:limit]",
)
ASSERTED_INPUT = Rule(
    code="ERR308",
    name="input-checked-by-assert",
    category=Category.ERRORS,
    summary="Input from outside is checked by an assert.",
    why="python -O removes it, and callers who handle the documented error never see it.",
    bad="def resize(size):\n    assert size > 0",
    good='def resize(size):\n    if size <= 0:\n        raise ValueError("size must be positive")',
)
EXCEPTION_TOO_BROAD = Rule(
    code="ERR331",
    name="exception-class-too-broad",
    category=Category.ERRORS,
    summary="What is meant for expected failures also takes in everything else.",
    why="A bug or a broken database passes for one bad item, and the run goes on and says so.",
    bad="try:\n    update(item)\nexcept Exception as error:\n    failures[item] = str(error)",
    good="try:\n    update(item)\nexcept ItemError as error:\n    failures[item] = str(error)",
)
INTERNALS_SHOWN = Rule(
    code="ERR332",
    name="internals-shown",
    category=Category.ERRORS,
    summary="The text of a foreign exception becomes a message for people.",
    why="It holds answers of other systems, addresses and paths, and helps no reader.",
    bad="try:\n    ask()\nexcept ApiError as error:\n"
    '    raise AnswerError(f"failed: {error}") from error',
    good="try:\n    ask()\nexcept ApiError as error:\n"
    '    raise AnswerError("the model cannot be reached now") from error',
)
NON_ATOMIC_WRITE = Rule(
    code="RES401",
    name="non-atomic-write",
    category=Category.RESOURCES,
    summary="A file is overwritten in place, so that a failure leaves half of it.",
    why="The old content is gone before the new one is complete.",
    bad="def save(path, text):\n    path.write_text(text)",
    good='def save(path, text):\n    partial = path.with_suffix(".partial")\n'
    "    partial.write_text(text)\n    partial.replace(path)",
)
SPLIT_TRANSACTION = Rule(
    code="RES402",
    name="split-transaction",
    category=Category.RESOURCES,
    summary="Two writes that belong together are committed one by one.",
    why="A failure between them leaves data that contradict each other.",
    bad="with connect() as db:\n    db.execute(insert)\n"
    "with connect() as db:\n    db.execute(update)",
    good="with connect() as db:\n    db.execute(insert)\n    db.execute(update)",
)
DELETE_BEFORE_REPLACE = Rule(
    code="RES431",
    name="deleted-before-replaced",
    category=Category.RESOURCES,
    summary="The old is deleted before the new is there.",
    why="Whatever fails in between leaves neither.",
    bad="store.delete(key)\nstore.insert(key, await_network())",
    good="value = await_network()\nstore.replace(key, value)",
)
UNBOUNDED_CACHE = Rule(
    code="RES433",
    name="unbounded-cache",
    category=Category.RESOURCES,
    summary="A cache keeps everything it ever saw.",
    why="A process that runs for weeks grows until it is ended by the system.",
    bad="cache[key] = value",
    good="cache[key] = value\nwhile len(cache) > LIMIT:\n    cache.popitem(last=False)",
)
SLICE_FROM_MINUS_ZERO = Rule(
    code="ERR360",
    name="slice-from-minus-zero",
    category=Category.ERRORS,
    summary="The last n items are taken with [-n:], and n may be 0.",
    why="-0 is 0: instead of nothing the slice holds everything.",
    bad="def last(items, n):\n    return items[-n:]",
    good="def last(items, n):\n    return items[max(len(items) - n, 0) :]",
)
WRONG_EXCEPTION_CLASS = Rule(
    code="ERR361",
    name="wrong-exception-class",
    category=Category.ERRORS,
    summary="An except clause names a class that the failing call never raises.",
    why="The SDK raises httpx2's own classes: a TimeoutError or ConnectionError of Python "
    "does not catch them, and the failure escapes.",
    bad="try:\n    ask()\nexcept TimeoutError as error:\n    raise AnswerError from error",
    good="try:\n    ask()\nexcept httpx2.TransportError as error:\n"
    "    raise AnswerError from error",
)
SIGN_NOT_CHECKED = Rule(
    code="ERR362",
    name="sign-not-checked",
    category=Category.ERRORS,
    summary="A number from outside is used without refusing the negative ones.",
    why="A negative amount turns an operation into its opposite.",
    bad="def withdraw(amount):\n    if amount == 0:\n        raise ValueError(amount)\n"
    "    book(-amount)",
    good="def withdraw(amount):\n    if amount <= 0:\n        raise ValueError(amount)\n"
    "    book(-amount)",
)
SILENCE_AS_CONSENT = Rule(
    code="ERR363",
    name="silence-taken-for-consent",
    category=Category.ERRORS,
    summary="Something is allowed because nobody said no.",
    why="A question that times out, or is answered with nothing, must leave things as they are.",
    bad='def allowed(said):\n    return said != "no"',
    good='def allowed(said):\n    return said == "yes"',
)
FAILURE_REMEMBERED = Rule(
    code="ERR341",
    name="failure-remembered",
    category=Category.ERRORS,
    summary="A failed call is kept as if it were a result, and told to those who come later.",
    why="What went wrong once stays wrong: nobody tries again until the process is restarted.",
    bad="async def get(key):\n    if key not in tasks:\n"
    "        tasks[key] = asyncio.create_task(load(key))\n    return await tasks[key]",
    good="async def get(key):\n    if key not in tasks:\n"
    "        tasks[key] = asyncio.create_task(load(key))\n"
    "        tasks[key].add_done_callback(lambda _: tasks.pop(key))\n    return await tasks[key]",
)
NEVER_REMOVED = Rule(
    code="RES442",
    name="never-removed",
    category=Category.RESOURCES,
    summary="What is registered while it is under way stays registered when it is over.",
    why="The table grows for ever, and who looks into it finds what is long out of date.",
    bad="def begin(key):\n    streams[key] = Stream(key)\n    return streams[key]",
    good="def begin(key):\n    streams[key] = Stream(key)\n"
    "    streams[key].on_end(lambda: streams.pop(key))\n    return streams[key]",
)
ABANDONED_WORK = Rule(
    code="RES443",
    name="abandoned-work-goes-on",
    category=Category.RESOURCES,
    summary="Work goes on although nobody waits for it any more.",
    why="It holds its slot and its connection, and the tokens it writes for nobody are billed.",
    bad="async def leave(job):\n    job.waiting -= 1",
    good="async def leave(job):\n    job.waiting -= 1\n    if not job.waiting:\n"
    "        job.task.cancel()",
)

RULES = (
    FAILURE_AS_RESULT,
    EXCEPTION_TOO_NARROW,
    LOST_CAUSE,
    SUCCESS_ON_FAILURE,
    ZERO_AS_MISSING,
    ASSERTED_INPUT,
    EXCEPTION_TOO_BROAD,
    INTERNALS_SHOWN,
    FAILURE_REMEMBERED,
    SLICE_FROM_MINUS_ZERO,
    WRONG_EXCEPTION_CLASS,
    SIGN_NOT_CHECKED,
    SILENCE_AS_CONSENT,
    NON_ATOMIC_WRITE,
    SPLIT_TRANSACTION,
    DELETE_BEFORE_REPLACE,
    UNBOUNDED_CACHE,
    NEVER_REMOVED,
    ABANDONED_WORK,
)
