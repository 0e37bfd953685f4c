"""A call is forgotten only when it has succeeded: its failure is told to everyone after."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.failures import FAILURE_REMEMBERED
from checker.rules.rule import Severity
from solutions.llm_gateway.places import SHARING

RETURNED = """\
        text = flight.task.result()
        forget(self._flights, key, flight)
        return text
"""
TRACKED = "        flight.task.add_done_callback(self._calls.discard)\n"
CALLBACK = "        flight.task.add_done_callback(lambda _: forget(self._flights, key, flight))\n"

DEFECT = Defect(
    slug="failure-kept-for-later",
    rule=FAILURE_REMEMBERED,
    severity=Severity.MAJOR,
    changes=(
        Edit(path=SHARING, clean="        return flight.task.result()\n", flawed=RETURNED),
        Edit(path=SHARING, clean=f"{TRACKED}{CALLBACK}", flawed=TRACKED),
    ),
    explanation="result() raises before forget is reached, so a failed call stays in _flights: "
    "everyone who asks the same later gets the old error. Forget it when the task is done.",
    checks=(HiddenTest(node_id="test_sharing.py::test_a_failure_is_told_to_nobody_after"),),
    rubric=Rubric(
        what=(
            "failed call stays",
            "failed flight",
            "failed task",
            "failure stays",
            "failure is kept",
            "error is kept",
            "error stays",
            "stays in _flights",
            "remains in _flights",
            "never forgotten",
            "not forgotten",
            "never removed",
            "not removed",
            "forget is skipped",
            "forget is never reached",
            "not reached when",
            "result() raises",
            "raises before forget",
            "caches the error",
            "cached failure",
            "caches failures",
        ),
        why=(
            "later callers",
            "next caller",
            "later ask",
            "everyone after",
            "same error",
            "old error",
            "old failure",
            "for ever",
            "forever",
            "again and again",
            "never tried again",
            "poisoned",
            "until restart",
            "stale error",
        ),
        fix=(
            "finally",
            "add_done_callback",
            "done callback",
            "remove it on failure",
            "forget it on failure",
            "forget before",
            "try/finally",
        ),
        paraphrases=(
            (
                "If the call fails, result() raises and forget is never reached: the failed task stays "
                "in _flights and later callers get the same error forever."
            ),
            "failed flight never removed, poisons the key",
            (
                "Move forget into a finally or a done callback, a single 503 would be served until "
                "restart otherwise."
            ),
            (
                "What removes the flight when the task failed? The next caller would get the old "
                "error."
            ),
            (
                "This effectively caches failures: after one error the question can never be asked "
                "successfully again, the entry is not removed."
            ),
            "The error is kept in the dictionary and every next caller receive the same error.",
        ),
        near_misses=("The callers could be told how often it was tried.",),
    ),
    right_fixes=(
        Fix(
            name="forgotten in a finally",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=RETURNED,
                    new="        try:\n            return flight.task.result()\n"
                    "        finally:\n            forget(self._flights, key, flight)\n",
                ),
            ),
        ),
        Fix(
            name="forgotten first",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=RETURNED,
                    new="        forget(self._flights, key, flight)\n"
                    "        return flight.task.result()\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="raised anew for everyone",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=RETURNED,
                    new="        failure = flight.task.exception()\n"
                    "        if isinstance(failure, UpstreamError):\n"
                    "            raise UpstreamError(str(failure)) from failure\n"
                    f"{RETURNED}",
                ),
            ),
        ),
    ),
)
