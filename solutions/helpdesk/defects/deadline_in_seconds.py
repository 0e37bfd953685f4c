"""A deadline in seconds is passed to the SDK, which counts milliseconds."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric, Site
from checker.rules.mistral import SECONDS_AS_MILLISECONDS
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING, SETTINGS

FLAWED = "            timeout_ms=int(self._desk.settings.draft_deadline_s),\n"

DEFECT = Defect(
    slug="deadline-in-seconds",
    rule=SECONDS_AS_MILLISECONDS,
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
    rubric=Rubric(
        what=(
            "second|seconds milliseconds|ms|instead",
            "milliseconds|ms & seconds|second|expected|expects|60|unit|factor|1000",
            "wrong|mixed|mix|different|mismatch|confused unit|units",
            "unit|units wrong|mixed|mix|mismatch|mixup|confusion|differ|error|not match",
            "1000|thousand",
            "60 ms|milliseconds",
            "multiply|multiplied|convert|conversion|times",
            "timeout too short|small|60|early",
            "factor",
            "milliseconds",
            "timeout_ms & seconds|s|60|unit|wrong|draft_deadline_s|conversion",
        ),
        why=(
            "60 ms|milliseconds",
            "60ms",
            "seconds",
            "milliseconds",
            "too early|soon|short|small|fast",
            "immediately|instantly|every|each|always|all stream|preview|request|fail",
            "timeout every|always|immediately|after|before|all",
            "before model|any|answer|first",
            "unit",
            "1000|thousand",
            "not answer|respond|enough|time|convert",
            "in s|ms",
        ),
        fix=(
            "1000|thousand",
            "multiply|convert|conversion",
            "to milliseconds",
            "times 1000",
            "in milliseconds",
        ),
        paraphrases=(
            (
                "timeout_ms expects milliseconds but gets seconds here, so the stream times"
                " out after 60 ms."
            ),
            "unit mix-up: seconds given as milliseconds",
            "draft_deadline_s must be multiplied by 1000 for timeout_ms.",
            "Isn't this off by a factor of 1000? 60 becomes 60 ms.",
            "No model answers within 60 ms, every preview will fail with a read timeout.",
            "The parameter is in ms, the setting in s, you need convert it.",
            ("The value is in seconds but the parameter counts ms, so each stream dies at once."),
            "Missing conversion from s to ms.",
        ),
        forbidden=(
            "too long",
            "rename",
            "per read",
            "milliseconds already",
            "divide by",
        ),
        near_misses=(
            "60 seconds is too long for a preview, nobody waits a minute.",
            "The timeout of the stream counts per read, not in total.",
        ),
    ),
    right_fixes=(
        Fix(
            name="the client's own timeout",
            replacements=(
                Replacement(
                    path=DRAFTING,
                    old=FLAWED,
                    new="            timeout_ms=self._desk.settings.timeout_ms,\n",
                ),
            ),
        ),
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
    ),
    wrong_fixes=(
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
