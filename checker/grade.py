"""Grade a submission: the one place where the steps meet."""

from __future__ import annotations

from checker.dealing import Deal
from checker.model.key import Challenge
from checker.model.result import Clock, Report
from checker.model.review import Submission
from checker.progress import Progress, silent


def grade(
    challenge: Challenge,
    deal: Deal,
    submission: Submission,
    *,
    clock: Clock | None = None,
    progress: Progress = silent,
) -> Report:
    """Return the report on a submission.

    Raises:
        TamperedSubmissionError: the player lied to the judge; no score is given.
        EnvironmentBrokenError: a check came to no answer here and on the reference either.
    """
    raise NotImplementedError
