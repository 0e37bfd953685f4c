"""Python's own network errors are caught, which the SDK never raises."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.failures import WRONG_EXCEPTION_CLASS
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
    rubric=Rubric(
        what=(
            "connectionerror",
            "timeouterror",
            "builtin",
            "built-in",
            "httpx2",
            "transporterror",
            "transport error",
            "transport errors",
            "network error",
            "network errors",
            "wrong exception",
            "wrong class",
            "exception class",
            "exception classes",
        ),
        why=(
            "escape",
            "escapes",
            "not caught",
            "never caught",
            "not catch",
            "never raised",
            "never raises",
            "sdk raises",
            "raises httpx2",
            "does not derive",
            "not a subclass",
            "no subclass",
            "unhandled",
            "goes through",
            "uncaught",
            "crash",
            "crashes",
            "does not cover",
        ),
        fix=(
            "httpx2.transporterror",
            "catch httpx2",
            "catch transporterror",
            "httpx2 errors",
            "httpx2.httperror",
            "transporterror instead",
            "httpx2.timeoutexception",
        ),
        paraphrases=(
            (
                "The SDK raises httpx2.TransportError, not ConnectionError or TimeoutError, so a "
                "broken connection is not caught here."
            ),
            "wrong exception classes: network errors are not caught",
            "Catch httpx2.TransportError: the built-in classes are never raised by the client.",
            (
                "Shouldn't this be httpx2.TransportError as in the tools? A dropped connection "
                "escapes as RemoteProtocolError."
            ),
            (
                "Timeouts of the SDK are httpx2.TimeoutException which is no subclass of "
                "TimeoutError; the caller gets an unhandled network error."
            ),
            "This except don't catch network errors of Mistral client, they are from httpx2.",
        ),
        forbidden=(
            "catches too much",
            "too broad",
        ),
        near_misses=("The text of the error helps the clerk.",),
    ),
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
