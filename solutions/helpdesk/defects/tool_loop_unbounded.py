"""The tool loop goes on for as long as the model calls tools."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.mistral import UNBOUNDED_TOOL_LOOP
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
    rubric=Rubric(
        what=(
            "while true",
            "infinite loop",
            "endless loop",
            "unbounded loop",
            "loop without bound",
            "loop no bound",
            "loop never ends",
            "max_tool_rounds unused",
            "max_tool_rounds not used",
            "max_tool_rounds never used",
            "max_tool_rounds ignored",
            "no limit on tool rounds",
            "unlimited tool",
            "no round limit",
        ),
        why=(
            "forever",
            "for ever",
            "endless",
            "never stop",
            "never end",
            "billed",
            "cost",
            "pay",
            "expensive",
            "keeps calling tools",
            "keep calling",
            "burn tokens",
            "raise below unreachable",
            "never reached",
            "unreachable",
        ),
        fix=(
            "for in range",
            "range max_tool_rounds",
            "use max_tool_rounds",
            "bound rounds",
            "limit rounds",
            "cap rounds",
            "cap the loop",
            "bound loop",
            "limit number of rounds",
        ),
        paraphrases=(
            "This loops forever if the model keeps asking for tools, and each round costs money.",
            "while True in the tool loop, no limit",
            (
                "max_tool_rounds from the settings is not used anywhere, so nothing bounds the number "
                "of rounds."
            ),
            "Can we bound this with range(settings.max_tool_rounds)?",
            (
                "The raise below the loop is unreachable: with while True the loop only ends when the "
                "model wants it to."
            ),
            "If the model is always calling the tool it never stops.",
        ),
    ),
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
