"""``messypr start``."""

from __future__ import annotations

import shlex
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from checker import rounds
from checker.dealing import build
from checker.dealing.draw import draw
from checker.errors import RoundError
from checker.model.key import Challenge, Pack
from checker.model.profile import Profile, written
from checker.model.times import as_text, to_second
from checker.packs import loading
from checker.rounds import Round
from checker.rules.rule import Category
from checker.system.files import new_folder
from cli.commands.listing import DRAFT
from cli.lazy import examples
from cli.options.profile import profile_of, profile_options
from cli.output.say import print_json, print_note, print_result
from cli.steps import choosing
from cli.steps.history import record_dealt

MAX_MINUTES = 24 * 60


@click.command(
    epilog=examples(
        "messypr start helpdesk",
        "messypr start helpdesk --seed 42 --minutes 30 --dir ~/practice",
        "messypr start helpdesk --level drill --focus async,mistral",
    )
)
@click.argument("pack")
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
    pack: str,
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
    """
    loaded = loading.load(pack)
    if folder is not None:
        _check_folder(folder)
        folder.parent.mkdir(parents=True, exist_ok=True)
    if loaded.pr.draft:
        print_note(f"{_shown(loaded)} is a {DRAFT}")
    challenge = _drawn(loaded, seed, profile_of(level, focus, defects))
    into = folder or Path(f"{_shown(loaded)}-{challenge.seed}")
    _check_folder(into)
    round_ = _begin_round(challenge, into, minutes or loaded.pr.minutes)
    record_dealt(loaded.pr.slug, [defect.slug for defect in challenge.defects])
    if as_json:
        print_json("start", _fields(loaded, round_, into))
    else:
        _print_round(_shown(loaded), round_, into)


def _shown(pack: Pack) -> str:
    return pack.pr.slug.replace("_", "-")


def _fields(pack: Pack, round_: Round, into: Path) -> dict[str, object]:
    return {
        "pack": _shown(pack),
        "seed": round_.seed,
        "path": str(into.absolute()),
        "branch": round_.branch,
        "dealt_head": round_.dealt_head,
        "started_at": as_text(round_.started_at),
        "minutes": round_.minutes,
        "profile": round_.profile,
    }


def _drawn(pack: Pack, seed: int | None, profile: Profile) -> Challenge:
    """Return the proved challenge of a seed, or one with as few known defects as possible."""
    if seed is None:
        return choosing.choose(pack, profile)
    challenge = draw(pack, seed, profile)
    if not profile.plain:
        choosing.prove_deal(challenge, build.deal(challenge))
    return challenge


def _check_folder(into: Path) -> None:
    if into.resolve() == Path.cwd():
        raise RoundError("a round needs a folder of its own: name one that does not exist yet")
    if into.is_dir() and not any(into.iterdir()):
        return
    if into.exists() or into.is_symlink():
        raise RoundError(f"{into} exists and is not an empty folder: choose another with --dir")


def _begin_round(challenge: Challenge, into: Path, minutes: int) -> Round:
    """Build the round in a temporary folder, rename it into place, return the round."""
    with new_folder(into) as repository:
        deal = build.build(challenge, repository)
        round_ = Round(
            pack=challenge.pack.pr.slug,
            digest=challenge.pack.digest,
            seed=challenge.seed,
            dealt_head=deal.dealt.head_commit,
            base_commit=deal.dealt.base_commit,
            branch=challenge.pack.pr.branch,
            started_at=to_second(datetime.now(UTC)),
            minutes=minutes,
            profile=written(challenge.profile),
            description=deal.description,
        )
        rounds.create(repository, round_)
    return round_


def _print_round(name: str, round_: Round, into: Path) -> None:
    end = round_.started_at + timedelta(minutes=round_.minutes)
    asked = f", {round_.profile}" if round_.profile else ""
    print_result(f"dealt {name}, seed {round_.seed}{asked}, into {into}")
    print_result(
        f"branch {round_.branch}; {round_.minutes} minutes, until {end.astimezone():%H:%M}"
    )
    print_result()
    print_result("next:")
    print_result(f"  cd {shlex.quote(str(into))}")
    print_result("  cat PR.md          # the author's description")
    print_result("  messypr diff       # what the pull request changes")
    print_result("  messypr comment add PATH:LINE -m TEXT")
    print_result("  messypr status     # time left; repair what you can, no commit needed")
    print_result("  messypr submit")
