"""Faults in what an except clause catches, and what it raises."""

from __future__ import annotations

from checker.rules.rule import Category, Rule

EXCEPTION_CLASS_TOO_NARROW = Rule(
    code="ERR006",
    name="exception-class-too-narrow",
    category=Category.ERRORS,
    summary="An except clause misses siblings of the class it names.",
    why=(
        "SDKError, HTTPValidationError and ResponseValidationError are siblings below "
        "MistralError: who catches one lets the others through."
    ),
    bad="try:\n    ask()\nexcept SDKError as error:\n    raise AnswerError from error",
    good="try:\n    ask()\nexcept MistralError as error:\n    raise AnswerError from error",
    also=(
        "except too narrow",
        "misses HTTPValidationError",
        "sibling exceptions escape",
        "catches SDKError only",
        "should catch the base class",
        "other errors are not caught",
        "tuple of exceptions is missing one",
    ),
    siblings=(
        "unhandled-failure",
        "wrong-exception-class",
    ),
    unlike=(
        ("wrong-exception-class", "the named class is never raised there."),
        ("unhandled-failure", "there is no handler at all."),
    ),
    link="https://docs.python.org/3/tutorial/errors.html#handling-exceptions",
    formerly=("ERR302",),
)
EXCEPTION_CLASS_TOO_BROAD = Rule(
    code="ERR005",
    name="exception-class-too-broad",
    category=Category.ERRORS,
    summary="What is meant for expected failures also takes in everything else.",
    why="A bug or a broken database passes for one bad item, and the run goes on and says so.",
    bad="try:\n    update(item)\nexcept Exception as error:\n    failures[item] = str(error)",
    good="try:\n    update(item)\nexcept ItemError as error:\n    failures[item] = str(error)",
    also=(
        "except Exception",
        "bare except",
        "catches everything",
        "hides bugs",
        "programming errors treated as expected failures",
        "too broad",
        "swallows unrelated errors",
        "catch-all",
    ),
    unlike=(
        ("swallowed-cancellation", "what is swallowed is a cancellation."),
        ("failure-returned-as-result", "what matters is the ordinary result that is returned."),
    ),
    link="https://docs.astral.sh/ruff/rules/blind-except/",
    formerly=(
        "ERR331",
        "ERR352",
        "exception-class-too-wide",
    ),
)
WRONG_EXCEPTION_CLASS = Rule(
    code="ERR018",
    name="wrong-exception-class",
    category=Category.ERRORS,
    summary="An except clause names a class that the failing call never raises.",
    why=(
        "The SDK raises httpx2's own classes: a TimeoutError or ConnectionError of Python does "
        "not catch them, and the failure escapes."
    ),
    bad="try:\n    ask()\nexcept TimeoutError as error:\n    raise AnswerError from error",
    good=(
        "try:\n    ask()\nexcept httpx2.TransportError as error:\n    raise AnswerError from error"
    ),
    also=(
        "catches an exception that is never raised",
        "httpx errors are no ConnectionError",
        "wrong error type in except",
        "transport errors escape",
        "builtin TimeoutError instead of the library's",
        "handler never matches",
    ),
    siblings=("exception-class-too-narrow",),
    unlike=(
        ("exception-class-too-narrow", "the class is raised, and its siblings too."),
        ("wrong-error-raised", "it is raised, not caught."),
    ),
    link="https://docs.python.org/3/tutorial/errors.html#handling-exceptions",
    formerly=("ERR361",),
)
LOST_EXCEPTION_CAUSE = Rule(
    code="ERR010",
    name="lost-exception-cause",
    category=Category.ERRORS,
    summary="An error is translated without keeping what caused it.",
    why="The log shows that something failed and no longer why.",
    bad="try:\n    ask()\nexcept MistralError:\n    raise AnswerError from None",
    good="try:\n    ask()\nexcept MistralError as error:\n    raise AnswerError from error",
    also=(
        "from None",
        "cause dropped",
        "raise without from",
        "traceback lost",
        "original error hidden",
        "exception chaining broken",
        "cannot tell why it failed",
    ),
    unlike=(("internal-error-shown", "the opposite: too much of the cause is shown to people."),),
    link="https://docs.python.org/3/tutorial/errors.html#exception-chaining",
    formerly=("ERR303",),
)
UNHANDLED_FAILURE = Rule(
    code="ERR016",
    name="unhandled-failure",
    category=Category.ERRORS,
    summary="A failure that is to be expected is not handled where it must be.",
    why="It reaches callers who were promised another error, and takes more down with it.",
    bad="def ask(question):\n    return send(question)",
    good=(
        "def ask(question):\n    try:\n        return send(question)\n"
        "    except OSError as error:\n"
        '        raise AskError("the service cannot be reached") from error'
    ),
    also=(
        "try/except removed",
        "exception not caught",
        "error escapes",
        "crashes instead of reporting",
        "handler missing",
        "raw exception reaches the caller",
        "traceback for the user",
    ),
    siblings=(
        "exception-class-too-narrow",
        "loop-ended-by-failure",
        "tool-failure-aborts",
    ),
    unlike=(
        ("exception-class-too-narrow", "there is a handler, which misses some."),
        ("tool-failure-aborts", "the failure is a tool's."),
        ("loop-ended-by-failure", "one item ends a loop over many."),
    ),
    link="https://docs.python.org/3/tutorial/errors.html#handling-exceptions",
    formerly=(
        "ERR372",
        "failure-let-through",
    ),
)
WRONG_ERROR_RAISED = Rule(
    code="ERR017",
    name="wrong-error-raised",
    category=Category.ERRORS,
    summary="An error is raised that callers do not expect.",
    why="They handle the one that is promised: this one passes them by, or is taken for another.",
    bad="def order(number):\n    raise ValueError(number)",
    good="def order(number):\n    raise OrderNotFoundError(number)",
    also=(
        "wrong exception type raised",
        "ValueError instead of the package's error",
        "raises a builtin",
        "callers do not expect this error",
        "should raise ConfigError",
        "RuntimeError escapes the handler",
        "not part of the error hierarchy",
    ),
    siblings=("assert-for-validation",),
    unlike=(
        ("wrong-exception-class", "it is caught, not raised."),
        ("assert-for-validation", "it comes from an assert."),
    ),
    link="https://docs.python.org/3/tutorial/errors.html#user-defined-exceptions",
    formerly=("ERR370",),
)
INTERNAL_ERROR_SHOWN = Rule(
    code="ERR009",
    name="internal-error-shown",
    category=Category.ERRORS,
    summary="The text of a foreign exception becomes a message for people.",
    why="It holds answers of other systems, addresses and paths, and helps no reader.",
    bad=(
        "try:\n    ask()\nexcept ApiError as error:\n"
        '    raise AnswerError(f"failed: {error}") from error'
    ),
    good=(
        "try:\n    ask()\nexcept ApiError as error:\n"
        '    raise AnswerError("the model cannot be reached now") from error'
    ),
    also=(
        "exception text shown to users",
        "API's error body in the message",
        "leaks internals",
        "str(error) in the answer",
        "stack details for the customer",
        "information disclosure in errors",
    ),
    unlike=(("lost-exception-cause", "the opposite: the cause is thrown away."),),
    link="https://owasp.org/www-community/Improper_Error_Handling",
    formerly=(
        "ERR332",
        "internals-shown",
    ),
)
RULES = (
    EXCEPTION_CLASS_TOO_NARROW,
    EXCEPTION_CLASS_TOO_BROAD,
    WRONG_EXCEPTION_CLASS,
    LOST_EXCEPTION_CAUSE,
    UNHANDLED_FAILURE,
    WRONG_ERROR_RAISED,
    INTERNAL_ERROR_SHOWN,
)
