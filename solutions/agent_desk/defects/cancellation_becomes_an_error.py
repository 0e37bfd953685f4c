"""A cancelled answer ends with an ordinary AgentError."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.asynchrony import SWALLOWED_CANCELLATION
from checker.rules.rule import Severity
from solutions.agent_desk.places import AGENT

FLAWED = (
    "        except (MistralError, httpx2.TransportError, asyncio.CancelledError) as error:\n"
    '            raise AgentError("the model cannot be reached now") from error\n'
)

DEFECT = Defect(
    slug="cancellation-becomes-an-error",
    rule=SWALLOWED_CANCELLATION,
    severity=Severity.MAJOR,
    group="round-errors",
    changes=(
        Edit(
            path=AGENT,
            clean="        except (MistralError, httpx2.TransportError) as error:\n"
            '            raise AgentError("the model cannot be reached now") from error\n',
            flawed=FLAWED,
        ),
    ),
    explanation="CancelledError is caught and turned into AgentError: whoever cancels the answer, "
    "such as a timeout or the shutdown, sees an ordinary failure and the cancellation "
    "is lost. Leave it out of the except clause.",
    checks=(HiddenTest(node_id="test_stream.py::test_a_cancelled_answer_is_cancelled"),),
    rubric=Rubric(
        what=(
            "cancellederror",
            "cancellation",
            "asyncio.cancelled",
            "cancel is caught",
            "catches cancel",
            "catch cancel",
            "cancelled",
        ),
        why=(
            "swallow",
            "swallowed",
            "swallows",
            "lost",
            "turned into",
            "converted",
            "translated",
            "shutdown",
            "timeout",
            "timeouts",
            "taskgroup",
            "task group",
            "never cancelled",
            "not propagate",
            "hides",
            "must be raised",
            "must propagate",
            "cannot be cancelled",
            "breaks",
        ),
        fix=(
            "re-raise",
            "reraise",
            "raise it again",
            "remove cancellederror",
            "do not catch",
            "don't catch",
            "let it through",
            "let it propagate",
            "leave it out",
            "not be caught",
            "drop cancellederror",
        ),
        paraphrases=(
            (
                "CancelledError must not be converted to AgentError: timeouts and task groups rely "
                "on the cancellation coming through."
            ),
            "cancellation swallowed",
            "Do not catch asyncio.CancelledError here, let it propagate.",
            (
                "Shouldn't CancelledError be re-raised? On shutdown this looks like an unreachable "
                "model."
            ),
            (
                "Cancelling an answer ends in AgentError instead of a cancelled task, so the "
                "caller's timeout is broken."
            ),
            (
                "It catch the CancelledError and make an AgentError, so cancel does not work any "
                "more."
            ),
        ),
        forbidden=(
            "cancellederror is not caught",
            "should catch cancellederror",
        ),
        near_misses=("The error text could name the reason.",),
    ),
    right_fixes=(
        Fix(
            name="raised again first",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="        except asyncio.CancelledError:\n"
                    "            raise\n"
                    "        except (MistralError, httpx2.TransportError) as error:\n"
                    '            raise AgentError("the model cannot be reached now") from error\n',
                ),
            ),
        ),
        Fix(
            name="all that httpx2 raises",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="        except (MistralError, httpx2.HTTPError) as error:\n"
                    '            raise AgentError("the model cannot be reached now") from error\n',
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="everything instead",
            replacements=(
                Replacement(
                    path=AGENT,
                    old="        except (MistralError, httpx2.TransportError, asyncio.CancelledError) as error:\n",
                    new="        except (Exception, asyncio.CancelledError) as error:\n",
                ),
            ),
        ),
    ),
)
