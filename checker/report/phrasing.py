"""Sentences that several formats share, and hostile text made safe for them."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from checker.model.place import Lines
from checker.model.result import Outcome
from checker.model.review import Event, Hint, HintStep, Side
from checker.report.scorecard import (
    Adjudication,
    ClaimLine,
    DefectLine,
    Scorecard,
    SecondVerdict,
)

MAX_CHARS = 300
MINUTE_SECONDS = 60
EVENTS = {
    Event.APPROVE: "approved",
    Event.REQUEST_CHANGES: "requested changes",
    Event.COMMENT: "commented",
    None: "gave no verdict",
}
_SENTENCE_END = re.compile(r"(?<=[.!?])(?<!e\.g\.)(?<!i\.e\.)\s+(?=[^a-z])")
_RUNNER_COMMAND = re.compile(r"(?:^|(?<=\s))::|##(?=\w*\[)")


def one_line(text: str, longest: int = MAX_CHARS) -> str:
    """Return a text on one line, of bounded length, that no terminal and no CI runner obeys.

    Characters that cannot be printed are escaped; a runner obeys ``::error::`` at the start of
    a line, and ``##[error]`` anywhere.
    """
    words = " ".join(text[: 4 * longest].split())
    if len(words) > longest:
        words = f"{words[:longest].rstrip()}..."
    shown = "".join(each if each.isprintable() else ascii(each)[1:-1] for each in words)
    return _RUNNER_COMMAND.sub(lambda found: " ".join(found[0]), shown)


def first_sentence(text: str) -> str:
    """Return the first sentence of an explanation."""
    return _SENTENCE_END.split(" ".join(text.split()), maxsplit=1)[0]


def location(path: PurePosixPath | str, lines: Lines | None) -> str:
    """Return a place in the form that editors and terminals link."""
    name = one_line(str(path), longest=4 * MAX_CHARS)
    if lines is None:
        return name
    return f"{name}:{lines.first}" + (f"-{lines.last}" if lines.last > lines.first else "")


def places(defect: DefectLine) -> tuple[str, ...]:
    """Return the places of a defect, the main place first."""
    return tuple(location(place.path, place.lines) for place in defect.places)


def where(claim: ClaimLine) -> str:
    """Return the lines that a claim is about."""
    side = " (left)" if claim.side is Side.LEFT else ""
    return location(claim.path, claim.lines) + side


def found_word(defect: DefectLine) -> str:
    """Return in one word whether the review found a defect."""
    if not defect.found:
        return "missed"
    return "found" if defect.found >= 1 else "asked"


def fixed_word(defect: DefectLine) -> str:
    """Return in one word whether the commits fixed a defect."""
    return "fixed" if defect.fixed else "unfixed"


def still_there(defect: DefectLine) -> tuple[str, ...]:
    """Return the evidence of the checks that a defect does not pass."""
    failed = [check for check in defect.checks if check.outcome is not Outcome.PASSED]
    return tuple(one_line(check.evidence or f"{check.name} {check.outcome}") for check in failed)


def total(card: Scorecard) -> str:
    """Return the score."""
    return f"{card.score.total:.1f}"


def adjudicated(adjudication: Adjudication) -> str:
    """Return in one sentence what a second judge comes to."""
    score, count = adjudication.score, len(adjudication.verdicts)
    verdicts = "1 verdict" if count == 1 else f"{count} verdicts"
    return (
        f"as adjudicated by {one_line(adjudication.judge)}: {score.total:.1f} of 100, review"
        f" {score.review.earned:.1f} of {score.review.possible:g}; {verdicts},"
        f" {len(adjudication.changed)} changed"
    )


def second_verdict(second: SecondVerdict) -> str:
    """Return in one sentence what a second judge says of a claim."""
    about = f" {one_line(second.rule)}" if second.rule else ""
    why = f": {one_line(second.why)}" if second.why else ""
    return (
        f"comment {one_line(second.comment)}: {second.first}, now {second.became}{about};"
        f' it says "{one_line(second.quote)}"{why}'
    )


def round_of(card: Scorecard) -> str:
    """Return in one sentence what was graded."""
    count = len(card.defects)
    name = card.pack.replace("_", "-")
    parts = [
        f"{name}, seed {card.seed}: {EVENTS[card.event]}",
        f"{card.found} of {count} defects found",
        *([f"{card.asked} asked about"] if card.asked else []),
        f"{card.fixed} fixed",
    ]
    if taken := time_taken(card):
        parts.append(taken)
    return ", ".join(parts)


def settled(card: Scorecard) -> str:
    """Return both numbers in a sentence, "" where no verdict was asked about."""
    known = card.settled
    if known is None:
        return ""
    answered = len(known.lines)
    after = f", {known.after_report} after the report was shown" if known.after_report else ""
    return (
        f"As judged {total(card)}, as settled {known.total:.1f} of 100: {known.right} of"
        f" {answered} answers say what goes wrong ({known.questions} asked{after})."
        " The answers are the reviewer's own; the score is as judged."
    )


def time_taken(card: Scorecard) -> str:
    """Return how long the round took, or "" where no clock ran."""
    clock = card.clock
    if clock is None or clock.used_seconds is None:
        return ""
    used, limit = minutes(clock.used_seconds), minutes(clock.limit_seconds)
    return f"{used} of {limit} minutes used"


def lateness(card: Scorecard) -> str:
    """Return how late the round was handed in, or ""."""
    clock = card.clock
    if clock is None or clock.used_seconds is None or not clock.late:
        return ""
    return f"LATE by {max(minutes(clock.used_seconds - clock.limit_seconds), 1)} min"


def minutes(seconds: int) -> int:
    """Return whole minutes, rounded down."""
    return seconds // MINUTE_SECONDS


def graded_with(card: Scorecard) -> str:
    """Return the isolation level and the versions of the tools that decided."""
    tools = ", ".join(f"{name} {version}" for name, version in card.tools.items())
    return f"isolation level {card.isolation}; {tools}"


def hint(taken: Hint) -> str:
    """Return a hint in a sentence."""
    category = one_line(taken.category)
    if not taken.category:
        return "every defect of this pull request is found"
    if taken.step is HintStep.CATEGORY:
        left = "1 defect is" if taken.left == 1 else f"{taken.left} defects are"
        return f"{left} unfound in the category {category}"
    where = one_line(taken.path)
    if taken.step is HintStep.FILE:
        return f"one of the category {category} is in {where}"
    scope = f"in {one_line(taken.scope)}" if taken.scope else "outside of any function"
    return f"one of the category {category} is in {where}, {scope}"
