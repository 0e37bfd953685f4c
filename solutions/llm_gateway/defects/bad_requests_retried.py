"""A request that is wrong is sent again."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.mistral import PERMANENT_ERROR_RETRIED
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
    rubric=Rubric(
        what=(
            "400",
            "404",
            "422",
            "4xx",
            "client errors",
            "bad request",
            "bad requests",
            "validation errors",
            "permanent errors",
            "permanent failures",
            "401 and 403",
            "(401, 403)",
            "non-retryable",
            "not retryable",
        ),
        why=(
            "retried",
            "sent again",
            "tried again",
            "retry",
            "never succeed",
            "cannot succeed",
            "can't succeed",
            "will not succeed",
            "fail again",
            "waste",
            "pointless",
        ),
        fix=(
            "only 429",
            "429 and 5xx",
            "only retry",
            "retry only",
            "allow list",
            "whitelist",
            "status codes that",
            "exclude",
        ),
        paraphrases=(
            (
                "A 400 or 422 will never succeed, but it is retried here because only 401 and 403 are "
                "excluded."
            ),
            "permanent errors retried",
            "Please retry only 429 and 5xx, all other 4xx are client errors.",
            "Why would we send a 422 again? The request stays invalid.",
            (
                "The description says that failures that may pass (429, 5xx, connection) are tried again, "
                "this code also retries bad requests."
            ),
            "Errors 400 and 404 must not be retried, it makes no sense.",
        ),
        forbidden=("401 should be retried",),
        near_misses=("408 is missing among the codes that are tried again.",),
    ),
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
