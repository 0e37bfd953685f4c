"""Say in words what a remark was weighed by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from checker.matching.location import WORDS
from checker.matching.weighing import Weighed
from checker.matching.weights import Weights

LEAST_TOLD = 0.25  # of a sum: less decides nothing
# What pieces of evidence are about, by how their names begin; the first that fits.
ABOUT = (
    ("speaks as asked", "it speaks as a question"),
    ("speaks as other", "it speaks as one with another wish"),
    ("speaks as remedy", "it speaks as one who names another cause or remedy"),
    ("speaks as mechanism", "it speaks as one who names another cause or remedy"),
    ("speaks as", "it speaks as one who defends the code"),
    ("words of opposites alone", "its words are those of finds"),
    ("code", "the code that it names"),
    ("only asks", "it asks"),
    ("vocabulary", "its words are those of finds rather than of opposites, wishes and questions"),
    ("covered", "its words are those of finds"),
    ("words of no find", "its words are those of finds"),
    ("words lead", "no other defect near by fits as well"),
    ("sequence lead", "no other defect near by fits as well"),
    ("names the repair", "it names what the right code has"),
    ("names the flaw", "it names what the flawed code has"),
    ("in the same", "the place"),
    ("elsewhere", "the place"),
    ("words that bind", "whole sentences"),
    ("a row of words", "whole sentences"),
    ("says that all is well", "it says that all is well"),
    ("is all questions", "it asks"),
    ("ends in a question", "it asks"),
    ("size", "its length"),
    ("sentences", "its length"),
    ("commas", "its length"),
    ("shows code", "it shows code"),
    ("", "its likeness to known wordings"),
)


def grounds(each: Weighed, weights: Weights, *, unsure: bool = False) -> str:
    """Return where it stands, the nearest known wordings, and what spoke for and against."""
    evidence = each.evidence
    parts = [WORDS[each.tier]]
    if evidence.found.text:
        parts.append(f"{evidence.found.likeness:.2f} like the find {evidence.found.text!r}")
    if evidence.opposite.likeness:
        opposite = evidence.opposite
        parts.append(f"{opposite.likeness:.2f} like the opposite {opposite.text!r}")
    told = spoken(weights.parts(evidence.values))
    parts += [f"for: {', '.join(told[0])}"] if told[0] else []
    parts += [f"against: {', '.join(told[1])}"] if told[1] else []
    parts += ["unsure: the evidence does not carry this"] if unsure else []
    return "; ".join(parts)


def spoken(parts: Mapping[str, float]) -> tuple[list[str], list[str]]:
    """Return in words what speaks for a find and what against it, the weightiest first."""
    sums: defaultdict[str, float] = defaultdict(float)
    for name, part in parts.items():
        about = next(words for beginning, words in ABOUT if name.startswith(beginning))
        sums[about] += part
    ranked = sorted(sums, key=lambda about: (-abs(sums[about]), about))
    return (
        [f"{about} ({sums[about]:+.1f})" for about in ranked if sums[about] >= LEAST_TOLD],
        [f"{about} ({sums[about]:+.1f})" for about in ranked if sums[about] <= -LEAST_TOLD],
    )
