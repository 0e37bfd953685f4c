"""Make hostile names and git's messages safe to print in a terminal."""

from __future__ import annotations

import signal
from pathlib import PurePath

from git.exc import GitCommandError

MAX_CHARS = 200


def printable(name: str | PurePath) -> str:
    """Return a name on one line, of bounded length, with unprintable characters escaped."""
    text = str(name)
    text = text if len(text) <= MAX_CHARS else f"{text[:MAX_CHARS]}..."
    return "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)


def git_error_line(error: GitCommandError) -> str:
    """Return the most informative line of a git error."""
    if error.status == -signal.SIGKILL:
        return "it took too long"
    text = str(error.stderr).strip().removeprefix("stderr: ").strip("'")
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    important = [line for line in lines if line.startswith(("fatal:", "error:", "Timeout:"))]
    return printable((important or lines or [f"status {error.status}"])[0])
