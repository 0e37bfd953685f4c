"""Every exit code of messypr in one table; ``messypr --help`` and the README are held to it.

Errors of the library carry their own code (``checker.errors``); a test compares the two.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the exit code of a command means."""

    DONE = 0
    ANSWER_IS_NO = 1
    USAGE = 2
    FAILED = 3
    SUBMISSION = 4
    LATE = 5
    INTERRUPTED = 130
    OUTPUT_CLOSED = 141
    TERMINATED = 143


MEANINGS = {
    ExitCode.DONE: "done",
    ExitCode.ANSWER_IS_NO: "a check or a proof fails, or the score is below --fail-under",
    ExitCode.USAGE: "wrong usage, or something that you can correct",
    ExitCode.FAILED: "messypr, a pack or this machine failed",
    ExitCode.SUBMISSION: "the submission is broken, foreign or tampered with",
    ExitCode.LATE: "handed in late (with --strict-time)",
    ExitCode.INTERRUPTED: "interrupted",
    ExitCode.OUTPUT_CLOSED: "nobody reads the output any more",
    ExitCode.TERMINATED: "terminated",
}


def table() -> str:
    """Return the table as it ends ``messypr --help``; click leaves its lines as they are."""
    rows = (f"  {code:<4} {meaning}" for code, meaning in MEANINGS.items())
    return "\n".join(["\b", "Exit codes:", *rows])
