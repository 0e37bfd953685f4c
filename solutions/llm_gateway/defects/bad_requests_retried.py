"""A request that is wrong is sent again."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.retries import PERMANENT_ERROR_RETRIED
from checker.rules.rule import Severity
from solutions.llm_gateway.places import UPSTREAM

LONGEST = "LONGEST_WAIT_MS = 8_000\n"
FLAWED = """\
        if isinstance(error, MistralError) and error.status_code in (401, 403):
            return False
"""

DEFECT = Defect(
    slug="bad-requests-retried",
    rule=PERMANENT_ERROR_RETRIED,
    severity=Severity.MINOR,
    changes=(
        Edit(
            path=UPSTREAM,
            clean=f"{LONGEST}MAY_PASS = frozenset({{429, 500, 502, 503, 504}})"
            "  # the same call may succeed later\n",
            flawed=LONGEST,
        ),
        Edit(
            path=UPSTREAM,
            clean="        if isinstance(error, MistralError) and error.status_code not in "
            "MAY_PASS:\n            return False\n",
            flawed=FLAWED,
        ),
    ),
    explanation="Only 401 and 403 are taken for permanent: 400, 404 and 422 are sent again although "
    "they can never succeed. Retry only 429 and 5xx.",
    checks=(HiddenTest(node_id="test_retries.py::test_what_cannot_pass_is_not_tried_again"),),
    right_fixes=(
        Fix(
            name="all of 4xx but one",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=FLAWED,
                    new="        status = error.status_code if isinstance(error, MistralError) else 0\n"
                    "        if 400 <= status < 500 and status != 429 or status == 200:\n"
                    "            return False\n",
                ),
            ),
        ),
        Fix(
            name="a function that lists what may pass",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=FLAWED,
                    new="        if not _may_pass(error):\n            return False\n",
                ),
                Replacement(
                    path=UPSTREAM,
                    old="def _retry_after_s(",
                    new="def _may_pass(error: Exception) -> bool:\n"
                    "    if not isinstance(error, MistralError):\n"
                    "        return True\n"
                    "    return error.status_code == 429 or error.status_code >= 500\n\n\n"
                    "def _retry_after_s(",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="one more code",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old="(401, 403)",
                    new="(400, 401, 403)",
                ),
            ),
        ),
    ),
)
