"""Faults in what becomes of a failure."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

FAILURE_RETURNED_AS_RESULT = Rule(
    code="ERR008",
    name="failure-returned-as-result",
    category=Category.ERRORS,
    summary="A failure is turned into an ordinary, empty result.",
    why="Nobody can tell an outage from an empty answer, and the empty one is stored and sent.",
    bad='def load():\n    try:\n        return fetch()\n    except OSError:\n        return ""',
    good=(
        "def load():\n    try:\n        return fetch()\n    except OSError as error:\n"
        '        raise LoadError("the source cannot be reached") from error'
    ),
    formerly=("ERR301",),
)
SUCCESS_EXIT_CODE_ON_FAILURE = Rule(
    code="ERR014",
    name="success-exit-code-on-failure",
    category=Category.ERRORS,
    summary="A command that failed says by its exit code that it succeeded.",
    why="Cron jobs and pipelines look at nothing else.",
    bad="def main():\n    failures = work()\n    print(failures)\n    return 0",
    good="def main():\n    failures = work()\n    print(failures)\n    return 1 if failures else 0",
    formerly=("ERR306",),
)
FAILURE_REMEMBERED = Rule(
    code="ERR007",
    name="failure-remembered",
    category=Category.ERRORS,
    summary="A failed call is kept as if it were a result, and told to those who come later.",
    why="What went wrong once stays wrong: nobody tries again until the process is restarted.",
    bad=(
        "async def get(key):\n    if key not in tasks:\n"
        "        tasks[key] = asyncio.create_task(load(key))\n    return await tasks[key]"
    ),
    good=(
        "async def get(key):\n    if key not in tasks:\n"
        "        tasks[key] = asyncio.create_task(load(key))\n"
        "        tasks[key].add_done_callback(lambda _: tasks.pop(key))\n"
        "    return await tasks[key]"
    ),
    formerly=("ERR341",),
)
BREAK_INSTEAD_OF_CONTINUE = Rule(
    code="ERR003",
    name="break-instead-of-continue",
    category=Category.ERRORS,
    summary="One item that is passed over ends the loop over all of them.",
    why="Whatever comes after it is never looked at.",
    bad="for row in rows:\n    if not row:\n        break\n    use(row)",
    good="for row in rows:\n    if not row:\n        continue\n    use(row)",
    formerly=(
        "ERR353",
        "rest-skipped",
    ),
)
CHANGED_BEFORE_CHECKED = Rule(
    code="ERR004",
    name="changed-before-checked",
    category=Category.ERRORS,
    summary="State is changed before it is checked whether it may be.",
    why="A call that is refused leaves half of its work behind.",
    bad=(
        "def spend(self, sum):\n    self.left -= sum\n    if self.left < 0:\n"
        "        raise BudgetError"
    ),
    good=(
        "def spend(self, sum):\n    if sum > self.left:\n        raise BudgetError\n"
        "    self.left -= sum"
    ),
    formerly=("ERR351",),
)
UNGUARDED_LOOKUP = Rule(
    code="ERR015",
    name="unguarded-lookup",
    category=Category.ERRORS,
    summary="An entry is taken as if it were always there.",
    why="Where it is absent a KeyError ends what a default was meant for.",
    bad='limit = options["limit"]',
    good='limit = options.get("limit", 10)',
    formerly=(
        "ERR371",
        "absent-key-not-expected",
    ),
)
RULES = (
    FAILURE_RETURNED_AS_RESULT,
    SUCCESS_EXIT_CODE_ON_FAILURE,
    FAILURE_REMEMBERED,
    BREAK_INSTEAD_OF_CONTINUE,
    CHANGED_BEFORE_CHECKED,
    UNGUARDED_LOOKUP,
)
