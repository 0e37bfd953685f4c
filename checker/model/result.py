"""The values of a graded submission."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.model.key import Check, Defect
from checker.model.place import Place
from checker.model.review import Event, Hint, Ignored, ReviewComment


class Outcome(StrEnum):
    """How a check ended; ERROR means that messypr or its environment failed."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """The outcome of one check, and a text that says why.

    ``said`` is what the candidate's code said of it, or holds what only a hidden test knows.
    """

    check: Check
    outcome: Outcome
    evidence: str = ""
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestResult:
    """How one test ended; ``broke`` says that it never came to an assertion.

    ``target`` is the name of the contract that the test is about: the root cause of a
    regression. ``said`` is what the candidate's code said, or holds values of the test.
    """

    __test__ = False  # pytest would collect the class because of its name

    node_id: str
    outcome: Outcome
    message: str = ""
    said: str = ""
    target: str = ""
    broke: bool = False


class Verdict(StrEnum):
    """How a claim of a review is judged."""

    FOUND = "found"
    ASKED = "asked"
    DUPLICATE = "duplicate"
    ACCEPTABLE = "acceptable"
    NEUTRAL = "neutral"
    UNJUDGED = "unjudged"
    NOISE = "noise"
    FALSE_ALARM = "false alarm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One or two sentences of a review comment."""

    comment: ReviewComment
    index: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimResult:
    """How a claim is judged and why; ``target`` is the slug of a defect, decoy or remark.

    ``why`` is a sentence for people, ``figures`` what the judge weighed, for programs; "" if none.
    ``unsure`` says that the evidence is too near to the threshold to carry the verdict. ``near`` is
    the slug of the defect that a claim without a find came nearest to.
    """

    claim: Claim
    verdict: Verdict
    target: str
    why: str
    unsure: bool = False
    figures: str = ""
    near: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """The verdict on every claim; ``found`` maps a defect's slug to 1, or 0.5 if it was asked."""

    claims: tuple[ClaimResult, ...]
    found: tuple[tuple[str, float], ...]

    @property
    def unsure(self) -> int:
        """How many verdicts the evidence does not carry."""
        return sum(each.unsure for each in self.claims)


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectResult:
    """The outcome for one planted defect; ``known`` are a few wordings that find it."""

    defect: Defect
    places: tuple[Place, ...]
    found: float
    by: ReviewComment | None
    checks: tuple[CheckResult, ...]
    known: tuple[str, ...] = ()

    @property
    def fixed(self) -> bool:
        """Whether all its checks pass now."""
        return all(result.outcome is Outcome.PASSED for result in self.checks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Regression:
    """Something that worked on the dealt head and on the reference and no longer does."""

    target: str
    tests: tuple[str, ...]
    evidence: str
    said: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Points earned, points possible, and the reasons."""

    earned: float
    possible: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Points out of 100, and what they are made of."""

    total: float
    review: Points
    fix: Points
    precision: float
    recall: float


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeTaken:
    """How long a round took; ``used_seconds`` is None where no clock ran."""

    limit_seconds: int
    used_seconds: int | None = None

    @property
    def late(self) -> bool:
        """Whether the submission came after the limit."""
        return self.used_seconds is not None and self.used_seconds > self.limit_seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole result, ready to be shown."""

    pack: str
    digest: str
    seed: int
    dealt_head: str
    head: str
    isolation: str
    tools: tuple[tuple[str, str], ...]
    event: Event | None
    defects: tuple[DefectResult, ...]
    matching: Matching
    regressions: tuple[Regression, ...]
    score: Score
    clock: TimeTaken | None
    ignored: tuple[Ignored, ...]
    notes: tuple[str, ...]
    hints: tuple[Hint, ...] = ()
