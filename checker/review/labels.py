"""Severity by Conventional Comments labels: ``issue (blocking, async): ...``.

A severity that is written out wins, as label or as decoration: ``major: ...``, ``issue (minor):
...``. A bare ``issue``, ``question``, ``thought``, ``note``, ``praise`` and unknown labels give no
severity.
"""

from __future__ import annotations

import re

from checker.rules.rule import Severity

PLAIN = {
    "suggestion": Severity.MINOR,
    "todo": Severity.MINOR,
    "chore": Severity.MINOR,
    "typo": Severity.NIT,
    "polish": Severity.NIT,
    "quibble": Severity.NIT,
    "nitpick": Severity.NIT,
    "nit": Severity.NIT,
    "optional": Severity.NIT,
    **{severity.value: severity for severity in Severity},
}
BLOCKING = {
    "issue": Severity.BLOCKER,
    "suggestion": Severity.MAJOR,
    "todo": Severity.MAJOR,
    "chore": Severity.MAJOR,
}
NON_BLOCKING = {"issue": Severity.MINOR}
_LABEL = re.compile(
    r"\s{0,9}(?:\*\*)?([A-Za-z]{1,20})[ \t]{0,9}(?:\(([^()\n]{0,200})\))?(?:\*\*)?:"
)


def severity_of(body: str) -> Severity | None:
    """Return the severity that a comment's label implies, or None."""
    found = _LABEL.match(body)
    if found is None:
        return None
    label = found[1].lower()
    decorations = {word.strip().lower() for word in (found[2] or "").split(",")}
    named = next((severity for severity in Severity if severity in decorations), None)
    if named is not None and label in {*PLAIN, *BLOCKING}:
        return named
    if "blocking" in decorations and label in BLOCKING:
        return BLOCKING[label]
    if "non-blocking" in decorations and label in NON_BLOCKING:
        return NON_BLOCKING[label]
    return PLAIN.get(label)
