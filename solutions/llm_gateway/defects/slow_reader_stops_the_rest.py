"""The stream waits until the slowest reader has room for the next piece."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.waiting import SLOW_READER_BLOCKS_ALL
from solutions.llm_gateway.places import SHARING

BOUNDED = "        queue: asyncio.Queue[str | None] = asyncio.Queue(maxsize=16)\n"
SAID = "                    self._said.append(piece)\n"
GIVEN = f"""\
{SAID}                    for queue in list(self._queues):
                        await queue.put(piece)
"""

DEFECT = Defect(
    slug="slow-reader-stops-the-rest",
    rule=SLOW_READER_BLOCKS_ALL,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=SHARING,
            clean="        queue: asyncio.Queue[str | None] = asyncio.Queue()\n",
            flawed=BOUNDED,
        ),
        Edit(
            path=SHARING,
            clean=f"{SAID}                    self._tell(piece)\n",
            flawed=GIVEN,
        ),
    ),
    explanation="put waits as soon as one bounded queue is full: a reader that stops reading stops "
    "the stream for all others. Use unbounded queues and put_nowait, or drop slow readers.",
    checks=(HiddenTest(node_id="test_streams.py::test_a_slow_reader_holds_nobody_up"),),
    right_fixes=(
        Fix(
            name="room for everything",
            replacements=(
                Replacement(path=SHARING, old="maxsize=16", new=""),
                Replacement(
                    path=SHARING,
                    old="await queue.put(piece)",
                    new="queue.put_nowait(piece)",
                ),
            ),
        ),
        Fix(
            name="only the queues are unbounded",
            replacements=(Replacement(path=SHARING, old="maxsize=16", new="maxsize=0"),),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a little more room",
            replacements=(Replacement(path=SHARING, old="maxsize=16", new="maxsize=32"),),
        ),
    ),
)
