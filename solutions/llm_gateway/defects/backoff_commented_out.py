"""The first version of the back-off is still there, as a comment."""

from __future__ import annotations

from checker.model.key import Defect, Edit, Fix, LintCheck, Replacement, Rubric
from checker.rules.hygiene import COMMENTED_OUT_CODE
from checker.rules.rule import Severity
from solutions.llm_gateway.places import DRAIN, UPSTREAM

USED = (
    "        backoff_s = random.uniform(0.5, 1) * self._settings.retry_initial_ms / 1000 "
    "* 2**attempt\n"
)
DEAD = """\
        # backoff_s = self._settings.retry_initial_ms / 1000 * attempt
        # backoff_s = min(backoff_s, 5)
"""

DEFECT = Defect(
    slug="backoff-commented-out",
    rule=COMMENTED_OUT_CODE,
    severity=Severity.NIT,
    changes=(Edit(path=UPSTREAM, clean=USED, flawed=f"{DEAD}{USED}"),),
    explanation="Commented-out code of an earlier back-off is left in; git remembers it. Delete the "
    "two lines.",
    checks=(LintCheck(code="ERA001", anchor=DRAIN),),
    rubric=Rubric(
        what=(
            "commented-out",
            "commented out",
            "dead code",
            "old code",
            "code in comments",
            "code as a comment",
            "code in a comment",
            "comment with code",
        ),
        why=(
            "left in",
            "left over",
            "leftover",
            "git remembers",
            "in git",
            "version control",
            "history",
            "confus",
            "confusing",
            "noise",
            "not used",
            "no longer",
            "earlier",
            "old version",
            "dead",
        ),
        fix=("delete", "remove", "drop"),
        paraphrases=(
            "Please delete the commented-out code, git remembers the old version.",
            "commented-out code",
            "Dead code: the old backoff is left in as a comment, remove it.",
            "Can the commented out lines go? They are confusing next to the real formula.",
            "nit: remove these two lines of old code, they are only noise.",
            "There is old code in comment, it should be removed.",
        ),
        near_misses=("A comment that explains the formula would help.",),
    ),
    right_fixes=(
        Fix(
            name="deleted",
            replacements=(Replacement(path=UPSTREAM, old=DEAD, new=""),),
        ),
        Fix(
            name="said in words",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old=DEAD,
                    new="        # doubled with every attempt, and blurred so that callers spread\n",
                ),
            ),
        ),
    ),
    wrong_fixes=(
        Fix(
            name="one of the two",
            replacements=(
                Replacement(
                    path=UPSTREAM,
                    old="        # backoff_s = min(backoff_s, 5)\n",
                    new="",
                ),
            ),
        ),
    ),
)
