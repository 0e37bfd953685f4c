"""``messypr status``."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import click

from checker import rounds
from checker.model.review import Review
from checker.model.times import as_text
from checker.rounds import Round, RoundDir
from checker.rounds.pending import PendingWork, pending_work
from checker.rules.rule import Severity
from cli.lazy import examples
from cli.output.say import counted, in_minutes, print_json, print_result

PUSH = "git push origin HEAD refs/messypr/review"


@click.command(epilog=examples("messypr status"))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, as_json: bool) -> None:
    """Show the time left and what comes next.

    It works in the folder of a round and below it.
    """
    place = rounds.find(Path.cwd())
    round_, review = rounds.load(place), rounds.load_review(place)
    work, now = pending_work(place, round_), datetime.now(UTC)
    if as_json:
        print_json("status", _fields(place, round_, review, work, now))
        return
    name = round_.pack.replace("_", "-")
    by = f"seed {round_.seed}" if round_.seed is not None else "dealt by somebody else"
    print_result(f"{name}, {by}: {_clock(round_, now)}")
    print_result(f"  comments  {_comments(review)}")
    print_result(f"  commits   {work.commits} after the pull request's")
    print_result(f"  work      {counted(work.uncommitted, 'changed file')} not committed yet")
    if work.markers:
        print_result(f"  markers   {work.markers} in the code")
    print_result()
    print_result("next:")
    for line in _next(place, round_, review, work):
        print_result(f"  {line}")


def _clock(round_: Round, now: datetime) -> str:
    left = in_minutes(rounds.time_left(round_, now))
    if round_.submitted is not None:
        return f"handed in at {as_text(round_.submitted.at)}, {left} of {round_.minutes}"
    return f"{left} of {round_.minutes}"


def _by_severity(review: Review) -> dict[str, int]:
    counts = Counter(str(comment.severity or "without severity") for comment in review.comments)
    order = [*map(str, Severity), "without severity"]
    return {name: counts[name] for name in order if counts[name]}


def _comments(review: Review) -> str:
    if not review.comments:
        return "none yet"
    parts = ", ".join(f"{count} {name}" for name, count in _by_severity(review).items())
    return f"{len(review.comments)} ({parts})"


def _next(round_dir: RoundDir, round_: Round, review: Review, work: PendingWork) -> list[str]:
    """Return the commands to type next."""
    if round_.submitted is not None:
        if (round_dir.folder / "report.json").is_file():
            return ["messypr report --explain", f"messypr start {round_.pack.replace('_', '-')}"]
        if round_.seed is None:
            return [f"{PUSH}  # whoever dealt it grades it"]
        return ["messypr submit     # the round was handed in and not graded yet"]
    lines = []
    if work.markers:
        lines.append("messypr comment import --markers")
    if not review.comments and not work.markers:
        lines.append("messypr diff       # then: messypr comment add PATH:LINE -m TEXT")
    if not work.commits and not work.uncommitted:
        lines.append("repair what you can in the files; no commit needed")
    return [*lines, "messypr submit     # -r asks for changes, -a approves"]


def _fields(
    round_dir: RoundDir, round_: Round, review: Review, work: PendingWork, now: datetime
) -> dict[str, object]:
    return {
        "pack": round_.pack.replace("_", "-"),
        "seed": round_.seed,
        "path": str(round_dir.worktree),
        "branch": round_.branch,
        "started_at": as_text(round_.started_at),
        "minutes": round_.minutes,
        "seconds_left": int(rounds.time_left(round_, now).total_seconds()),
        "submitted_at": as_text(round_.submitted.at) if round_.submitted else None,
        "comments": len(review.comments),
        "comments_by_severity": _by_severity(review),
        "commits": work.commits,
        "uncommitted_files": work.uncommitted,
        "markers": work.markers,
        "next": _next(round_dir, round_, review, work),
    }
