"""Every request demands a tool call, so the model can never answer."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.mistral import FORCED_TOOL_CHOICE
from checker.rules.rule import Severity
from solutions.agent_desk.places import AGENT

FLAWED = '                tools=toolbox.specs(),\n                tool_choice="any",\n'

DEFECT = Defect(
    slug="always-a-tool",
    rule=FORCED_TOOL_CHOICE,
    severity=Severity.MAJOR,
    changes=(Edit(path=AGENT, clean="                tools=toolbox.specs(),\n", flawed=FLAWED),),
    sites=(Site(path=AGENT, text='raise AgentError("the model only calls tools")'),),
    explanation="tool_choice='any' forces a tool call in every round, so the model can never give "
    "a final answer and the loop runs until max_rounds. Leave it at auto.",
    checks=(HiddenTest(node_id="test_rounds.py::test_the_model_may_always_answer_at_once"),),
    rubric=Rubric(
        what=(
            "tool_choice",
            "tool choice",
            "any",
            "forces a tool",
            "forced tool",
            "force a tool",
            "must call a tool",
            "demands a tool",
            "required",
        ),
        why=(
            "every round",
            "each round",
            "every request",
            "never answer",
            "cannot answer",
            "can't answer",
            "never give",
            "never gives",
            "final answer",
            "max_rounds",
            "endless",
            "loop",
            "only calls tools",
            "never ends",
            "never finishes",
            "no text",
        ),
        fix=(
            "auto",
            "remove tool_choice",
            "remove it",
            "drop tool_choice",
            "only in the first round",
            "first round only",
            "leave it out",
            "default",
        ),
        paraphrases=(
            (
                'With tool_choice="any" the model has to call a tool in every round, it can never '
                "give a final answer."
            ),
            "tool_choice any never lets the model answer",
            (
                'Use "auto" here, otherwise each request ends in another tool call until '
                "max_rounds is used up."
            ),
            (
                "Shouldn't tool_choice be left out? The model is forced to call a tool even when "
                "it could answer."
            ),
            (
                'any demands a tool call in each round, so the loop always ends with "the model '
                'only calls tools".'
            ),
            "The tool choice is any, so model must always call tool and can not answer.",
        ),
        forbidden=(
            "tools are never called",
            "tools are optional",
        ),
        near_misses=("specs() is built again in every round.",),
    ),
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
