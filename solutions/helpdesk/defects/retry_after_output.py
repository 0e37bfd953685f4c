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
            (
                "retry|again|repeat|restart|start|second attempt & "
                "yield|output|piece|pieces|partial|already|beginning|start|middle|given|sent|printed|shown|duplicate|twice|begun"
            ),
            (
                "yield|output|piece|pieces|partial|text|beginning|start|tokens|part & "
                "twice|duplicate|again|repeat|retry|second time"
            ),
            "twice|duplicate|repeated|again beginning|start|text|output|pieces|part|first",
            (
                "after|already|once|has|have|been "
                "yielded|output|pieces|sent|begun|printed|started|something|given"
            ),
            "retry after|even|although|when|only|while",
            (
                "stream break|fail|interrupted|broken|drop|die & "
                "middle|after|again|twice|half|part|retry"
            ),
            "remember|know|track whether|if|that & yield|given|sent|out|begun",
            "not be retried",
            "broken|interrupted & report|raise|retry|again",
            "not retry|check|look begun|after|once|if|whether|when|yield",
            "begun|started flag|lost|missing|gone|not",
            (
                "reader|user|caller|customer|consumer see|get|receive|read "
                "twice|again|beginning|start|same|duplicate|text"
            ),
        ),
        why=(
            "twice",
            "again",
            "duplicate|repeat|repeated",
            "beginning|start",
            "already yield|sent|given|shown|printed|output|got|seen|have",
            "docstring|description|promise say|nothing",
            "not idempotent",
            "reader|user|caller|consumer|agent see|get",
            "partial",
            "same text|pieces|words|part",
            "mixed|garbled|two answers|concatenated|glued",
            "second attempt|stream",
        ),
        fix=(
            ("only|retry if|when|while|before|as long nothing|not|no|first|begun|yield|output"),
            "only retry",
            "raise|give up|stop if|when|after|once|instead",
            "not retry after|once|when|if",
            "begun|flag|track|remember|started",
            "nothing yield|given|sent|out",
            "before first",
            "buffer|collect",
            "raise instead",
        ),
        paraphrases=(
            (
                "If the connection breaks after some pieces were yielded, the retry sends "
                "the beginning a second time."
            ),
            "retry after partial output duplicates text",
            "Only retry when nothing has been yielded yet; the docstring even says so.",
            ("What happens if the stream breaks in the middle? The reader gets the start twice."),
            (
                "Once a token reached the user this is no longer idempotent, it must raise "
                "instead of starting again."
            ),
            "After broken connection the text is repeated from the beginning.",
            "A retry in the middle of the text repeats what the reader already has.",
            (
                "There is no flag any more that remembers whether something was yielded, so"
                " a retry doubles the text."
            ),
        ),
        forbidden=(
            "never retries",
            "retry more",
            "more attempts",
            "remove retry",
        ),
        near_misses=(
            ("Three attempts are not enough for a flaky network, please raise STREAM_ATTEMPTS."),
            "A retry should wait longer each time.",
        ),
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
