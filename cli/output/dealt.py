"""What was dealt, and what to type next, as text and as fields for programs."""

from __future__ import annotations

import shlex
from datetime import timedelta
from pathlib import Path

from checker.model.times import as_text
from checker.rounds import Round
from cli.output.say import print_json, print_result


def show(round_: Round, into: Path, *, why: str = "", about: str = "", as_json: bool) -> None:
    """Print a round that has begun; ``about`` says what it is instead of its profile."""
    if as_json:
        fields = _fields(round_, into)
        print_json("start", {**fields, "why": why} if why else fields)
    else:
        _print(round_, into, about)


def _fields(round_: Round, into: Path) -> dict[str, object]:
    return {
        "pack": shown(round_.pack),
        "seed": round_.seed,
        "path": str(into.absolute()),
        "branch": round_.branch,
        "dealt_head": round_.dealt_head,
        "started_at": as_text(round_.started_at),
        "minutes": round_.minutes,
        "profile": round_.profile,
    }


def _print(round_: Round, into: Path, about: str) -> None:
    end = round_.started_at + timedelta(minutes=round_.minutes)
    asked = f", {about or round_.profile}" if about or round_.profile else ""
    print_result(f"dealt {shown(round_.pack)}, seed {round_.seed}{asked}, into {into}")
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


def shown(slug: str) -> str:
    """Return the name of a pack as people type it."""
    return slug.replace("_", "-")
