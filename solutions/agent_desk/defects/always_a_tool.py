"""Every request demands a tool call, so the model can never answer."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.conversations import FORCED_TOOL_CHOICE
from checker.rules.rule import Severity
from solutions.agent_desk.places import AGENT

FLAWED = '                tools=toolbox.specs(),\n                tool_choice="any",\n'

DEFECT = Defect(
    slug="always-a-tool",
    rule=FORCED_TOOL_CHOICE,
    severity=Severity.BLOCKER,  # no question is ever answered
    changes=(Edit(path=AGENT, clean="                tools=toolbox.specs(),\n", flawed=FLAWED),),
    sites=(Site(path=AGENT, text='raise AgentError("the model only calls tools")'),),
    explanation="tool_choice='any' forces a tool call in every round, so the model can never give "
    "a final answer and the loop runs until max_rounds. Leave it at auto.",
    checks=(HiddenTest(node_id="test_rounds.py::test_the_model_may_always_answer_at_once"),),
    right_fixes=(
        Fix(
            name="left to the model",
            replacements=(
                Replacement(path=AGENT, old='                tool_choice="any",\n', new=""),
            ),
        ),
        Fix(
            name="said explicitly",
            replacements=(
                Replacement(path=AGENT, old='tool_choice="any"', new='tool_choice="auto"'),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="under its other name",
            replacements=(
                Replacement(path=AGENT, old='tool_choice="any"', new='tool_choice="required"'),
            ),
        ),
    ),
)
