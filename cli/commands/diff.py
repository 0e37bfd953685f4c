"""``messypr diff``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import click

from checker import rounds
from cli.lazy import examples


@click.command(epilog=examples("messypr diff", "messypr diff --stat"))
@click.option("--stat", is_flag=True, help="Show the number of changed lines per file.")
def command(*, stat: bool) -> int:
    """Show what the pull request changes.

    It is `git diff` with your own settings and your own pager; your own work is not part of it.
    """
    place = rounds.find(Path.cwd())
    round_ = rounds.load(place)
    span = f"{round_.base_commit}...{round_.dealt_head}"
    sys.stdout.flush()
    shown = ["git", "diff", *(["--stat"] if stat else []), span, "--"]
    return subprocess.run(shown, cwd=place.worktree, check=False).returncode
