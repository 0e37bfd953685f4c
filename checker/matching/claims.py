"""Split review comments into claims of one or two sentences, and tell how each is meant."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from checker.matching.stance import LABEL, Stance, dismisses, stance, together
from checker.matching.suggesting import BLOCK
from checker.matching.traits import wording
from checker.matching.wording import Wording, content, read, worded
from checker.model.review import ReviewComment

LONGEST_PROSE = 2_000
MOST_SENTENCES = 16
WORDLESS = "A suggestion without words."
FENCE = re.compile(r"^(```|~~~).*?^\1[^\n]*$|^(```|~~~).*\Z", re.MULTILINE | re.DOTALL)
# Each of these looks at a character a bounded number of times: comments may have megabytes.
HIDDEN = re.compile(r"<!--.*?(?:-->|\Z)|[\u200b-\u200f\u2060\ufeff]", re.DOTALL)
QUOTED = re.compile(r"^[^\S\n]*>(?!=).*$", re.MULTILINE)
BREAK = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*+]|\d+[.)])\s)")
SENTENCE = re.compile(
    r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)(?<!etc\.)\s+(?=[\"'`(]?[A-Z0-9_`\"'(])|\n+"
)

# Words that say no more than that something is wrong, or could be better.
VAGUE = content(
    read(
        "hmm not no please look check verify review improve change fix fixed clean cleaner "
        "refactor better nicer simpler wrong bug buggy issue problem error broken odd strange "
        "weird ugly bad smell smells suspicious confusing unclear think feel seems looks like "
        "fond sure happy bit part code line lines thing something anything stuff somehow maybe "
        "perhaps could should work works needs need again really quite way good okay fine todo "
        "hm nit careful risky serious function potential consider handle handling edge case "
        "cases best practice production cause critical detected unexpected behavior certain "
        "scenario logic happen security performance follow guideline contributing contradict "
        "description revert differently explain person rework nervous whole off contain lead "
        "accordingly merge do say style second see above below same"
    )
)


# Words of reports and headings: nothing else beside them is no claim about the code.
HEADINGS = content(
    read(
        "your comment comments point points verdict verdicts total score scores report reports "
        "summary category categories attempt attempts found missed defect defects finding findings"
    )
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence of a comment: which paragraph it stands in, and what it says."""

    comment: ReviewComment
    number: int
    paragraph: int
    text: str
    wording: Wording
    stance: Stance


def sentences(comment: ReviewComment) -> tuple[Sentence, ...]:
    """Return the sentences of a comment's prose: no code, no quotations, no hidden text."""
    body = unicodedata.normalize("NFKC", HIDDEN.sub("", comment.body))
    prose = QUOTED.sub("", FENCE.sub("\n\n", body))[:LONGEST_PROSE].strip()
    label = LABEL.match(prose)
    name = label.group(1).lower() if label else ""
    prose = prose[label.end() :] if label else prose
    found: list[Sentence] = []
    if not prose and BLOCK.search(body):
        prose = WORDLESS
    for number, paragraph in enumerate(BREAK.split(prose)):
        parts = [part.strip(" \t*-+") for part in SENTENCE.split(paragraph)]
        dismissed = any(map(dismisses, parts))
        for part in filter(None, parts):
            if len(found) == MOST_SENTENCES:
                return tuple(found)
            found.append(
                Sentence(
                    comment=comment,
                    number=len(found),
                    paragraph=number,
                    text=part,
                    wording=wording(part),
                    stance=stance(part, name, dismissed=dismissed),
                )
            )
    return tuple(found)


def joined(run: tuple[Sentence, ...]) -> Wording:
    """Return the wording of several sentences as one text."""
    return worded(
        "\n".join(each.wording.plain for each in run),
        tuple(stem for each in run for stem in each.wording.stems),
    )


def stance_of(run: tuple[Sentence, ...]) -> Stance:
    """Return how several sentences together are meant."""
    return together(each.stance for each in run)


def says_nothing(run: tuple[Sentence, ...]) -> bool:
    """Return whether there is no word in it that could be evidence of anything."""
    words = content(joined(run))
    return words <= VAGUE or words <= HEADINGS
