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
            "sdkerror",
            "sdk error",
            "except too narrow",
            "too narrow",
            "not all errors",
            "sibling",
            "only catches",
            "exception class",
        ),
        why=(
            "httpvalidationerror",
            "responsevalidationerror",
            "validation error",
            "422",
            "escape",
            "not caught",
            "uncaught",
            "sibling",
            "slip through",
            "misses",
            "does not cover",
            "aborts queue",
            "base class",
        ),
        fix=("mistralerror", "base class", "catch the base", "common base"),
        paraphrases=(
            (
                "SDKError is only one of the SDK's errors; a 422 raises HTTPValidationError, which is "
                "not caught here."
            ),
            "catch MistralError, not SDKError",
            (
                "ResponseValidationError and HTTPValidationError are siblings of SDKError and escape "
                "this handler."
            ),
            "Is SDKError enough? I think validation errors are not derived from it.",
            "The except is too narrow, use the base class MistralError.",
            "This exception class don't include the error of validation.",
        ),
        forbidden=("too broad", "too wide"),
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
