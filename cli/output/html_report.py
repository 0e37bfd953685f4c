"""The report of a round as an HTML page."""

from __future__ import annotations

from pathlib import Path

from git.exc import GitCommandError

from checker import report, rounds
from checker.defence import keeping
from checker.errors import RoundError
from checker.model.pack import PullRequest
from checker.page.timeline_data import page_events
from checker.report import as_html, phrasing
from checker.rounds import RoundDir
from checker.system.files import write_output
from cli.output.defence import sentence
from cli.steps import settling

TO_DEFEND = "To answer questions about this round, run messypr defend in its folder."


def page(round_dir: RoundDir, pr: PullRequest, *, alone: bool) -> str:
    """Return the page; ``alone`` makes it independent of other files.

    Raises:
        RoundError: There is no report yet, or commits of the round are gone.
    """
    card = settling.with_settled(round_dir, report.parse(rounds.read_report(round_dir)))
    settling.note_shown(round_dir)
    try:
        story = page_events(round_dir, pr)
    except GitCommandError as error:
        raise RoundError("commits of this round are gone, so its diff cannot be shown") from error
    defence = keeping.load(round_dir)
    beside = sentence(defence, card) if defence is not None else TO_DEFEND
    if card.settled is not None:
        beside = f"{phrasing.settled(card)} {beside}"
    return as_html.dump(card, story, alone=alone, teaches=True, beside=beside)


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
