"""The values of a scorecard: the score with its reasons, and one line per defect."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from checker.model.place import Lines, Place
from checker.model.result import Outcome, Score, TimeTaken, Verdict
from checker.model.review import Event, Hint, Ignored, Side
from checker.rules.rule import Category, Severity


class CommentKind(StrEnum):
    """What kind of evidence a check is."""

    HIDDEN_TEST = "hidden test"
    RUFF = "ruff"
    MYPY = "mypy"
    STRUCTURE = "structure"
    FILE = "file"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckLine:
    """How one check of a defect went."""

    kind: CommentKind
    name: str
    outcome: Outcome
    evidence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceLine:
    """What the pull request says and what the reference says instead; "" for missing text."""

    path: PurePosixPath
    flawed: str
    clean: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectLine:
    """The result for one defect; ``comment`` is the id of the comment that found it, or "".

    ``asked`` are phrases that would find it.
    """

    slug: str
    rule: str
    code: str
    category: Category
    severity: Severity
    explanation: str
    places: tuple[Place, ...]
    found: float
    comment: str
    fixed: bool
    checks: tuple[CheckLine, ...]
    reference: tuple[ReferenceLine, ...]
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """The verdict on a claim; ``severity`` is the candidate's and is never scored.

    ``why`` is a sentence for people; ``figures`` are what the judge weighed, for programs. ``rule``
    is the name of the rule where the target is a defect, else "". ``unsure`` says that the evidence
    does not carry the verdict, and ``near`` is the slug of the defect that it came nearest to.
    """

    comment: str
    number: int
    path: PurePosixPath
    lines: Lines | None
    side: Side
    severity: Severity | None
    text: str
    verdict: Verdict
    target: str
    why: str
    figures: str = ""
    rule: str = ""
    unsure: bool = False
    near: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondVerdict:
    """What a second judge said of a claim, and what the claim was taken for before and after.

    ``defect`` is "" for none, and ``credit`` and ``rule`` then too; else ``credit`` is full or
    asked. ``digest`` is of the question and the judge.
    """

    comment: str
    number: int
    digest: str
    defect: str
    rule: str
    credit: str
    first: Verdict
    became: Verdict
    quote: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjudication:
    """What a second judge said, and the score with it beside the one of the built-in judge."""

    judge: str
    verdicts: tuple[SecondVerdict, ...]
    score: Score

    @property
    def changed(self) -> tuple[SecondVerdict, ...]:
        """The verdicts that are others than the first judge's."""
        return tuple(each for each in self.verdicts if each.first is not each.became)


@dataclass(frozen=True, slots=True, kw_only=True)
class RegressionLine:
    """Something that worked on the dealt head and no longer does, and what shows it."""

    target: str
    tests: tuple[str, ...]
    evidence: str


class Settled(StrEnum):
    """What the answer to a question about a verdict makes of it."""

    TRUTH = "settled"
    NOT_DEFENDED = "found, not defended"
    LEFT = "left as judged"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledLine:
    """A verdict that was asked about: what it was, and what it is by the reviewer's own answer."""

    comment: str
    number: int
    rule: str
    judged: Verdict
    verdict: Verdict
    outcome: Settled


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledScore:
    """The points as the reviewer's own answers settle them; the score does not follow them.

    ``questions`` is how many there are, ``after_report`` how many were answered after the report
    had been shown, which has the answers.
    """

    total: float
    review: float
    questions: int
    after_report: int
    lines: tuple[SettledLine, ...]

    @property
    def right(self) -> int:
        """How many questions were answered with the truth."""
        return sum(each.outcome is Settled.TRUTH for each in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Scorecard:
    """Everything that a report shows.

    ``score`` is the built-in judge's. ``settled``, None where nobody has answered anything, and
    ``adjudications``, those of other judges, never change it.
    """

    pack: str
    seed: int
    digest: str
    dealt_head: str
    head: str
    event: Event | None
    score: Score
    clock: TimeTaken | None
    late: bool
    defects: tuple[DefectLine, ...]
    claims: tuple[ClaimLine, ...]
    regressions: tuple[RegressionLine, ...]
    ignored: tuple[Ignored, ...]
    notes: tuple[str, ...]
    isolation: str
    tools: Mapping[str, str]
    hints: tuple[Hint, ...] = ()
    settled: SettledScore | None = None
    adjudications: tuple[Adjudication, ...] = ()

    @property
    def found(self) -> int:
        """How many defects were found, those aside that were only asked about."""
        return sum(defect.found == 1 for defect in self.defects)

    @property
    def asked(self) -> int:
        """How many defects were asked about by a bare question alone."""
        return sum(0 < defect.found < 1 for defect in self.defects)

    @property
    def fixed(self) -> int:
        """How many defects were fixed."""
        return sum(defect.fixed for defect in self.defects)

    @property
    def missed(self) -> tuple[DefectLine, ...]:
        """The defects that no comment found, in order."""
        return tuple(defect for defect in self.defects if not defect.found)

    def taken_for(self, *verdicts: Verdict) -> tuple[ClaimLine, ...]:
        """Return the claims with one of these verdicts, in order."""
        return tuple(claim for claim in self.claims if claim.verdict in verdicts)
