"""The model is told nothing when a tool fails."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.failures import FAILURE_RETURNED_AS_RESULT
from checker.rules.rule import Severity
from solutions.agent_desk.places import AGENT

FLAWED = (
    "        except AgentDeskError:\n"
    '            logger.warning("tool %s failed", call.name)\n'
    '            return ""\n'
)

DEFECT = Defect(
    slug="failing-tool-says-nothing",
    rule=FAILURE_RETURNED_AS_RESULT,
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
