"""What is wrong with the JSON of a call is thrown away."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.failures import LOST_CAUSE
from checker.rules.rule import Severity
from solutions.agent_desk.places import CONTRIBUTING, TOOLS

FLAWED = (
    "        except ValueError:\n"
    '            raise ToolError(f"the arguments of {self.name} are no JSON") from None\n'
)

DEFECT = Defect(
    slug="json-error-dropped",
    rule=LOST_CAUSE,
    severity=Severity.MINOR,
    changes=(
        Edit(
            path=TOOLS,
            clean="        except ValueError as error:\n"
            '            raise ToolError(f"the arguments of {self.name} are no JSON") from error\n',
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=CONTRIBUTING, text="derive from `AgentDeskError`; their cause is kept"),),
    explanation="from None drops the cause: where the JSON of the arguments is broken can never be "
    "found out. CONTRIBUTING asks to keep the cause; raise from error.",
    checks=(HiddenTest(node_id="test_payments.py::test_the_cause_of_a_tool_error_is_kept"),),
    rubric=Rubric(
        what=(
            "from none",
            "cause",
            "chained",
            "chaining",
            "exception chain",
            "original error",
            "original exception",
            "__cause__",
            "underlying error",
            "traceback",
        ),
        why=(
            "lost",
            "loses",
            "dropped",
            "drops",
            "thrown away",
            "hidden",
            "hides",
            "suppressed",
            "suppresses",
            "discarded",
            "cannot be found",
            "debug",
            "debugging",
            "contributing",
            "kept",
            "broken json",
        ),
        fix=(
            "from error",
            "raise from",
            "keep the cause",
            "chain",
            "from exc",
            "as error",
        ),
        paraphrases=(
            'raise ... from None loses the cause, use "from error".',
            "cause dropped",
            (
                "The JSONDecodeError is hidden by from None, nobody can see where the JSON is "
                "broken."
            ),
            (
                "Shouldn't this be chained with from error? CONTRIBUTING says that the cause is "
                "kept."
            ),
            "Keep the original exception, it helps with debugging.",
            "The cause of error is lost because of from None.",
        ),
        forbidden=(
            "valueerror is too broad",
            "error is swallowed",
        ),
        near_misses=("ToolError is the right class here.",),
    ),
    right_fixes=(
        Fix(
            name="the narrower class",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old=FLAWED,
                    new="        except json.JSONDecodeError as error:\n"
                    '            raise ToolError(f"the arguments of {self.name} are no JSON") from error\n',
                ),
            ),
        ),
        Fix(
            name="with the reason in the text",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old=FLAWED,
                    new="        except ValueError as broken:\n"
                    '            reason = f"the arguments of {self.name} are no JSON: {broken}"\n'
                    "            raise ToolError(reason) from broken\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the text alone",
            replacements=(
                Replacement(
                    path=TOOLS,
                    old=FLAWED,
                    new="        except ValueError as error:\n"
                    '            raise ToolError(f"the arguments of {self.name} are no JSON: {error}") from None\n',
                ),
            ),
        ),
    ),
)
