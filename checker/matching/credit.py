"""How much credit evidence earns, by how near the comment stands."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from checker.matching.evidence import Evidence
from checker.matching.location import Tier

# Likeness that full evidence needs besides the concepts.
ENOUGH: Mapping[Tier, float] = {
    Tier.LINES: 0.18,
    Tier.SCOPE: 0.25,
    Tier.FILE: 0.38,
    Tier.NAMED: 0.25,
    Tier.ELSEWHERE: 0.40,
}
KNOWN = 0.70  # a known wording as it stands
ALIKE = 0.50  # a known wording, without all concepts
LEAD = 0.10  # over every other defect of the pull request
WHAT_ALIKE = 0.20  # what is wrong alone
REASON_ALIKE = 0.34  # the reason or the fix alone


class Mend(Enum):
    """Whether the reviewer repairs the defect: no, by commits, by code in the comment."""

    NONE = auto()
    PUSHED = auto()
    SUGGESTED = auto()


def credit(evidence: Evidence, tier: Tier, mend: Mend = Mend.NONE, *, shift: float = 0.0) -> float:
    """Return 1 for a find, 0.5 for a partial one, 0 for none.

    Place alone earns nothing: what and why (or the fix) must be said, or a known wording that
    fits no other defect as well. A suggestion that repairs the defect says all; who has repaired
    it need not say how. ``shift`` moves every threshold, to see how firm a verdict is.
    """
    if evidence.forbidden:
        return 0.0
    if mend is Mend.SUGGESTED:
        return 1.0
    near = tier <= Tier.SCOPE
    likeness = evidence.likeness + shift
    lead = evidence.likeness - evidence.runner_up
    told = evidence.apart or (bool(evidence.what) and mend is Mend.PUSHED)
    ahead = tier is Tier.LINES or lead > 0
    if told and evidence.solid and ahead and likeness >= ENOUGH[tier]:
        return 1.0 if tier <= Tier.FILE else 0.5
    if near and lead >= LEAD and likeness >= (ALIKE if evidence.solid else KNOWN):
        return 1.0
    alike = WHAT_ALIKE if evidence.what else REASON_ALIKE
    return 0.5 if near and evidence.solid and lead > 0 and likeness >= alike else 0.0
