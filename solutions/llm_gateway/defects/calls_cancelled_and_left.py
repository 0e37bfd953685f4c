"""drain cancels what is late and returns before it has ended."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.asynchrony import CANCELLED_NOT_AWAITED
from checker.rules.rule import Severity
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
    rule=CANCELLED_NOT_AWAITED,
    severity=Severity.MAJOR,
    changes=(Edit(path=SERVING, clean=WAITED, flawed=FLAWED),),
    sites=(Site(path=SERVING, text="by then none is under way any more."),),
    explanation="cancel only asks: drain returns while the cancelled calls still run, and the client "
    "is closed under them. Await them after cancelling.",
    checks=(HiddenTest(node_id="test_closing.py::test_nothing_is_under_way_after_a_drain"),),
    rubric=Rubric(
        what=(
            "cancelled calls",
            "cancelled tasks",
            "cancelled but not awaited",
            "cancel without await",
            "cancel without awaiting",
            "not awaited",
            "never awaited",
            "not waited for",
            "cancel() only",
            "cancel only",
            "after cancel",
            "after cancelling",
            "late tasks",
            "late calls",
        ),
        why=(
            "still running",
            "still run",
            "still under way",
            "keep running",
            "have not ended",
            "not finished",
            "not ended",
            "only requests",
            "only asks",
            "only schedules",
            "returns before",
            "returns too early",
            "returns while",
            "client is closed",
            "closes the client",
            "never awaited",
            "not awaited",
        ),
        fix=(
            "await them",
            "await the tasks",
            "await gather",
            "asyncio.gather",
            "gather",
            "asyncio.wait",
            "wait for them",
            "return_exceptions",
        ),
        paraphrases=(
            (
                "cancel() only requests the cancellation, the tasks are still running when drain "
                "returns: await them with gather(..., return_exceptions=True)."
            ),
            "cancelled but not awaited",
            (
                "Wait for the late tasks after cancelling, otherwise the client is closed while they "
                "are still under way."
            ),
            "Shouldn't drain wait until the cancelled calls have ended?",
            (
                "The docstring says that none is under way any more, but the cancelled tasks get their "
                "CancelledError only after drain has returned, nobody awaits them."
            ),
            "After cancel the tasks are not awaited, they still run when function returns.",
        ),
        forbidden=("cancellation is swallowed", "should not be cancelled"),
        near_misses=("Twenty seconds of grace may be more than Kubernetes gives us.",),
    ),
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
