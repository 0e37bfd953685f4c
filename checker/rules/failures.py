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
    also=(
        "returns an empty string on failure",
        "error hidden as empty result",
        "silent failure",
        "failure looks like success",
        "returns None instead of raising",
        "missing folder taken for an empty one",
        "broken stream looks complete",
        "falls back to a default silently",
    ),
    unlike=(
        ("exception-class-too-broad", "the handler takes in too much."),
        ("failure-remembered", "the failure is kept for later callers."),
        ("success-exit-code-on-failure", "it is the exit code of a command."),
    ),
    link="https://docs.python.org/3/tutorial/errors.html",
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
    also=(
        "exit code 0 on failure",
        "always returns 0",
        "cron job never notices",
        "exit status ignores failures",
        "should exit with 1",
        "CI passes although it failed",
    ),
    unlike=(("failure-returned-as-result", "a function hides the failure, not a command."),),
    link="https://docs.python.org/3/library/sys.html#sys.exit",
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
    also=(
        "error is cached",
        "failed task stays in the cache",
        "old error for later callers",
        "failure never forgotten",
        "negative caching",
        "must be removed on failure",
    ),
    unlike=(
        ("entry-never-removed", "what stays is no failure."),
        ("failure-returned-as-result", "nothing is kept."),
    ),
    link="https://docs.python.org/3/library/asyncio-future.html",
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
    also=(
        "break instead of continue",
        "return in the middle of the loop",
        "stops at the first skipped item",
        "remaining items ignored",
        "rest of the list never seen",
    ),
    unlike=(
        ("loop-ended-by-failure", "an exception ends the loop."),
        ("range-ends-early", "the range itself is too short."),
    ),
    link="https://docs.python.org/3/tutorial/controlflow.html#break-and-continue-statements",
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
    also=(
        "state changed before validation",
        "check comes too late",
        "written and then refused",
        "guard after the mutation",
        "validate first",
        "half-applied change on error",
    ),
    unlike=(
        ("missing-validation", "the check is gone."),
        ("deleted-before-replaced", "what is changed too early is the old version."),
    ),
    link="https://docs.python.org/3/tutorial/errors.html",
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
    also=(
        "KeyError when missing",
        "should use .get",
        "key may be absent",
        "IndexError on an empty list",
        "no default",
        "crashes for an unknown id",
        "next() without default",
    ),
    siblings=(
        "invented-reference-followed",
        "missing-edge-case",
    ),
    unlike=(
        ("invented-reference-followed", "the key comes from a model."),
        ("missing-edge-case", "a case needs an answer of its own."),
    ),
    link="https://docs.python.org/3/library/stdtypes.html#dict.get",
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
