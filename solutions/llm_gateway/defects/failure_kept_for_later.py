"""A call is forgotten only when it has succeeded: its failure is told to everyone after."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
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
    checks=(
        HiddenTest(node_id="test_sharing.py::test_a_failure_is_told_to_nobody_after"),
        HiddenTest(node_id="test_sharing.py::test_a_refusal_is_told_to_nobody_after"),
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
