"""``messypr start``."""

from __future__ import annotations

from pathlib import Path

import click

from checker.dealing import build
from checker.dealing.draw import draw
from checker.errors import UsageError
from checker.model.key import Challenge, Pack
from checker.model.profile import Difficulty, Profile
from checker.packs import loading
from checker.rules.rule import Category
from cli.commands.listing import DRAFT
from cli.lazy import examples
from cli.options.profile import profile_of, profile_options
from cli.output import dealt
from cli.output.say import may_ask, print_note
from cli.steps import choosing
from cli.steps.beginning import begin_round, check_folder
from cli.steps.proposing import propose, why

MAX_MINUTES = 24 * 60


@click.command(
    epilog=examples(
        "messypr start helpdesk",
        "messypr start helpdesk --seed 42 --minutes 30 --dir ~/practice",
        "messypr start helpdesk --level drill --focus async,mistral",
        "messypr start",
    )
)
@click.argument("pack", required=False)
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    help="The seed that chooses the defects.  [default: one that is new to you]",
)
@click.option(
    "--minutes", type=click.IntRange(1, MAX_MINUTES), help="The time limit.  [default: the pack's]"
)
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    help="The folder to create.  [default: ./PACK-SEED]",
)
@profile_options
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    *,
    pack: str | None,
    seed: int | None,
    minutes: int | None,
    folder: Path | None,
    level: str | None,
    focus: tuple[Category, ...],
    defects: int | None,
    as_json: bool,
) -> None:
    """Deal a pull request and start the clock.

    Creates a git repository with the pull request's branch checked out. The clock runs from now
    until `messypr submit`, also while the terminal is closed. Without --seed messypr takes one
    that deals as few defects as possible that you have had before. A deal with a level is
    proved before you get it, which takes a while.

    Without PACK it proposes the round of all packs that teaches most: kinds of faults that you
    missed or have not met for long. Without --level that is a warm-up.
    """
    profile = profile_of(level, focus, defects)
    if folder is not None:
        check_folder(folder)
    because = ""
    if pack is None:
        challenge, because = _proposed(seed, profile, as_json=as_json)
    else:
        challenge = _drawn(loading.load(pack), seed, profile)
    pr = challenge.pack.pr
    into = folder or Path(f"{dealt.shown(pr.slug)}-{challenge.seed}")
    check_folder(into)
    into.parent.mkdir(parents=True, exist_ok=True)
    round_ = begin_round(challenge, into, minutes or pr.minutes)
    dealt.show(round_, into, why=because, as_json=as_json)


def _proposed(seed: int | None, profile: Profile, *, as_json: bool) -> tuple[Challenge, str]:
    """Return the challenge that teaches most, and why, after a question where one can be asked.

    Raises:
        UsageError: A seed was given, which says nothing without a pack.
    """
    if seed is not None:
        raise UsageError("--seed needs a PACK: messypr list")
    lesson = propose(Profile(level=Difficulty.WARM_UP) if profile.plain else profile)
    name, said = dealt.shown(lesson.challenge.pack.pr.slug), why(lesson)
    print_note(f"proposed: {name} at level {lesson.challenge.profile.level}, because {said}")
    if may_ask() and not as_json:
        click.confirm("deal it?", default=True, abort=True, err=True)
    return lesson.challenge, said


def _drawn(pack: Pack, seed: int | None, profile: Profile) -> Challenge:
    """Return the proved challenge of a seed, or one with as few known defects as possible."""
    if pack.pr.draft:
        print_note(f"{dealt.shown(pack.pr.slug)} is a {DRAFT}")
    if seed is None:
        return choosing.choose(pack, profile)
    challenge = draw(pack, seed, profile)
    if not profile.plain:
        choosing.prove_deal(challenge, build.deal(challenge))
    return challenge
