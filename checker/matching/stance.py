"""How a sentence is meant: as an assertion, a question, praise, or as "all is well"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from itertools import islice

LABEL = re.compile(
    r"^\s*\**(praise|nitpick|nit|suggestion|issue|todo|question|thought|chore|note|typo|polish|"
    r"quibble|optional|fyi)\b\s*(?:\([^)\n]*\))?\s*:\**\s*",
    re.IGNORECASE,
)
NEUTRAL_LABELS = {"praise", "thought", "note", "fyi"}

VERY = r"(?:(?:totally|perfectly|quite|all|just|still|also|really|absolutely|already) )*"
# "All is well", in the words of reviewers; a pattern a line.
WELL = (
    r"lgtm|ship it|approved(?=[.!]?\s*$)",
    (
        rf"(?:looks?|seems?|sounds?|works?) {VERY}"
        r"(?:good|fine|ok|okay|great|right|correct|sensible|reasonable|well)"
    ),
    r"works as (?:intended|designed|expected)",
    (
        r"(?:is|are|was|as|it's|its|that's|probably|surely|totally|quite|just) "
        r"(?:intended|intentional|deliberate|expected|by design)"
    ),
    r"by design",
    r"nothing (?:wrong|bad|to (?:fix|change|do|worry|add|report))",
    r"no (?:real |big )?(?:problem|issue|bug|objection|concern|complaint|deal|harm)s?",
    r"no worr(?:y|ies)",
    r"no (?:need|reason) (?:to|for an?) \w+",
    r"no (?:change|action|fix) (?:is )?(?:needed|required|necessary)",
    (
        r"(?:not|n't|never) (?:(?:really|even|at all|need to|see|have|find) )?"
        r"(?:(?:an?|any) )?(?:(?:big|real) )?"
        r"(?:problem|issue|bug|concern|deal|matter|hurt|bother|worth|mind|care|worry|object)"
    ),
    r"not (?:a fault|wrong)|could n't care less|who cares|never mind",
    r"(?:n't|cannot|not|never) (?:going to |ever )?happens?",
    (
        r"(?:leave|keep|let|take) (?:it|this|that|them|things)"
        r"(?: (?:as|like|alone|be|so|that way|this way|in place|in)|(?=[.,!]?\s*$))"
    ),
    r"(?:can|could|may) (?:stay|remain|be left|live with)",
    r"(?:fine|ok|okay|good|alright) (?:with|by|for|enough|as|like)",
    r"(?:happy|content) with",
    r"good (?:call|choice|decision|idea|solution|trade-?off)",
    r"makes sense|(?:totally|perfectly) (?:right|valid|acceptable|safe)",
    r"harmless|negligible|acceptable|irrelevant|tolerable|justified",
    (
        r"(?:what|how|as) (?:i|we|you|one) (?:(?:would|will|'d|do) )?"
        r"(?:want|expect|need|like|intend)(?:ed)?"
    ),
    r"what (?:[\w-]+ ){1,2}means?",
    (
        r"(?:this|that|it|everything|all|which|they|those|these|code|name)"
        rf"(?:'s| is| are) {VERY}"
        r"(?:fine|ok|okay|correct|good|great|right|safe|enough|valid|the point)"
    ),
    r"(?:but|since|because|as) (?:it|they|we|this|that) never",
    (
        r"(?:since|because|as) (?:no one|nobody) (?:ever |will |would |really )?"
        r"(?:runs?|uses?|does|calls?|needs?|cares?|minds?)"
    ),
    r"i (?:like|love) (?:it|this|that)|i agree|i approve",
    rf"(?:is|are|was|'s|should be|will be) {VERY}(?:fine|ok|okay|alright|all right|acceptable)",
    rf"(?:is|are|should be|will be) {VERY}(?:(?:good|safe|clear|fast) enough|wanted|desired)",
    r"we(?:'re| are) (?:good|fine|ok|okay|safe)|nobody will (?:be|get) (?:confused|hurt)",
    r"suffices|good to go|go ahead|all good|works for (?:me|us)|does (?:its|the|no) (?:job|harm)",
    r"(?:the )?right (?:thing|choice|call|way|decision)(?: to do)?",
    r"(?:as|how|what) (?:it|this|that|they) should(?: be)?",
    r"yagni|out of scope|wo n't ?fix|so what",
    r"not (?:critical|important|relevant|urgent)|i would (?:not|n't) (?:change|touch|bother)",
    r"(?:can|could|may|should|let us|let's) (?:be ignored|ignore (?:it|this|that))",
    r"too (?:rare|unlikely|small|seldom) to \w+",
    r"(?:rare|cheap|short|small|close|near|clear) enough",
    r"(?:n't|not) (?:need|have) (?:to be |any |an? )?(?:fix|chang|touch|act)\w*",
    r"(?:leave|keep|stay|stays|left|kept)(?: \w+)? as (?:it )?(?:is|are)",
    (
        r"(?:it's|it is|this is|that's|that is) (?:just|only) (?:an? )?(?:small |internal )*"
        r"(?:demo|test|script|prototype|cli|tool|detail|log|helper|example|draft)"
    ),
)
FINE = re.compile(
    rf"(?<!\w)(?:{'|'.join(WELL)})\b"
    r"|^\W*(?:all |very )?(?:fine|ok|okay|good|great|nice|perfect|agreed|correct)\b\W*$",
    re.IGNORECASE,
)
# A sentence may be made of hundreds of such words, and each is looked at with what is around it.
MOST_LOOKED_AT, FARTHEST = 12, 300
# What stands before or after such words and turns them: a purpose, a false belief, a condition.
TURNED_BEFORE = re.compile(
    r"\b(?:so that(?! is|'s)|in order|as if|as though|(?:will|would|might|may|to|must|could) "
    r"(?:think|believe|assume)|thinks?|believes?|assumes?|pretends?|claims?|suggests?|implies|says|"
    r"promised?|even if|though|although|while|whilst|if|whether|unless|until|when|before|otherwise)"
    r"\b[^.;:]*$"
    r"|\b(?:instead|than|not|n't|never|neither|hardly|only|should|must|ought|needs?)\b[^.,;:]*$",
    re.IGNORECASE,
)
TURNED_AFTER = re.compile(
    r"^[\s,-]*(?:(?:if|only)\b|(?:\w+\s){0,3}(?:but|however|yet|unless|as long|until|except|"
    r"in principle|at first)\b)",
    re.IGNORECASE,
)
# What is well after "but" is well all the same, whatever stands before it.
AFTER_ALL = re.compile(r"\b(?:but|though|and|so(?! that \S)|since|which|because)\b", re.IGNORECASE)
BELIEVES = re.compile(r"\bi (?:think|believe|guess|assume|suppose)\b", re.IGNORECASE)
DOUBT = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|why|how|when|where|which|who|what|am|would|will|"
    r"can|could|(?:just )?curious|(?:i )?wonder(?:ing)?)\b",
    re.IGNORECASE,
)
SUGGESTS = re.compile(
    r"^why not|^(?:would|can|could|will) (?:you|we)\b|\b(?:please|instead|rather|better)\b"
    r"|^(?:can|could|would)\b.*\bbe \w+ed\b",
    re.IGNORECASE,
)


class Stance(StrEnum):
    """How a claim is meant."""

    ASSERTS = "asserts"
    ASKS = "asks"
    NEUTRAL = "neutral"
    DISMISSES = "dismisses"


def dismisses(text: str) -> bool:
    """Return whether a sentence says that all is well."""
    plain = text.replace("\u2019", "'").replace("n't", " n't")
    found = islice(FINE.finditer(plain), MOST_LOOKED_AT)
    return not text.endswith("?") and any(_stands(plain, each) for each in found)


def stance(text: str, label: str, *, dismissed: bool) -> Stance:
    """Return how a sentence under a label ("" for none) is meant."""
    if dismissed:
        return Stance.DISMISSES
    if label in NEUTRAL_LABELS:
        return Stance.NEUTRAL
    asked = text.endswith("?") and DOUBT.match(text) and not SUGGESTS.search(text)
    return Stance.ASKS if label == "question" or asked else Stance.ASSERTS


def together(stances: Iterable[Stance]) -> Stance:
    """Return how several sentences together are meant."""
    given = set(stances)
    ranked = (Stance.DISMISSES, Stance.NEUTRAL, Stance.ASSERTS)
    return next((each for each in ranked if each in given), Stance.ASKS)


def _stands(text: str, match: re.Match[str]) -> bool:
    start, end = match.span()
    clause = BELIEVES.sub("", AFTER_ALL.split(text[max(start - FARTHEST, 0) : start])[-1])
    return not (TURNED_BEFORE.search(clause) or TURNED_AFTER.match(text[end : end + FARTHEST]))
