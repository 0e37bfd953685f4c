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
CACHED_FAILURE = Rule(
    code="ERR333",
    name="cached-failure",
    category=Category.ERRORS,
    summary="A cache keeps failures as it keeps results.",
    why="What failed for a moment fails until the process is started anew.",
    bad="if key not in tasks:\n    tasks[key] = create_task(load(key))",
    good="if key not in tasks:\n    tasks[key] = create_task(load(key))\n"
    "    tasks[key].add_done_callback(forget_if_failed)",
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
CLEANUP_SKIPPED = Rule(
    code="RES432",
    name="cleanup-skipped-on-error",
    category=Category.RESOURCES,
    summary="What must be undone at the end is not undone when the work fails.",
    why="The mark, lock or file outlives the failure, and the next attempt is refused.",
    bad="busy.add(key)\nwork(key)\nbusy.discard(key)",
    good="busy.add(key)\ntry:\n    work(key)\nfinally:\n    busy.discard(key)",
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
CACHE_KEY_TOO_NARROW = Rule(
    code="RES434",
    name="cache-key-too-narrow",
    category=Category.RESOURCES,
    summary="The key of what is kept leaves out something that decides it.",
    why="After that something has changed the old result is taken for the new one.",
    bad="key = digest(text)\nif key not in built:\n    built[key] = build(text, settings.size)",
    good="key = digest(text, settings.size)\nif key not in built:\n"
    "    built[key] = build(text, settings.size)",
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
    CACHED_FAILURE,
    NON_ATOMIC_WRITE,
    SPLIT_TRANSACTION,
    DELETE_BEFORE_REPLACE,
    CLEANUP_SKIPPED,
    UNBOUNDED_CACHE,
    CACHE_KEY_TOO_NARROW,
)
