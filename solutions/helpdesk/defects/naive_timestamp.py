"""The time of a draft has no time zone."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, HiddenTest, Replacement
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
