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
            (
                "while true & "
                "endless|not|never|no|limit|always|until|explode|max_tool_rounds|loop|danger|cost"
            ),
            "endless|infinite loop|rounds|tool",
            "loop endless|infinite|never|not stop|end|terminate|finish|limit|bound",
            "not limit|bound|stop|end rounds|loop|many|number|times|tool",
            "no|without|missing limit|bound|upper|maximum|end|cap|exit",
            (
                "max_tool_rounds not|no|never "
                "used|read|more|respected|effect|applied|honoured|referenced"
            ),
            "max_tool_rounds unused|dead|ignored",
            "rounds not limited|bounded|used",
            "loop & always|keeps|every time|forever & call|tool|ask",
            "keeps|keep|always calling|asking|requesting|call|want",
            "limit|bound loop|rounds|number",
            "nothing reads max_tool_rounds|setting",
            "not stop|end|terminate",
            "number of rounds",
            "every response tool",
            "model decides",
            "stop & every|always|each",
        ),
        why=(
            "endless",
            "never|not end|stop|finish|terminate|exit|return|reached",
            "cost|money|paid|billed|pay|expensive|burn|tokens",
            "keeps|keep|always calling|asking|call|want|tool",
            "not used|read|limited|bounded|any more|respect",
            "no limit|bound|upper|maximum|end",
            "hang",
            "unreachable|dead code",
            "confused|stubborn",
            "unlimited",
            "forever",
            "every time",
            "every response",
        ),
        fix=(
            "range max_tool_rounds",
            "use|with|at most|respect|restore max_tool_rounds|setting|settings",
            "for range",
            "bound|limit loop|rounds|it|number",
            "limited with|by|to",
            "max_tool_rounds",
            "counter limit",
            "raise after",
        ),
        paraphrases=(
            ("This loops forever if the model keeps asking for tools, and each round costs money."),
            "while True in the tool loop, no limit",
            (
                "max_tool_rounds from the settings is not used anywhere, so nothing bounds "
                "the number of rounds."
            ),
            "Can we bound this with range(settings.max_tool_rounds)?",
            (
                "The raise below the loop is unreachable: with while True the loop only "
                "ends when the model wants it to."
            ),
            "If the model is always calling the tool it never stops.",
            "Nothing limits the rounds any more, the setting max_tool_rounds is dead.",
            "When does this end if the model answers with a tool call every time?",
        ),
        forbidden=(
            "too strict|small|low",
            "more pythonic",
            "fine in principle",
            "sleep between",
        ),
        near_misses=(
            "max_tool_rounds of 4 is too strict, some orders need more look-ups.",
            "while True is fine but a for loop would be more pythonic.",
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
