"""The report of a round as an HTML page."""

from __future__ import annotations

from pathlib import Path

from git.exc import GitCommandError

from checker import report, rounds
from checker.errors import RoundError
from checker.model.pack import PullRequest
from checker.page.timeline_data import page_events
from checker.report import as_html
from checker.rounds import RoundDir
from checker.system.files import write_output


def page(round_dir: RoundDir, pr: PullRequest, *, alone: bool) -> str:
    """Return the page; ``alone`` makes it independent of other files.

    Raises:
        RoundError: There is no report yet, or commits of the round are gone.
    """
    card = report.parse(rounds.read_report(round_dir))
    try:
        return as_html.dump(card, page_events(round_dir, pr), alone=alone)
    except GitCommandError as error:
        raise RoundError("commits of this round are gone, so its diff cannot be shown") from error


def write(file: Path, html: str) -> Path:
    """Write the page, whole or not at all, and return its path.

    Raises:
        RoundError: The file cannot be written.
    """
    try:
        write_output(file, html.encode("utf-8", "replace"))
    except OSError as error:
        raise RoundError(f"cannot write {file}: {error.strerror}") from error
    return file
