"""A stream goes on when its last reader has left."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.failures import ABANDONED_WORK
from checker.rules.rule import Severity
from solutions.llm_gateway.places import SHARING

FLAWED = "            self._queues.discard(queue)\n"

DEFECT = Defect(
    slug="stream-outlives-its-readers",
    rule=ABANDONED_WORK,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=SHARING,
            clean=f"{FLAWED}            if not self._queues:\n                self.task.cancel()\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=SHARING, text="The stream is given up with its last reader."),),
    explanation="When the last reader leaves nothing cancels the pump: the stream runs to its end "
    "for nobody, holds its slot and is billed. Cancel the task when no queue is left.",
    checks=(HiddenTest(node_id="test_streams.py::test_a_stream_without_readers_is_given_up"),),
    right_fixes=(
        Fix(
            name="a method that lets go",
            replacements=(
                Replacement(path=SHARING, old=FLAWED, new="            self._leave(queue)\n"),
                Replacement(
                    path=SHARING,
                    old="    async def _pump(self",
                    new="    def _leave(self, queue: asyncio.Queue[str | None]) -> None:\n"
                    "        self._queues.remove(queue)\n"
                    "        if len(self._queues) == 0:\n"
                    "            self.task.cancel()\n\n"
                    "    async def _pump(self",
                ),
            ),
        ),
        Fix(
            name="the pump looks whether anybody is there",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=FLAWED,
                    new=f"{FLAWED}            self.task.cancel() if not self._queues else None\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the pump stops at the next piece",
            replacements=(
                Replacement(
                    path=SHARING,
                    old="                async for piece in pieces:\n",
                    new="                async for piece in pieces:\n"
                    "                    if self._said and not self._queues:\n"
                    "                        break\n",
                ),
            ),
        ),
    ),
)
