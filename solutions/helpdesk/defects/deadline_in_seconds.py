"""A deadline in seconds is passed to the SDK, which counts milliseconds."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Site
from checker.rules.requests import SECONDS_PASSED_AS_MILLISECONDS
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING, SETTINGS

FLAWED = "            timeout_ms=int(self._desk.settings.draft_deadline_s),\n"

DEFECT = Defect(
    slug="deadline-in-seconds",
    rule=SECONDS_PASSED_AS_MILLISECONDS,
    severity=Severity.MAJOR,
    changes=(
        Edit(
            path=DRAFTING,
            clean="            timeout_ms=int(self._desk.settings.draft_deadline_s * 1000),\n",
            flawed=FLAWED,
        ),
    ),
    sites=(Site(path=SETTINGS, text="draft_deadline_s: float = 60.0"),),
    explanation="timeout_ms counts milliseconds and draft_deadline_s is in seconds: the stream "
    "gives up after 60 ms, before any model answers. Multiply by 1000.",
    checks=(HiddenTest(node_id="test_stream.py::test_a_model_may_think_for_a_while"),),
    right_fixes=(
        Fix(
            name="a helper that converts",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="            timeout_ms=_milliseconds(self._desk.settings.draft_deadline_s),\n",
                ),
                Replacement(
                    path=DRAFTING,
                    old="class Drafter:",
                    new="def _milliseconds(seconds: float) -> int:\n"
                    "    return round(seconds * 1000)\n\n\n"
                    "class Drafter:",
                ),
            ),
        ),
        Fix(
            name="rounded up, in milliseconds",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="            timeout_ms=math.ceil(1_000 * self._desk.settings.draft_deadline_s),\n",
                ),
            ),
            imports=("import math",),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="the client's own timeout, and no deadline for a draft",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="            timeout_ms=self._desk.settings.timeout_ms,\n",
                ),
            ),
        ),
        Fix(
            name="rounded up, still seconds",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="            timeout_ms=max(1, round(self._desk.settings.draft_deadline_s)),\n",
                ),
            ),
        ),
    ),
)
