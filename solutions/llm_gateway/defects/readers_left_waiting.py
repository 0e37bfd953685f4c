"""Readers of a stream that is cancelled are never told that it is over."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.rule import Severity
from checker.rules.waiting import WAITER_NEVER_WOKEN
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
    rule=WAITER_NEVER_WOKEN,
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
