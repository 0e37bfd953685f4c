"""A stream that broke off starts again, so the reader sees the beginning twice."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
from checker.rules.retries import RETRY_AFTER_PARTIAL_OUTPUT
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

LOOP = "        for attempt in range(1, STREAM_ATTEMPTS + 1):\n"
CONDITION = "                if attempt == STREAM_ATTEMPTS:\n"
YIELDED = "                    async for piece in pieces:\n                        yield piece\n"

DEFECT = Defect(
    slug="retry-after-output",
    rule=RETRY_AFTER_PARTIAL_OUTPUT,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=DRAFTING,
            clean="                    async for piece in pieces:\n"
            "                        begun = True\n                        yield piece\n",
            flawed=YIELDED,
        ),
        Edit(path=DRAFTING, clean=f"{LOOP}            begun = False\n", flawed=LOOP),
        Edit(
            path=DRAFTING,
            clean="                if begun or attempt == STREAM_ATTEMPTS:\n",
            flawed=CONDITION,
        ),
    ),
    explanation="The stream is retried even after pieces were yielded, so the reader sees the "
    "beginning twice. Retry only while nothing was given out.",
    checks=(HiddenTest(node_id="test_stream.py::test_nothing_is_given_out_twice"),),
    right_fixes=(
        Fix(
            name="the pieces given out are counted",
            replacements=(
                Replacement(path=DRAFTING, old=LOOP, new=f"        given = 0\n{LOOP}"),
                Replacement(
                    path=DRAFTING,
                    old=YIELDED,
                    new="                    async for piece in pieces:\n"
                    "                        given += 1\n                        yield piece\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old=CONDITION,
                    new="                if given > 0 or attempt == STREAM_ATTEMPTS:\n",
                ),
            ),
        ),
        Fix(
            name="a broken stream is never tried again",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=YIELDED,
                    new="                    async for piece in pieces:\n"
                    "                        attempt = STREAM_ATTEMPTS\n"
                    "                        yield piece\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="one attempt less",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old="STREAM_ATTEMPTS = 3\n",
                    new="STREAM_ATTEMPTS = 2\n",
                ),
            ),
        ),
    ),
)
