"""Only one of the SDK's sibling errors is caught."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.failures import EXCEPTION_TOO_NARROW
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

FLAWED = "        except (SDKError, httpx2.TransportError) as error:\n"

DEFECT = Defect(
    slug="sdkerror-only",
    rule=EXCEPTION_TOO_NARROW,
    severity=Severity.MAJOR,
    imports=("from mistralai.client.errors import SDKError",),
    changes=(
        Edit(
            path=DRAFTING,
            clean="        except (MistralError, httpx2.TransportError) as error:\n",
            flawed=FLAWED,
        ),
    ),
    explanation="SDKError does not cover HTTPValidationError (422) and ResponseValidationError: "
    "they are siblings below MistralError and escape this except. Catch MistralError.",
    checks=(HiddenTest(node_id="test_drafts.py::test_every_api_error_is_an_answer_error"),),
    rubric=Rubric(
        what=(
            ("sdk error not|only|too|does|is|miss|narrow|sibling|instead|cover|enough|catch|base"),
            "only|just|not sdk error",
            "mistral error",
            "httpvalidation error|http validation error",
            "http validation error",
            "response validation error",
            "validation error & not|escape|uncaught|miss",
            "422",
            "except|catch|handler|clause too narrow|narrow|specific|incomplete|not cover",
            "too narrow|specific",
            (
                "not catch|cover|include|handle "
                "all|validation|other|every|422|mistral|response|errors"
            ),
            "uncaught|unhandled|escape error|validation|exception|errors|others",
            "base|common|parent class|error|exception",
            "other errors|exceptions|failures & not|escape|uncaught",
            "not all exceptions|errors",
            "errors|exceptions|some slip|go|get|pass through|past|by",
            "slip|go through",
        ),
        why=(
            "not catch|cover|include|handle|derive|subclass|inherit|child|base|all|caught",
            "escape|uncaught|unhandled|slip|leak|bypass|go through|pass",
            "422",
            "validation",
            "sibling",
            "base class",
            "only one|some|part|subset",
            "narrow",
            "traceback|crash|raw",
            "other errors|classes|exceptions",
            "subclass|derived|inherit|hierarchy",
            "miss",
            "not answer_error|converted|translated|wrapped",
        ),
        fix=(
            "mistral error",
            "base class|error|exception",
            "catch mistral|all|parent|base|broader|both",
            "broader|wider",
            "parent",
            "widen",
            "superclass",
            "also catch|include",
            "common",
        ),
        paraphrases=(
            (
                "SDKError is only one of the SDK's errors; a 422 raises "
                "HTTPValidationError, which is not caught here."
            ),
            "catch MistralError, not SDKError",
            (
                "ResponseValidationError and HTTPValidationError are siblings of SDKError "
                "and escape this handler."
            ),
            "Is SDKError enough? I think validation errors are not derived from it.",
            "The except is too narrow, use the base class MistralError.",
            "This exception class don't include the error of validation.",
            "Errors of validation are not SDKError and get past this except.",
            "MistralError is the common base, catch that one so nothing escapes.",
        ),
        forbidden=(
            "too broad|wide",
            "catch less",
            "except exception",
        ),
        near_misses=(
            "This except is too broad, a wrong key should end the program.",
            "SDKError should be retried once before giving up.",
        ),
    ),
    right_fixes=(
        Fix(
            name="the siblings are named",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="        except (\n"
                    "            SDKError,\n"
                    "            HTTPValidationError,\n"
                    "            ResponseValidationError,\n"
                    "            httpx2.TransportError,\n"
                    "        ) as error:\n",
                ),
            ),
            imports=(
                "from mistralai.client.errors import HTTPValidationError, ResponseValidationError",
            ),
        ),
        Fix(
            name="two clauses",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="        except MistralError as error:\n"
                    '            raise AnswerError(f"ticket {ticket.id}: {error.status_code}") '
                    "from error\n"
                    "        except httpx2.TransportError as error:\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="one sibling more",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="        except (SDKError, ResponseValidationError, "
                    "httpx2.TransportError) as error:\n",
                ),
            ),
            imports=("from mistralai.client.errors import ResponseValidationError",),
        ),
    ),
)
