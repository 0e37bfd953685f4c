"""What is no defect of the key all the same: decoys, acceptable remarks, real lint findings."""

from __future__ import annotations

from typing import NamedTuple

from checker.matching.claims import Sentence, joined, stance_of
from checker.matching.context import MatchContext, Reported
from checker.matching.location import NEAR, Tier, tier
from checker.matching.phrases import first_said, says
from checker.matching.speech import code_of, tokens
from checker.matching.stance import Stance
from checker.matching.traits import CODE, traits
from checker.model.key import Decoy
from checker.model.place import Lines
from checker.model.result import Verdict
from checker.model.review import ReviewComment

ALIKE = 0.6  # of the words of a remark and an example that are shared


class Judged(NamedTuple):
    """A verdict, on what, and why: in a sentence, and in what it was judged by."""

    verdict: Verdict
    target: str
    why: str
    figures: str = ""


def as_decoy(run: tuple[Sentence, ...], context: MatchContext) -> Judged | None:
    """Return the verdict on sentences that accuse a decoy, None for others."""
    comment, wording = run[0].comment, joined(run)
    for decoy, place in context.decoys:
        near = tier(comment, (place,), context.head)
        if near > Tier.SCOPE or (near is Tier.SCOPE and not _names_it(run, decoy)):
            continue
        accusation = first_said(wording, decoy.accusations)
        if accusation and stance_of(run) is Stance.ASKS:
            return Judged(Verdict.NEUTRAL, decoy.slug, "you asked about code that is right")
        if accusation:
            why, said = f"the code is right: {decoy.why}", f"said {accusation!r}"
            return Judged(Verdict.FALSE_ALARM, decoy.slug, why, said)
    return None


def _names_it(run: tuple[Sentence, ...], decoy: Decoy) -> bool:
    """Return whether sentences elsewhere in the function name code of the decoy's line."""
    code = frozenset(CODE.findall(decoy.site.text))
    return any(code & code_of(tokens(each.text)) for each in run)


def as_neutral(run: tuple[Sentence, ...], context: MatchContext) -> Judged | None:
    """Return the verdict on a true remark that is no defect of the key, None for others."""
    comment, wording = run[0].comment, joined(run)
    for remark in context.acceptable:
        if comment.path not in remark.paths and comment.path.suffix == ".py":
            continue  # what is no code may be commented on anywhere
        said = first_said(wording, remark.phrases) or _alike(run, remark.examples)
        if said:
            why = "what you said is true, and no defect of the key"
            return Judged(Verdict.ACCEPTABLE, remark.slug, why, f"said {said!r}")
    for each in context.reported:
        if _about(comment, each) and (says(wording, each.code) or says(wording, each.message)):
            why = f"the repository's own linters report it ({each.code})"
            return Judged(Verdict.NEUTRAL, each.code, why)
    return None


def _alike(run: tuple[Sentence, ...], examples: tuple[str, ...]) -> str:
    """Return the example that says much the same, "" for none."""
    mine = frozenset(word for each in run for word in traits(each.text).words)
    for text in examples:
        words = traits(text).words
        if 2 * len(mine & words) >= ALIKE * (len(mine) + len(words)):
            return text
    return ""


def _about(comment: ReviewComment, reported: Reported) -> bool:
    here = Lines(first=reported.line, last=reported.line)
    return (
        str(comment.path) == reported.path
        and comment.lines is not None
        and comment.lines.distance(here) <= NEAR
    )
