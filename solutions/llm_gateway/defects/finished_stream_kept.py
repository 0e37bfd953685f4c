"""A stream that is over stays in the table of those under way."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.resources import ENTRY_NEVER_REMOVED
from checker.rules.rule import Severity
from solutions.llm_gateway.places import SERVING

TRACKED = "        begun.task.add_done_callback(self._calls.discard)\n"
STORED = "        self._broadcasts[key] = begun\n"

DEFECT = Defect(
    slug="finished-stream-kept",
    rule=ENTRY_NEVER_REMOVED,
    severity=Severity.BLOCKER,  # the same question hangs for ever, in normal use
    changes=(
        Edit(
            path=SERVING,
            clean=f"{TRACKED}        begun.task.add_done_callback("
            "lambda _: forget(self._broadcasts, key, begun))\n"
            f"{STORED}",
            flawed=f"{TRACKED}{STORED}",
        ),
    ),
    sites=(Site(path=SERVING, text="if known is not None and not known.task.cancelling():"),),
    explanation="Broadcasts are never removed from _broadcasts: the table grows for ever, and who "
    "asks the same later joins a stream that is over and waits for ever. Remove it when it ends.",
    checks=(
        HiddenTest(node_id="test_streams.py::test_a_stream_that_is_over_is_not_read_again"),
        HiddenTest(node_id="test_leaving.py::test_streams_that_are_over_leave_nothing_behind"),
    ),
    right_fixes=(
        Fix(
            name="a method that asks whether another has its place",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=f"{TRACKED}{STORED}",
                    new=f"{TRACKED}{STORED}"
                    "        begun.task.add_done_callback(lambda _: self._over(key, begun))\n",
                ),
                Replacement(
                    path=SERVING,
                    old="    async def _spoken(self",
                    new="    def _over(self, key: Key, begun: Broadcast) -> None:\n"
                    "        if self._broadcasts.get(key) is begun:\n"
                    "            del self._broadcasts[key]\n\n"
                    "    async def _spoken(self",
                ),
            ),
        ),
        Fix(
            name="a method as callback",
            replacements=(
                Replacement(
                    path=SERVING,
                    old=f"{TRACKED}{STORED}",
                    new=f"{TRACKED}        begun.task.add_done_callback(self._sweep)\n{STORED}",
                ),
                Replacement(
                    path=SERVING,
                    old="    async def _spoken(self",
                    new="    def _sweep(self, over: asyncio.Task[str]) -> None:\n"
                    "        self._broadcasts = {\n"
                    "            key: each for key, each in self._broadcasts.items() "
                    "if each.task is not over\n"
                    "        }\n\n"
                    "    async def _spoken(self",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="removed by whoever asks the same again, so that the table grows",
            replacements=(
                Replacement(
                    path=SERVING,
                    old="        if known is not None and not known.task.cancelling():\n",
                    new="        if known is not None and known.task.done():\n"
                    "            del self._broadcasts[key]\n"
                    "            known = None\n"
                    "        if known is not None and not known.task.cancelling():\n",
                ),
            ),
        ),
        Fix(
            name="removed by a reader that comes to the end of a cached answer",
            replacements=(
                Replacement(
                    path=SERVING,
                    old="            yield kept\n            return\n",
                    new="            self._broadcasts.pop(key, None)\n"
                    "            yield kept\n            return\n",
                ),
            ),
        ),
    ),
)
