"""Python's own network errors are caught, which the SDK never raises."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.handlers import WRONG_EXCEPTION_CLASS
from checker.rules.rule import Severity
from solutions.agent_desk.places import AGENT, CLIENT

FLAWED = (
    "        except (MistralError, ConnectionError, TimeoutError) as error:\n"
    '            raise AgentError("the model cannot be reached now") from error\n'
)

DEFECT = Defect(
    slug="transport-errors-escape",
    rule=WRONG_EXCEPTION_CLASS,
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
    sites=(Site(path=CLIENT, text="    except (MistralError, httpx2.TransportError) as error:\n"),),
    explanation="The SDK raises httpx2 errors on a broken connection or a timeout, which are no "
    "ConnectionError or TimeoutError of Python: they escape instead of becoming "
    "AgentError. Catch httpx2.TransportError.",
    checks=(HiddenTest(node_id="test_stream.py::test_a_broken_connection_is_an_agent_error"),),
    right_fixes=(
        Fix(
            name="the base of httpx2",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="        except (MistralError, httpx2.HTTPError) as error:\n"
                    '            raise AgentError("the model cannot be reached now") from error\n',
                ),
            ),
            imports=("import httpx2",),
        ),
        Fix(
            name="a clause of its own",
            replacements=(
                Replacement(
                    path=AGENT,
                    old=FLAWED,
                    new="        except httpx2.TransportError as error:\n"
                    '            raise AgentError("the connection to the model broke") from error\n'
                    "        except MistralError as error:\n"
                    '            raise AgentError("the model cannot be reached now") from error\n',
                ),
            ),
            imports=("import httpx2",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="timeouts only",
            replacements=(
                Replacement(
                    path=AGENT,
                    old="(MistralError, ConnectionError, TimeoutError)",
                    new="(MistralError, httpx2.TimeoutException)",
                ),
            ),
            imports=("import httpx2",),
        ),
    ),
)
