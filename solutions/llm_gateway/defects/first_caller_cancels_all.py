"""A caller awaits the shared task itself, and takes it along when it is cancelled."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.tasks import SHARED_WORK_CANCELLED
from solutions.llm_gateway.places import SHARING

FLAWED = "            await flight.task\n"

DEFECT = Defect(
    slug="first-caller-cancels-all",
    rule=SHARED_WORK_CANCELLED,
    severity=Severity.MAJOR,  # only when a caller gives up
    group="sharing-cancel",
    changes=(
        Edit(path=SHARING, clean="            await asyncio.wait({flight.task})\n", flawed=FLAWED),
    ),
    explanation="Awaiting the shared task hands a caller's cancellation on to it: one caller that "
    "times out cancels the call for everybody who shares it. Use asyncio.wait or shield.",
    checks=(HiddenTest(node_id="test_sharing.py::test_who_gives_up_disturbs_nobody"),),
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
