"""The client retries by itself inside every attempt."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.retries import RETRIES_MULTIPLIED
from checker.rules.rule import Severity
from solutions.llm_gateway.places import UPSTREAM

LAST = "            temperature=self._settings.temperature,\n        )\n"

DEFECT = Defect(
    slug="retries-multiplied",
    rule=RETRIES_MULTIPLIED,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=UPSTREAM,
            clean="            temperature=self._settings.temperature,\n"
            "            retries=None,  # the client's own would multiply ours\n        )\n",
            flawed=LAST,
        ),
    ),
    sites=(
        Site(
            path=UPSTREAM,
            text='retry_config=RetryConfig("backoff", backoff, retry_connection_errors=True),',
        ),
    ),
    explanation="The client still has its own retry_config, so each of our attempts is retried by "
    "the SDK as well: retries multiply. Pass retries=None in this call.",
    checks=(HiddenTest(node_id="test_retries.py::test_there_are_no_more_calls_than_attempts"),),
    right_fixes=(
        Fix(
            name="a policy that does not retry",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=LAST,
                    new="            temperature=self._settings.temperature,\n"
                    '            retries=RetryConfig("none", BackoffStrategy(1, 1, 1, 0), False),\n'
                    "        )\n",
                ),
            ),
        ),
        Fix(
            name="a client without a policy",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old="    initial_ms, total_ms = settings.retry_initial_ms, "
                    "settings.retry_total_ms\n"
                    "    backoff = BackoffStrategy(initial_ms, LONGEST_WAIT_MS, 2.0, total_ms, "
                    "jitter_ms=initial_ms)\n",
                    new="",
                ),
                Replacement(
                    path=UPSTREAM,
                    old="        timeout_ms=settings.timeout_ms,\n"
                    '        retry_config=RetryConfig("backoff", backoff, '
                    "retry_connection_errors=True),\n",
                    new="        timeout_ms=settings.timeout_ms,\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="retried a little less",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old="2.0, total_ms, jitter_ms",
                    new="3.0, total_ms // 2, jitter_ms",
                ),
            ),
        ),
    ),
)
