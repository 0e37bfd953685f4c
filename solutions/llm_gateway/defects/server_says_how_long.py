"""Retry-After is obeyed however long it is."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.retries import UNBOUNDED_RETRY_AFTER
from checker.rules.rule import Severity
from solutions.llm_gateway.places import UPSTREAM

FLAWED = "        return _retry_after_s(error) or min(backoff_s, LONGEST_WAIT_MS / 1000)\n"

DEFECT = Defect(
    slug="server-says-how-long",
    rule=UNBOUNDED_RETRY_AFTER,
    severity=Severity.MAJOR,  # an hour's wait, and only under failure
    changes=(
        Edit(
            path=UPSTREAM,
            clean="        return min(_retry_after_s(error) or backoff_s, LONGEST_WAIT_MS / 1000)\n",
            flawed=FLAWED,
        ),
    ),
    explanation="The cap applies to our own back-off only: Retry-After is returned as it is, and "
    "Retry-After: 3600 makes the caller wait an hour. Apply min to both.",
    checks=(HiddenTest(node_id="test_retries.py::test_no_wait_is_longer_than_promised"),),
    right_fixes=(
        Fix(
            name="capped where it is read",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old="    return float(text) if text.isdecimal() else 0.0\n",
                    new="    asked_s = float(text) if text.isdecimal() else 0.0\n"
                    "    return min(asked_s, LONGEST_WAIT_MS / 1000)\n",
                ),
            ),
        ),
        Fix(
            name="an if in two steps",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=FLAWED,
                    new="        longest_s = LONGEST_WAIT_MS / 1000\n"
                    "        asked_s = _retry_after_s(error)\n"
                    "        if asked_s > 0:\n"
                    "            return min(asked_s, longest_s)\n"
                    "        return min(backoff_s, longest_s)\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the longer of the two",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=FLAWED,
                    new="        return max(_retry_after_s(error), "
                    "min(backoff_s, LONGEST_WAIT_MS / 1000))\n",
                ),
            ),
        ),
    ),
)
