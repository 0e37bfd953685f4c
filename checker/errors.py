"""Every error that messypr raises on purpose, with its exit code (see ``cli.exit_codes``).

* MessyprError (3: messypr itself or its environment failed)
  * UsageError (2)
    * UnknownPackError, UnknownRuleError, InvalidReviewError
    * RoundError
      * ConflictError
  * SubmissionError (4: bad, foreign or tampered submission)
    * ForeignSubmissionError, TamperedSubmissionError
  * PackError (3: a pack does not hold what it promises)
    * PlantingError, DrawError
  * EnvironmentBrokenError (3)
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import ClassVar

LIKE = 0.65  # difflib's own 0.6 takes "paths" for what "authr" meant


class MessyprError(Exception):
    """An error with a message for people; the command prints it and exits with its code."""

    exit_code: ClassVar[int] = 3


class UsageError(MessyprError):
    """The person at the keyboard can correct it."""

    exit_code = 2


class UnknownPackError(UsageError):
    """No pack has this name."""


class UnknownRuleError(UsageError):
    """No rule has this code or name."""


class RoundError(UsageError):
    """The command does not fit the state of the round."""


class ConflictError(RoundError):
    """Another window or command changed it meanwhile; nothing was overwritten."""


class InvalidReviewError(UsageError):
    """A review, or a comment of it, does not follow the format."""


class SubmissionError(MessyprError):
    """The submission cannot be graded."""

    exit_code = 4


class ForeignSubmissionError(SubmissionError):
    """The submission does not belong to this challenge."""


class TamperedSubmissionError(SubmissionError):
    """Something in the submission tried to decide its own score."""


class PackError(MessyprError):
    """A pack does not hold what it promises."""


class PlantingError(PackError):
    """An edit does not fit the tree it is planted in; ``defect`` is the slug of its defect."""

    def __init__(self, message: str, defect: str = "") -> None:
        super().__init__(f"{defect}: {message}" if defect else message)
        self.defect = defect


class DrawError(PackError):
    """No set of defects fulfils the quotas."""


class EnvironmentBrokenError(MessyprError):
    """A tool or the sandbox does not work on this machine."""


def did_you_mean(word: str, known: Iterable[str], *, most: int = 3) -> str:
    """Return ``; did you mean limit-zero?`` with the known words like this one, "" without any."""
    close = difflib.get_close_matches(word, list(known), n=most, cutoff=LIKE)
    return f"; did you mean {', '.join(close)}?" if close else ""
