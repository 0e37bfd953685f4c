"""The values of a graded submission."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from checker.model.key import Check, Defect
from checker.model.place import Place
from checker.model.review import Event, Ignored, ReviewComment


class Outcome(StrEnum):
    """How a check ended; ERROR means that messypr or its environment failed."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """The outcome of one check, and a text that says why."""

    check: Check
    outcome: Outcome
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TestResult:
    """How one test ended; ``broke`` says that it never came to an assertion.

    ``target`` is the name of the contract that the test is about: the root cause of a
    regression.
    """

    __test__ = False  # pytest would collect the class because of its name

    node_id: str
    outcome: Outcome
    message: str = ""
    target: str = ""
    broke: bool = False


class Verdict(StrEnum):
    """How a claim of a review is judged."""

    FOUND = "found"
    PARTIAL = "partial"
    DUPLICATE = "duplicate"
    ACCEPTABLE = "acceptable"
    NEUTRAL = "neutral"
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
    """How a claim is judged and why; ``target`` is the slug of a defect, decoy or remark."""

    claim: Claim
    verdict: Verdict
    target: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The outcome of a review: the credit for each defect, and the verdicts on its claims."""

    found: tuple[tuple[str, float], ...]
    verdicts: tuple[Verdict, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matching:
    """The verdict on every claim; ``found`` maps a defect's slug to 0.5 or 1.

    ``strict`` and ``lenient`` are set where verdicts are unresolved: the outcome if all of them
    go against the review, or for it.
    """

    claims: tuple[ClaimResult, ...]
    found: tuple[tuple[str, float], ...]
    strict: Tally | None = None
    lenient: Tally | None = None

    @property
    def standings(self) -> tuple[Tally, ...]:
        """The possible outcomes of the review; only one where every verdict is resolved."""
        usual = Tally(found=self.found, verdicts=tuple(each.verdict for each in self.claims))
        return (usual, *filter(None, (self.strict, self.lenient)))

    @property
    def unresolved(self) -> tuple[str, ...]:
        """Defects whose verdict lies within a threshold's uncertainty band."""
        ways = [dict(standing.found) for standing in self.standings]
        return tuple(slug for slug, _ in self.found if len({way[slug] for way in ways}) > 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DefectResult:
    """The outcome for one planted defect."""

    defect: Defect
    places: tuple[Place, ...]
    found: float
    by: ReviewComment | None
    checks: tuple[CheckResult, ...]

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Points:
    """Points earned, points possible, and the reasons."""

    earned: float
    possible: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Points out of 100; ``low`` and ``high`` differ where a verdict is unresolved."""

    low: float
    high: float
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
