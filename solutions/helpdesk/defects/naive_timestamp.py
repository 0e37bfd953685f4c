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
            "time zone",
            "timezone",
            "naive",
            "datetime.now",
            "datetime now",
            "tz",
            "tzinfo",
            "local time",
        ),
        why=(
            "naive",
            "local time",
            "ambiguous",
            "cannot be compared",
            "can't compare",
            "every machine",
            "other machine",
            "without time zone",
            "no time zone",
            "without timezone",
            "no timezone",
            "no tz",
            "missing tz",
            "not aware",
            "dst",
        ),
        fix=("utc", "tz=utc", "aware datetime", "timezone-aware", "pass tz", "add tz"),
        paraphrases=(
            "datetime.now() is naive, use datetime.now(tz=UTC).",
            "naive timestamp",
            "written_at has no timezone although the export promises one.",
            "Can we store UTC here? answered_at in the store is timezone-aware.",
            "Local time without an offset is ambiguous once it is exported.",
            "The date is saved without time zone.",
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
