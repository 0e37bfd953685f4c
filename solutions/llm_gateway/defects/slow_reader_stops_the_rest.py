"""The stream waits until the slowest reader has room for the next piece."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.asynchrony import SLOW_READER_BLOCKS_ALL
from checker.rules.rule import Severity
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
    rubric=Rubric(
        what=(
            "slow reader",
            "slowest reader",
            "slow client",
            "slow consumer",
            "slow subscriber",
            "one reader",
            "stuck reader",
            "bounded queue",
            "bounded queues",
            "queue is full",
            "queue full",
            "maxsize",
            "await queue.put",
            "put blocks",
            "put waits",
        ),
        why=(
            "blocks all",
            "blocks the others",
            "blocks everyone",
            "blocks everybody",
            "blocks the stream",
            "blocks the pump",
            "blocks other readers",
            "stops the stream",
            "stops everyone",
            "stops the others",
            "holds up",
            "stalls",
            "for all others",
            "for everyone",
            "other readers",
            "the others wait",
            "head-of-line",
            "backpressure",
        ),
        fix=(
            "put_nowait",
            "unbounded",
            "no maxsize",
            "remove maxsize",
            "drop slow",
            "disconnect slow",
            "without limit",
        ),
        paraphrases=(
            (
                "await queue.put with a bounded queue means that one slow reader blocks the pump and "
                "with it all other readers."
            ),
            "slow consumer stalls everyone",
            (
                "Use put_nowait on an unbounded queue: the slowest reader must not hold up the stream "
                "for everyone."
            ),
            (
                "What happens to the other readers when one client stops reading? put blocks as soon as "
                "its queue is full."
            ),
            (
                "The PR says that a slow one holds nobody up, but maxsize=16 plus await put does exactly "
                "this: head-of-line blocking."
            ),
            "If one reader is slow the queue is full and the others wait for him.",
        ),
        forbidden=("unbounded queue grows", "queue should be bounded", "add a maxsize"),
        near_misses=("16 looks like a magic number, it deserves a constant.",),
    ),
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
