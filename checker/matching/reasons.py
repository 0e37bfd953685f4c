"""Say in one plain sentence why a verdict fell: no figures, and no names of other defects."""

from __future__ import annotations

from checker.matching.candidates import FULL, Candidate
from checker.matching.kinds import names
from checker.matching.location import WIDEST, Tier
from checker.matching.stance import Stance
from checker.model.review import ReviewComment, Side

SAYS_IT = 0.3  # likeness to a known find from which a comment speaks of the same fault
UNSURE = "; messypr is not sure of this"
UNJUDGED = "; messypr cannot judge it"
UNSAID = f"your words fit nothing that is known of this pull request{UNJUDGED}"
AT = {
    Tier.LINES: "on the lines of the defect",
    Tier.SCOPE: "in the function of the defect",
    Tier.FILE: "in the file of the defect",
    Tier.NAMED: "in another file, but with the name of the place",
    Tier.ELSEWHERE: "in another file",
}


def of_find(each: Candidate) -> str:
    """Return why a remark found a defect, or why it only asked about it."""
    at = AT[each.weighed.tier]
    if each.named:
        return f"you commented {at}, and the kind that you chose is that of the defect"
    if each.credit == FULL:
        reason = f"you said {at} what is wrong"
    else:
        reason = f"you asked {at} and did not say what is wrong: this counts half"
    return reason + (UNSURE if each.unsure else "")


def of_miss(each: Candidate, *, unsure: bool) -> str:
    """Return why a remark that came near to a defect did not find it."""
    reason = _missed(each)
    return reason + (UNSURE if unsure else UNJUDGED) if reason else UNSAID


def _missed(each: Candidate) -> str:
    comment, tier = each.remark.run[0].comment, each.weighed.tier
    found, opposite = each.weighed.evidence.found, each.weighed.evidence.opposite
    says_it = found.likeness >= SAYS_IT and found.likeness >= opposite.likeness
    if tier > Tier.SCOPE:
        return _elsewhere(comment, each, says_it=says_it)
    if opposite.likeness >= SAYS_IT and not says_it:
        return "a defect is here, but you said what people say who defend the code"
    if says_it:
        return "you spoke of the defect that is here, but not clearly enough of what goes wrong"
    if comment.kind and not names(comment, each.defect.rule):
        return "a defect is here, but of another kind than you chose, and your words do not name it"
    return "a defect is here, but your words seem to be about something else"


def _elsewhere(comment: ReviewComment, each: Candidate, *, says_it: bool) -> str:
    """Return what the place of a comment had to do with it, "" where its words fit nothing."""
    where = _away(comment, each.weighed.tier)
    if names(comment, each.defect.rule):
        return f"the kind that you chose is that of a defect, but {where}"
    only_asks = all(sentence.stance is Stance.ASKS for sentence in each.remark.run)
    did = "asked about" if only_asks else "said"
    return f"you {did} what breaks, but {where}" if says_it else ""


def _away(comment: ReviewComment, tier: Tier) -> str:
    if tier is not Tier.FILE:
        return "for another file"
    if comment.side is Side.LEFT:
        return "on the old side of the diff"
    if comment.lines is None:
        return "for the whole file and not for the lines"
    if len(comment.lines) > WIDEST:
        return "for too many lines at once"
    return "for another part of the file"
