"""``messypr drill``."""

from __future__ import annotations

import secrets
from pathlib import Path

import click

from checker.model.profile import Difficulty, Profile
from cli.lazy import examples
from cli.output import dealt
from cli.output.say import print_note
from cli.steps.beginning import begin_round, check_folder
from cli.steps.proposing import propose, why

MINUTES = 10
FEWEST, MOST = 3, 5
MAX_MINUTES = 24 * 60


@click.command(epilog=examples("messypr drill", "messypr drill helpdesk --from-misses"))
@click.argument("pack", required=False)
@click.option(
    "--from-misses", is_flag=True, help="Choose by the kinds of faults alone that you missed."
)
@click.option(
    "--minutes",
    type=click.IntRange(1, MAX_MINUTES),
    default=MINUTES,
    show_default=True,
    help="The time limit.",
)
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    help="The folder of the round.  [default: ./<pack>-<seed>]",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    pack: str | None, *, from_misses: bool, minutes: int, folder: Path | None, as_json: bool
) -> None:
    """Deal three to five defects of what is due.

    The kinds of faults that you missed, found late or have not met for long come first
    (`messypr explain RULE` has each kind, `messypr progress` your figures). One round is one
    pull request of one pack, so a drill cannot mix packs: without PACK it is the pack that
    teaches most now, and of equal ones the one that you have not played for longest.
    """
    if folder is not None:
        check_folder(folder)
    size = FEWEST + secrets.randbelow(MOST - FEWEST + 1)
    profile = Profile(level=Difficulty.DRILL, defects=size)
    lesson = propose(profile, pack=pack, only_missed=from_misses)
    challenge = lesson.challenge
    into = folder or Path(f"{dealt.shown(challenge.pack.pr.slug)}-{challenge.seed}")
    check_folder(into)
    into.parent.mkdir(parents=True, exist_ok=True)
    round_ = begin_round(challenge, into, minutes)
    print_note(f"why this one: {why(lesson)}")
    about = f"a drill of {FEWEST} to {MOST} defects"
    dealt.show(round_, into, why=why(lesson), about=about, as_json=as_json)
