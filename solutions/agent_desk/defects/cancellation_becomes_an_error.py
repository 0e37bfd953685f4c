"""A cancelled answer ends with an ordinary AgentError."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.rule import Severity
from checker.rules.tasks import SWALLOWED_CANCELLATION
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
