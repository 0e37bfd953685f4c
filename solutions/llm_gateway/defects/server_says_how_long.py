"""Retry-After is obeyed however long it is."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.mistral import UNBOUNDED_RETRY_AFTER
from checker.rules.rule import Severity
from solutions.llm_gateway.places import UPSTREAM

FLAWED = "        return _retry_after_s(error) or min(backoff_s, LONGEST_WAIT_MS / 1000)\n"

DEFECT = Defect(
    slug="server-says-how-long",
    rule=UNBOUNDED_RETRY_AFTER,
    severity=Severity.MINOR,
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
    rubric=Rubric(
        what=(
            "retry-after",
            "retry after",
            "_retry_after_s",
            "server's wait",
            "server decides",
            "the header",
        ),
        why=(
            "not capped",
            "uncapped",
            "no cap",
            "no limit",
            "unlimited",
            "unbounded",
            "an hour",
            "for hours",
            "3600",
            "longer than 8",
            "however long",
            "any length",
            "not bounded",
            "as it is",
            "arbitrarily long",
            "only to our own",
            "only the backoff",
        ),
        fix=(
            "min",
            "cap both",
            "cap it",
            "apply the cap",
            "limit it",
            "longest_wait_ms",
            "move the min",
        ),
        paraphrases=(
            (
                "Retry-After is not capped here: a server that says 3600 blocks the caller for an hour, "
                "min() has to include it."
            ),
            "uncapped Retry-After",
            "LONGEST_WAIT_MS only limits the backoff, please apply it to the Retry-After header too.",
            "What if the server sends Retry-After: 86400? We promise never to wait longer than 8 s.",
            (
                "min is in the wrong place, the wait asked for by the header is unbounded. It is "
                "_retry_after_s that needs the cap."
            ),
            "The Retry-After value has no limit, so it could wait very long.",
        ),
        forbidden=("retry-after is ignored", "ignores retry-after"),
        near_misses=("Retry-After may also be a date, that is ignored here.",),
    ),
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
