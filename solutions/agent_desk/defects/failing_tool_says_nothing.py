"""The model is told nothing when a tool fails."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.failures import FAILURE_AS_RESULT
from checker.rules.rule import Severity
from solutions.agent_desk.places import AGENT

FLAWED = (
    "        except AgentDeskError:\n"
    '            logger.warning("tool %s failed", call.name)\n'
    '            return ""\n'
)

DEFECT = Defect(
    slug="failing-tool-says-nothing",
    rule=FAILURE_AS_RESULT,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=AGENT,
            clean='        except AgentDeskError as error:\n            return f"error: {error}"\n',
            flawed=FLAWED,
        ),
    ),
    explanation="When a tool fails an empty string is returned as its result: the model cannot "
    "tell a failure from an empty result and cannot put it right. Return what went "
    "wrong.",
    checks=(HiddenTest(node_id="test_rounds.py::test_a_failing_tool_is_told_to_the_model"),),
    rubric=Rubric(
        what=(
            "empty string",
            "empty result",
            "empty text",
            "returns nothing",
            'returns ""',
            'return ""',
            "empty answer",
            "failing tool",
            "failed tool",
            "tool failure",
            "tool error",
            "tool fails",
        ),
        why=(
            "cannot tell",
            "can't tell",
            "does not know",
            "never learns",
            "not told",
            "hides",
            "hidden",
            "looks like success",
            "as if",
            "invents",
            "hallucinate",
            "make up",
            "put right",
            "correct its",
            "swallowed",
            "silently",
            "never sees",
            "no reason",
        ),
        fix=(
            "return the error",
            "return error",
            "error text",
            "say what went wrong",
            "tell the model",
            "return f",
            "pass the message",
            "error message",
            "include the error",
        ),
        paraphrases=(
            (
                "An empty string as the tool's result hides the failure: the model does not know "
                "that the claim does not exist and may invent something."
            ),
            "tool failure becomes an empty result",
            "Return the error text, so that the model can correct its arguments.",
            "Shouldn't the model be told what went wrong? An empty answer looks like success.",
            "The failure is only logged; the model never sees it and cannot put it right.",
            "When tool fails it return empty text, the model don't know there was error.",
        ),
        forbidden=(
            "exception should not be caught",
            "logs too much",
        ),
        near_misses=("A warning is the right level for this.",),
    ),
    right_fixes=(
        Fix(
            name="the reason",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="        except AgentDeskError as error:\n"
                    '            logger.warning("tool %s failed", call.name)\n'
                    "            return str(error)\n",
                ),
            ),
        ),
        Fix(
            name="as JSON",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="        except AgentDeskError as error:\n"
                    '            return json.dumps({"failed": str(error)})\n',
                ),
            ),
            imports=("import json",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="a blank",
            replacements=(
                Replacement(
                    path=AGENT, old='            return ""\n', new='            return " "\n'
                ),
            ),
        ),
    ),
)
