"""Readers are not told that their stream has failed."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.failures import FAILURE_RETURNED_AS_RESULT
from checker.rules.rule import Severity
from solutions.llm_gateway.places import SHARING

FLAWED = """\
            while (said := await queue.get()) is not None:
                yield said
"""

DEFECT = Defect(
    slug="broken-stream-looks-whole",
    rule=FAILURE_RETURNED_AS_RESULT,
    severity=Severity.MAJOR,  # only when the stream fails
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
    checks=(
        HiddenTest(node_id="test_streams.py::test_an_answer_that_breaks_off_is_an_error"),
        HiddenTest(node_id="test_leaving.py::test_a_stream_given_up_does_not_look_whole"),
    ),
    right_fixes=(
        Fix(
            name="the task is awaited",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=FLAWED,
                    new=f"{FLAWED}            try:\n"
                    "                await asyncio.shield(self.task)\n"
                    "            except asyncio.CancelledError as error:\n"
                    "                if self.task.cancelled():\n"
                    '                    raise ClosedError("the gateway is closing") from error\n'
                    "                raise\n",
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
                    "        if self.task.cancelled():\n"
                    '            raise ClosedError("the gateway is closing")\n'
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
