"""Only one of the SDK's sibling errors is caught."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.handlers import EXCEPTION_CLASS_TOO_NARROW
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

FLAWED = "        except (SDKError, httpx2.TransportError) as error:\n"

DEFECT = Defect(
    slug="sdkerror-only",
    rule=EXCEPTION_CLASS_TOO_NARROW,
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
