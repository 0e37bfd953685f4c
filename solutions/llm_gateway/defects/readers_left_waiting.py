"""Readers of a stream that is cancelled are never told that it is over."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.asynchrony import WAITERS_NEVER_WOKEN
from checker.rules.rule import Severity
from solutions.llm_gateway.places import CONTRIBUTING, SHARING

FLAWED = """\
        self.task.add_done_callback(lambda done: done.cancelled() or self._tell(None))
"""

DEFECT = Defect(
    slug="readers-left-waiting",
    rule=WAITERS_NEVER_WOKEN,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=SHARING,
            clean="        self.task.add_done_callback(lambda _: self._tell(None))\n",
            flawed=FLAWED,
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
            "The callback skips _tell(None) on cancellation, so queue.get() in read() never returns.",
            "When task is cancelled the reader is waiting forever, nobody tell him the end.",
        ),
        near_misses=("A lambda with `or` is hard to read, I would write a method.",),
    ),
    right_fixes=(
        Fix(
            name="a method that tells always",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=FLAWED,
                    new="        self.task.add_done_callback(self._end)\n",
                ),
                Replacement(
                    path=SHARING,
                    old="    def _tell(self",
                    new="    def _end(self, done: asyncio.Task[str]) -> None:\n"
                    "        for queue in self._queues:\n"
                    "            queue.put_nowait(None)\n\n"
                    "    def _tell(self",
                ),
            ),
        ),
        Fix(
            name="a callback for either end",
            replacements=(
                Replacement(
                    path=SHARING,
                    old=FLAWED,
                    new=f"{FLAWED}        self.task.add_done_callback(\n"
                    "            lambda done: self._tell(None) if done.cancelled() else None\n"
                    "        )\n",
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
                    old=FLAWED,
                    new="        self.task.add_done_callback(\n"
                    "            lambda done: None if done.cancelled() or done.exception() is None "
                    "else self._tell(None)\n        )\n",
                ),
            ),
        ),
    ),
)
