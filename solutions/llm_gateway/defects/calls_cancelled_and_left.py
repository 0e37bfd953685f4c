"""drain cancels what is late and returns before it has ended."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.rule import Severity
from checker.rules.tasks import CANCELLED_TASK_NOT_AWAITED
from solutions.llm_gateway.places import SERVING

FLAWED = """\
            call.cancel()
        return len(late)
"""
WAITED = """\
            call.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return len(late)
"""

DEFECT = Defect(
    slug="calls-cancelled-and-left",
    rule=CANCELLED_TASK_NOT_AWAITED,
    severity=Severity.MAJOR,
    changes=(Edit(path=SERVING, clean=WAITED, flawed=FLAWED),),
    sites=(Site(path=SERVING, text="by then none is under way any more."),),
    explanation="cancel only asks: drain returns while the cancelled calls still run, and the client "
    "is closed under them. Await them after cancelling.",
    checks=(HiddenTest(node_id="test_closing.py::test_nothing_is_under_way_after_a_drain"),),
    right_fixes=(
        Fix(
            name="waited for, one after the other",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=FLAWED,
                    new="            call.cancel()\n"
                    "        for call in late:\n"
                    "            await asyncio.wait({call})\n"
                    "        return len(late)\n",
                ),
            ),
        ),
        Fix(
            name="a method that ends calls",
            replacements=(
                Replacement(
                    path=SERVING,
                    old="        for call in late:\n" + FLAWED,
                    new="        return await self._end(late)\n",
                ),
                Replacement(
                    path=SERVING,
                    old="    def _admit(self",
                    new="    async def _end(self, calls: set[asyncio.Task[str]]) -> int:\n"
                    "        for call in calls:\n"
                    "            call.cancel()\n"
                    "        while calls - {call for call in calls if call.done()}:\n"
                    "            await asyncio.wait(calls)\n"
                    "        return len(calls)\n\n"
                    "    def _admit(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="only forgotten",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=FLAWED,
                    new="            call.cancel()\n"
                    "        self._calls.clear()\n"
                    "        return len(late)\n",
                ),
            ),
        ),
    ),
)
