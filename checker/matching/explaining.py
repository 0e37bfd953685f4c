"""Say in words what a claim was weighed by."""

from __future__ import annotations

from checker.matching.evidence import Evidence
from checker.matching.location import WORDS, Tier
from checker.model.key import Rubric

MOST_SPOKEN = 4


def grounds(evidence: Evidence, tier: Tier, *, unresolved: bool = False) -> str:
    """Return where it stands, the concepts found and missing, the nearest wording, the rival."""
    groups = {"what": evidence.what, "why": evidence.why, "fix": evidence.fix}
    said = [f"{name}: {spoken(phrase)!r}" for name, phrase in groups.items() if phrase]
    missing = [name for name, phrase in groups.items() if not phrase]
    parts = [WORDS[tier], ", ".join(said)]
    parts += [f"not said: {', '.join(missing)}"] if missing else []
    parts += [f"{evidence.likeness:.2f} like {evidence.nearest!r}"]
    if evidence.rival and evidence.runner_up:
        parts.append(f"next is {evidence.rival} with {evidence.runner_up:.2f}")
    parts += ["unresolved: near a threshold"] if unresolved else []
    return "; ".join(filter(None, parts))


def asked_for(rubric: Rubric) -> tuple[str, ...]:
    """Return words that would have found a defect, a line for each group."""
    groups = {"what": rubric.what, "why": rubric.why, "fix": rubric.fix}
    return tuple(
        f"{name}: {' / '.join(spoken(phrase) for phrase in phrases[:MOST_SPOKEN])}"
        for name, phrases in groups.items()
        if phrases
    )


def spoken(phrase: str) -> str:
    """Return a phrase of a rubric as one may say it: the first of several words each time."""
    parts = phrase.split(" & ")
    return " … ".join(" ".join(word.split("|")[0] for word in part.split()) for part in parts)
