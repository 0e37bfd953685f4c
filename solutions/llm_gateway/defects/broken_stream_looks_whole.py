"""Readers are not told that their stream has failed."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.failures import FAILURE_AS_RESULT
from checker.rules.rule import Severity
from solutions.llm_gateway.places import SHARING

FLAWED = """\
            while (said := await queue.get()) is not None:
                yield said
"""

DEFECT = Defect(
    slug="broken-stream-looks-whole",
    rule=FAILURE_AS_RESULT,
    severity=Severity.BLOCKER,
    changes=(
        Edit(
            path=SHARING,
            clean=f"{FLAWED}            if self.task.cancelled():\n"
            '                raise ClosedError("the gateway is closing")\n'
            "            self.task.result()\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=SHARING, text="raise what the stream raised."),),
    explanation="After the end marker nobody looks at how the task ended: when the stream fails the "
    "readers' loop just stops, and half an answer looks whole. Raise what the task raised.",
    checks=(HiddenTest(node_id="test_streams.py::test_an_answer_that_breaks_off_is_an_error"),),
    rubric=Rubric(
        what=(
            "readers are not told",
            "reader is not told",
            "readers never see",
            "reader never sees",
            "readers never learn",
            "error is never raised",
            "exception is never raised",
            "error is never re-raised",
            "never raises",
            "exception of the task",
            "exception in the task",
            "error of the task",
            "task's exception",
            "task result",
            "task.result",
            "how the task ended",
            "failure is lost",
            "failure is swallowed",
            "errors are swallowed",
            "swallows the error",
            "error of the pump",
            "failed stream",
        ),
        why=(
            "looks whole",
            "looks complete",
            "looks like a complete",
            "looks like success",
            "as if it were complete",
            "as if complete",
            "ends normally",
            "ends silently",
            "silently",
            "truncated",
            "half an answer",
            "half answer",
            "just stops",
            "cannot tell",
            "can't tell",
            "swallowed",
            "lost",
        ),
        fix=(
            "raise what",
            "re-raise",
            "reraise",
            "task.result",
            "call result()",
            "check the task",
            "task.exception",
            "propagate",
        ),
        paraphrases=(
            (
                "If _pump fails the readers get the None and end normally: the error is never raised and "
                "a truncated answer looks complete. Call self.task.result() after the loop."
            ),
            "failed stream ends silently for the readers",
            (
                "Please propagate the task's exception to the readers, otherwise half an answer looks "
                "like success."
            ),
            (
                "How does a reader learn that the stream broke? I only see it stop, the exception of the "
                "task is lost."
            ),
            (
                "The docstring promises to raise what the stream raised, but the result of the task is "
                "never looked at and the failure is swallowed."
            ),
            "When stream has an error the reader don't get any exception, it looks like complete.",
        ),
        near_misses=("None as an end marker is a bit too clever for me.",),
    ),
    right_fixes=(
        Fix(
            name="the task is awaited",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=FLAWED,
                    new=f"{FLAWED}            await asyncio.shield(self.task)\n",
                ),
            ),
        ),
        Fix(
            name="a method that says how it ended",
            replacements=(
                Replacement(
                    path=SHARING, old=FLAWED, new=f"{FLAWED}            self._raise_failure()\n"
                ),
                Replacement(
                    path=SHARING,
                    old="    async def _pump(self",
                    new="    def _raise_failure(self) -> None:\n"
                    "        failure = self.task.exception()\n"
                    "        if failure is not None:\n"
                    "            raise failure\n\n"
                    "    async def _pump(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="told of cancellation alone",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=FLAWED,
                    new=f"{FLAWED}            if self.task.cancelled():\n"
                    '                raise ClosedError("the gateway is closing")\n',
                ),
            ),
        ),
    ),
)
