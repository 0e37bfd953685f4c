"""A stream that broke off starts again, so the reader sees the beginning twice."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.mistral import RETRY_AFTER_OUTPUT
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

LOOP = "        for attempt in range(1, STREAM_ATTEMPTS + 1):\n"
CONDITION = "                if attempt == STREAM_ATTEMPTS:\n"
YIELDED = "                    async for piece in pieces:\n                        yield piece\n"

DEFECT = Defect(
    slug="retry-after-output",
    rule=RETRY_AFTER_OUTPUT,
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
    rubric=Rubric(
        what=(
            "retry after",
            "retried after",
            "retries after",
            "retry although",
            "retry even",
            "restart",
            "starts again",
            "start over",
            "started again",
            "retry mid-stream",
            "retry of a stream",
            "not idempotent",
            "already yielded",
            "already given out",
            "pieces were yielded",
        ),
        why=(
            "twice",
            "duplicate",
            "repeat",
            "beginning again",
            "from the beginning",
            "same text again",
            "already yielded",
            "already seen",
            "already printed",
            "garbled",
        ),
        fix=(
            "only before first piece",
            "before the first piece",
            "before first token",
            "nothing was yielded",
            "nothing yielded",
            "track whether",
            "flag",
            "raise once",
            "only while nothing",
            "if nothing was given out",
        ),
        paraphrases=(
            (
                "If the connection breaks after some pieces were yielded, the retry sends the "
                "beginning a second time."
            ),
            "retry after partial output duplicates text",
            "Only retry when nothing has been yielded yet; the docstring even says so.",
            "What happens if the stream breaks in the middle? The reader gets the start twice.",
            (
                "Once a token reached the user this is no longer idempotent, it must raise instead of "
                "starting again."
            ),
            "After broken connection the text is repeated from the beginning.",
        ),
        forbidden=("should retry more", "never retries"),
    ),
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
