"""The tool loop goes on for as long as the model calls tools."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.conversations import UNBOUNDED_TOOL_LOOP
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING, SETTINGS

FLAWED = "        while True:\n"

DEFECT = Defect(
    slug="tool-loop-unbounded",
    rule=UNBOUNDED_TOOL_LOOP,
    severity=Severity.BLOCKER,
    group="tool-loop",
    changes=(
        Edit(
            path=DRAFTING,
            clean="        for _ in range(self._desk.settings.max_tool_rounds):\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=SETTINGS, text="max_tool_rounds: int = 4"),),
    explanation="while True has no bound: a model that keeps calling tools loops endlessly and "
    "every round is billed. max_tool_rounds is never used.",
    checks=(HiddenTest(node_id="test_tools.py::test_the_tool_loop_is_bounded"),),
    right_fixes=(
        Fix(
            name="a counter",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="        rounds = 0\n"
                    "        while rounds < self._desk.settings.max_tool_rounds:\n"
                    "            rounds += 1\n",
                ),
            ),
        ),
        Fix(
            name="an iterator of the rounds left",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="        for _ in itertools.repeat(None, self._rounds()):\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old="    async def _pieces(self",
                    new="    def _rounds(self) -> int:\n"
                    "        return self._desk.settings.max_tool_rounds\n\n"
                    "    async def _pieces(self",
                ),
            ),
            imports=("import itertools",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a bound far beyond the setting",
            replacements=(
                Replacement(path=DRAFTING, old=FLAWED, new="        for _ in range(1000):\n"),
            ),
        ),
    ),
)
