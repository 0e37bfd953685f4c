"""``messypr submit``."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import click

from checker import report, rounds
from checker.errors import UsageError
from checker.model.pack import Dealt
from checker.model.review import Event
from checker.model.times import as_text
from checker.report import Scorecard, as_json
from checker.report.lessons import first_to_learn
from checker.rounds import Round, RoundDir, markers
from checker.rounds.pending import pending_work
from checker.submission.private_copy import REVIEW_REF
from cli.exit_codes import ExitCode
from cli.lazy import examples
from cli.options import body_text
from cli.output import formats
from cli.output.lessons import first_rows
from cli.output.say import counted, in_minutes, may_ask, print_json, print_note, print_result
from cli.output.settling import result_rows
from cli.steps import grading, history, kinds, settling, settling_keys
from cli.steps.teaching import lessons_of

MESSAGE = "Address the review"
PUSH = "git push origin HEAD refs/messypr/review"
ANSWERS = {"a": Event.APPROVE, "c": Event.COMMENT, "r": Event.REQUEST_CHANGES}


@click.command(
    epilog=examples(
        "messypr submit",
        'messypr submit -r -b "Not yet: see the comments."',
        "messypr submit -a -y --out round.bundle",
    )
)
@click.option("-a", "--approve", "verdict", flag_value="a", help="Approve.")
@click.option("-c", "--comment", "verdict", flag_value="c", help="Comment only (the default).")
@click.option("-r", "--request-changes", "verdict", flag_value="r", help="Request changes.")
@click.option("-b", "--body", help="The summary of the review.")
@click.option(
    "-F", "--body-file", type=click.File("rb"), help="Read the summary from a file; - is stdin."
)
@click.option("-m", "--message", default=MESSAGE, show_default=True, help="The commit message.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Also write branch and review to one git bundle.",
)
@click.option("-y", "--yes", is_flag=True, help="Do not ask for confirmation.")
@click.option("--no-kinds", is_flag=True, help="Do not offer kinds for comments without one.")
@click.option("--strict-time", is_flag=True, help="Exit with 5 if the round is late.")
@click.option("--explain", is_flag=True, help="Explain the verdict on each comment.")
@click.option("--json", "as_json_", is_flag=True, help="Print the report as JSON.")
@click.option(
    "--progress-json",
    type=click.File("wb", lazy=False),
    metavar="FILE",
    help="Write how far grading is as JSON lines, for programs: /dev/fd/3 is descriptor 3.",
)
def command(
    *,
    verdict: str | None,
    body: str | None,
    body_file: BinaryIO | None,
    message: str,
    out: Path | None,
    yes: bool,
    no_kinds: bool,
    strict_time: bool,
    explain: bool,
    as_json_: bool,
    progress_json: BinaryIO | None,
) -> int:
    """Hand the round in and show its score.

    Imports the markers in the code, commits the whole working tree, stops the clock and grades.
    A late round is graded and marked late. After an interruption, run the command again.
    """
    place = rounds.find(Path.cwd())
    round_, said = rounds.load(place), _review_body(body, body_file)
    if round_.submitted is None:
        event = _prepare(place, round_, verdict, yes=yes, with_kinds=not no_kinds)
    else:
        event = round_.submitted.event
        print_note(
            f"this round was handed in at {as_text(round_.submitted.at)}"
            " and does not change any more"
        )
    round_ = rounds.hand_in(place, event=event, body=said, message=message, now=datetime.now(UTC))
    if out is not None:
        print_note(f"wrote {rounds.bundle(place, out)}")
    if round_.seed is None:
        return _not_graded_here(place, round_, as_json_=as_json_)
    card = _kept_scorecard(place) or _graded(place, round_, progress_json)
    history.keep(place, round_, card)
    if may_ask() and not (yes or as_json_):
        settling_keys.offer(place)
    _show(place, card, explain=explain, as_json_=as_json_)
    return ExitCode.LATE if strict_time and card.late else 0


def _show(place: RoundDir, card: Scorecard, *, explain: bool, as_json_: bool) -> None:
    """Show the report, and what can be done next."""
    shown = settling.with_settled(place, card)
    first = []
    if not as_json_:
        first = [*result_rows(shown), *first_rows(first_to_learn(lessons_of(place, card)))]
    settling.note_shown(place)
    formats.show(shown, "json" if as_json_ else formats.TEXT, explain=explain, first=first)
    doubtful = settling_keys.open_count(place, card)
    settle = f"\nto settle {counted(doubtful, 'doubtful verdict')}: messypr settle"
    print_note(
        "\nwhy: messypr report --explain; on a rule: messypr explain RULE"
        f"{settle if doubtful else ''}\nto defend it: messypr defend\nto share it: {PUSH}"
    )


def _review_body(body: str | None, file: BinaryIO | None) -> str:
    if body is not None and file is not None:
        raise UsageError("give only one of -b and -F")
    return body_text.read(file) if file is not None else body or ""


def _prepare(
    round_dir: RoundDir, round_: Round, verdict: str | None, *, yes: bool, with_kinds: bool
) -> Event:
    """Prepare the round for handing in, and return the verdict.

    Raises:
        ForeignSubmissionError: The round cannot be graded; nothing was changed.
    """
    clone = round_.seed is None  # whoever dealt it grades it
    dealt = rounds.dealt(round_dir) if clone else grading.redeal_round(round_).deal.dealt
    imported = markers.take_in(round_dir, dealt, datetime.now(UTC))
    if imported.added:
        print_note(f"imported {counted(imported.added, 'marker')} as comments")
    if with_kinds and may_ask() and not yes:
        _offer_kinds(round_dir, dealt)
    if verdict is None and may_ask() and not yes:
        verdict = _ask(round_dir, round_)
    return ANSWERS[verdict or "c"]


def _not_graded_here(round_dir: RoundDir, round_: Round, *, as_json_: bool) -> int:
    """Say how the work and the review of a clone get to whoever dealt it."""
    review = rounds.load_review(round_dir)
    head = round_.submitted.head if round_.submitted else ""
    if as_json_:
        fields = {"head": head, "event": review.event, "comments": len(review.comments)}
        print_json("handed-in", {**fields, "review_ref": REVIEW_REF})
        return 0
    print_result(f"handed in: commit {head[:12]}, {counted(len(review.comments), 'comment')}")
    print_result("whoever dealt this pull request grades it; give them one of:")
    print_result(f"  {PUSH}")
    print_result("  messypr submit --out FILE    # a bundle of both")
    return 0


def _offer_kinds(round_dir: RoundDir, dealt: Dealt) -> None:
    """Offer to go through the comments without a kind: with its kind a find needs no luck."""
    without = [each for each in rounds.load_review(round_dir).comments if not each.kind]
    if without and click.confirm(
        f"{counted(len(without), 'comment')} without a kind of fault: go through them?",
        default=True,
        err=True,
    ):
        print_note(f"{kinds.go_through(round_dir, dealt, without)} got a kind")


def _ask(round_dir: RoundDir, round_: Round) -> str:
    """Ask once for the verdict, and show what will be handed in."""
    work = pending_work(round_dir, round_)
    comments = len(rounds.load_review(round_dir).comments)
    changes = [counted(work.commits, "commit"), counted(work.uncommitted, "changed file")]
    print_note(
        f"{counted(comments, 'comment')}, {' and '.join(changes)};"
        f" {in_minutes(rounds.time_left(round_, datetime.now(UTC)))}"
    )
    asked = "hand it in? a approves, c comments only, r requests changes, q goes back"
    answer: str = click.prompt(asked, type=click.Choice([*ANSWERS, "q"]), err=True)
    if answer == "q":
        raise click.Abort
    return answer


def _kept_scorecard(round_dir: RoundDir) -> Scorecard | None:
    """Return the scorecard of a round that was graded before, if it can still be read."""
    try:
        card = report.parse(rounds.read_report(round_dir))
    except UsageError:
        return None
    print_note("the round was graded before: this is its report")
    return card


def _graded(round_dir: RoundDir, round_: Round, progress_file: BinaryIO | None) -> Scorecard:
    handed_in = round_.submitted
    card = grading.grade_repository(
        grading.redeal_round(round_),
        round_dir.worktree,
        ref=handed_in.head if handed_in is not None else None,
        clock=grading.clock_of(round_),
        progress_file=progress_file,
    )
    rounds.write_report(round_dir, as_json.dump(card))
    return card
