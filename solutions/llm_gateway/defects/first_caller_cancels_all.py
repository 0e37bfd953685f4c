"""A caller awaits the shared task itself, and takes it along when it is cancelled."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.rule import Severity
from checker.rules.waiting import SHARED_WORK_CANCELLED
from solutions.llm_gateway.places import SHARING

FLAWED = "            await flight.task\n"

DEFECT = Defect(
    slug="first-caller-cancels-all",
    rule=SHARED_WORK_CANCELLED,
    severity=Severity.BLOCKER,
    group="sharing-cancel",
    changes=(
        Edit(path=SHARING, clean="            await asyncio.wait({flight.task})\n", flawed=FLAWED),
    ),
    explanation="Awaiting the shared task hands a caller's cancellation on to it: one caller that "
    "times out cancels the call for everybody who shares it. Use asyncio.wait or shield.",
    checks=(HiddenTest(node_id="test_sharing.py::test_who_gives_up_disturbs_nobody"),),
    rubric=Rubric(
        what=(
            "await flight.task",
            "awaiting the task",
            "awaits the task directly",
            "await the shared task",
            "awaiting the shared task",
            "shield",
            "shared task",
            "shared call",
            "cancel the shared",
            "cancels the shared",
            "one caller cancelled",
            "caller is cancelled",
            "cancelled caller",
            "cancellation propagates",
            "cancellation of one",
        ),
        why=(
            "cancels everybody",
            "cancels everyone",
            "cancels for all",
            "cancels all",
            "cancels the others",
            "for everyone",
            "for everybody",
            "for all callers",
            "other callers",
            "other waiters",
            "the others",
            "takes down",
            "kills the call",
            "cancels the call",
            "cancels the task",
            "all waiters",
        ),
        fix=("shield", "asyncio.wait", "wait instead of await", "protect the task", "not await"),
        paraphrases=(
            (
                "If one of the callers is cancelled here, awaiting the task directly cancels the shared "
                "call and all other callers get CancelledError."
            ),
            "no shield: cancelled caller kills the shared call",
            (
                "Wrap it in asyncio.shield, otherwise the first client timeout cancels the task for "
                "everybody who shares it."
            ),
            (
                "What happens to the other waiters when a single caller gives up? I think the "
                "cancellation propagates into the shared task."
            ),
            (
                "The description promises that a caller that gives up disturbs nobody, but await "
                "flight.task passes its cancellation on to the others."
            ),
            "When one caller is cancelled, the task of all is also cancelled, it need a shield.",
        ),
        forbidden=("cancellation is swallowed", "swallows cancellation"),
        near_misses=("Who cancels this task when the process ends?",),
    ),
    right_fixes=(
        Fix(
            name="a shield",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=FLAWED,
                    new="            await asyncio.shield(asyncio.wait({flight.task}))\n",
                ),
            ),
        ),
        Fix(
            name="a shield around the task, its failure told below",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=FLAWED,
                    new="            await self._landing(flight)\n",
                ),
                Replacement(
                    path=SHARING,
                    old="    def _start(self",
                    new="    async def _landing(self, flight: Flight) -> None:\n"
                    "        await asyncio.gather(asyncio.shield(flight.task), "
                    "return_exceptions=True)\n\n"
                    "    def _start(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="wait_for without a limit",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=FLAWED,
                    new="            await asyncio.wait_for(flight.task, None)\n",
                ),
            ),
        ),
    ),
)
