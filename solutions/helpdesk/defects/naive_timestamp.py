"""The time of a draft has no time zone."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement, Rubric
from checker.rules.conventions import NAIVE_DATETIME
from checker.rules.rule import Severity
from solutions.helpdesk.places import DRAFTING

FLAWED = "written_at=datetime.now())"

DEFECT = Defect(
    slug="naive-timestamp",
    rule=NAIVE_DATETIME,
    severity=Severity.MINOR,
    changes=(Edit(path=DRAFTING, clean="written_at=datetime.now(tz=UTC))", flawed=FLAWED),),
    explanation="datetime.now() without a time zone stores local time: written_at means another "
    "moment on every machine. Use datetime.now(tz=UTC) as the rest of the desk does.",
    checks=(HiddenTest(node_id="test_drafts.py::test_the_time_of_a_draft_has_a_zone"),),
    rubric=Rubric(
        what=(
            "naive",
            "no|without|missing|lack|not timezone|zone|tz|utc|offset|aware",
            "timezone|zone|tz|tzinfo missing|lack|absent|lost|not|gone|unaware|aware|in",
            "utc",
            "local time|clock",
            "tz",
            "zone|timezone missing|lost|gone|not",
            "datetime.now tz|utc|naive|local|without|zone|needs|return",
            "offset",
            "aware",
            "daylight saving|dst|summer",
        ),
        why=(
            "naive",
            "local time|clock|zone|machine|server",
            "ambiguous|ambiguity|wrong|different|differ|another|depends|shift|hours",
            "utc",
            "other timestamps|times|dates|places|code|aware|everywhere|rest",
            "compare|comparison|comparing|subtract|sort|mix|typeerror|type_error",
            "export|promise|docstring|iso",
            "machine|server|host",
            "not aware|known|clear|tell|know|comparable|consistent",
            "inconsistent",
            "dst|daylight",
            "aware",
            "no zone|timezone|tz|offset",
            "without zone|timezone|tz|offset",
        ),
        fix=(
            "tz utc",
            "now utc|tz|timezone",
            "utc",
            "tz",
            "aware",
            "timezone.utc",
            "astimezone",
            "pass zone|timezone|tz",
        ),
        paraphrases=(
            "datetime.now() is naive, use datetime.now(tz=UTC).",
            "naive timestamp",
            "written_at has no timezone although the export promises one.",
            "Can we store UTC here? answered_at in the store is timezone-aware.",
            "Local time without an offset is ambiguous once it is exported.",
            "The date is saved without time zone.",
            "The moment is saved in the local clock's time, nobody knows the offset later.",
            "Every other time stamp is in UTC, this one isn't.",
        ),
        forbidden=(
            "utcnow is better",
            "microseconds",
            "time zone of the customer",
            "is utc here|already|but|and",
            "convert|converted|to local",
        ),
        near_misses=(
            "Cut the microseconds off before storing this.",
            "The clock should be injected so that tests can set the time.",
        ),
    ),
    right_fixes=(
        Fix(
            name="timezone.utc",
            replacements=(
                Replacement(
                    path=DRAFTING, old=FLAWED, new="written_at=datetime.now(timezone.utc))"
                ),
            ),
            imports=("from datetime import timezone",),
        ),
        Fix(
            name="a function that tells the time",
            replacements=(
                Replacement(path=DRAFTING, old=FLAWED, new="written_at=_now())"),
                Replacement(
                    path=DRAFTING,
                    old="class Drafter:",
                    new="def _now() -> datetime:\n    return datetime.now().astimezone()\n\n\n"
                    "class Drafter:",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="utcnow, which is naive as well",
            replacements=(
                Replacement(path=DRAFTING, old=FLAWED, new="written_at=datetime.utcnow())"),
            ),
        ),
    ),
)
