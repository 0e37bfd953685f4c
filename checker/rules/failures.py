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

RULES = (
    FAILURE_AS_RESULT,
    EXCEPTION_TOO_NARROW,
    LOST_CAUSE,
    SUCCESS_ON_FAILURE,
    ZERO_AS_MISSING,
    ASSERTED_INPUT,
    NON_ATOMIC_WRITE,
    SPLIT_TRANSACTION,
)
