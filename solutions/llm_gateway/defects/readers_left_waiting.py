"""Readers of a stream that is cancelled are never told that it is over."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.asynchrony import WAITERS_NEVER_WOKEN
from checker.rules.rule import Severity
from solutions.llm_gateway.places import CONTRIBUTING, SHARING

CALLED = "        self.task.add_done_callback(self._end)\n"
TELL = "    def _tell(self, piece: str | None) -> None:\n"
END = '''\
    def _end(self, done: asyncio.Task[str]) -> None:
        """Tell the readers that it is over; a cancelled stream has none."""
        if not done.cancelled():
            self._tell(None)

'''

DEFECT = Defect(
    slug="readers-left-waiting",
    rule=WAITERS_NEVER_WOKEN,
    severity=Severity.MAJOR,
    changes=(
        Edit(path=SHARING, clean=TELL, flawed=f"{END}{TELL}"),
        Edit(
            path=SHARING,
            clean="        self.task.add_done_callback(lambda _: self._tell(None))\n",
            flawed=CALLED,
        ),
    ),
    sites=(Site(path=CONTRIBUTING, text="Whoever waits is woken: by a result, an error or"),),
    explanation="When the task is cancelled, as drain does, readers never get the end marker and "
    "wait on their queue for ever. Tell them whatever way the task ended.",
    checks=(HiddenTest(node_id="test_streams.py::test_readers_are_woken_when_the_gateway_closes"),),
    rubric=Rubric(
        what=(
            "task is cancelled",
            "stream is cancelled",
            "cancelled stream",
            "cancelled task",
            "cancelled broadcast",
            "done.cancelled",
            "after a cancellation",
            "on cancellation",
            "on cancel",
            "drain cancels",
            "end marker",
            "sentinel",
            "readers are never told",
            "readers are not told",
            "readers are never woken",
        ),
        why=(
            "wait for ever",
            "waits for ever",
            "wait forever",
            "waits forever",
            "waiting forever",
            "hang",
            "hangs",
            "hanging",
            "stuck",
            "blocked forever",
            "never woken",
            "never wake",
            "never get the",
            "never end",
            "never ends",
            "never return",
            "deadlock",
        ),
        fix=(
            "tell them",
            "always tell",
            "tell(none)",
            "send none",
            "send the sentinel",
            "send the end marker",
            "wake them",
            "wake the readers",
            "also when cancelled",
            "in any case",
            "whatever way",
        ),
        paraphrases=(
            (
                "If the task is cancelled (drain does that) the readers never get the None and wait on "
                "their queue forever."
            ),
            "cancelled stream: readers hang",
            (
                "Send the sentinel in any case, also when cancelled, otherwise readers are stuck after a "
                "drain."
            ),
            "Who wakes the readers when drain cancels the stream? As far as I see they hang.",
            "_end skips _tell(None) on cancellation, so queue.get() in read() never returns and hangs.",
            "When task is cancelled the reader is waiting forever, nobody tell him the end.",
        ),
        near_misses=("_end and _tell could be one method.",),
    ),
    right_fixes=(
        Fix(
            name="told always",
            replacements=(
                Replacement(
                    path=SHARING,
                    old="        if not done.cancelled():\n            self._tell(None)\n",
                    new="        for queue in self._queues:\n            queue.put_nowait(None)\n",
                ),
            ),
        ),
        Fix(
            name="a callback that asks nothing",
            replacements=(
                Replacement(path=SHARING, old=END, new=""),
                Replacement(
                    path=SHARING,
                    old=CALLED,
                    new="        self.task.add_done_callback(lambda done: self._tell(None))\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="told when it has failed",
            replacements=(
                Replacement(
                    path=SHARING,
                    old="        if not done.cancelled():\n",
                    new="        if done.cancelled() or done.exception() is None:\n"
                    "            return\n"
                    "        if done.done():\n",
                ),
            ),
        ),
    ),
)
