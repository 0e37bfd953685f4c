"""A shared call goes on when the last caller has given up."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.rule import Severity
from checker.rules.tasks import ABANDONED_WORK_GOES_ON
from solutions.llm_gateway.places import SHARING

LEFT = "            flight.waiting -= 1\n"

DEFECT = Defect(
    slug="call-outlives-its-callers",
    rule=ABANDONED_WORK_GOES_ON,
    severity=Severity.MAJOR,
    group="sharing-cancel",
    changes=(
        Edit(
            path=SHARING,
            clean=f"{LEFT}            if not flight.waiting and not flight.task.done():\n"
            "                forget(self._flights, key, flight)\n"
            "                flight.task.cancel()\n",
            flawed=LEFT,
        ),
    ),
    sites=(Site(path=SHARING, text="the call is given up with the last who waits for it."),),
    explanation="Nothing is done when waiting reaches zero: the call goes on, holds a slot and is "
    "billed although every caller has given up. Cancel the task with the last one.",
    checks=(HiddenTest(node_id="test_sharing.py::test_a_call_that_nobody_waits_for_is_given_up"),),
    right_fixes=(
        Fix(
            name="a method that lets go",
            replacements=(
                Replacement(path=SHARING, old=LEFT, new="            self._leave(key, flight)\n"),
                Replacement(
                    path=SHARING,
                    old="    def _start(self",
                    new="    def _leave(self, key: Key, flight: Flight) -> None:\n"
                    "        flight.waiting -= 1\n"
                    "        if flight.waiting == 0:\n"
                    "            forget(self._flights, key, flight)\n"
                    "            flight.task.cancel()\n\n"
                    "    def _start(self",
                ),
            ),
        ),
        Fix(
            name="given up on cancellation alone",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=f"        finally:\n{LEFT}",
                    new="        except asyncio.CancelledError:\n"
                    "            if flight.waiting == 1:\n"
                    "                self._flights.pop(key, None)\n"
                    "                flight.task.cancel()\n"
                    "            raise\n"
                    f"        finally:\n{LEFT}",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="only forgotten",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=LEFT,
                    new=f"{LEFT}            if not flight.waiting:\n"
                    "                forget(self._flights, key, flight)\n",
                ),
            ),
        ),
    ),
)
