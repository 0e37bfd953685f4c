"""``messypr demo``."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click

from checker import rounds
from checker.dealing import build, planting
from checker.model.key import Pack
from checker.model.pack import Tree
from checker.model.review import Event
from checker.model.times import to_second
from checker.packs import loading
from checker.report import as_json
from checker.rounds import Round, RoundDir
from checker.system import trees
from cli.lazy import examples
from cli.output import formats
from cli.output.say import print_note
from cli.steps import grading
from cli.steps.grading import Redealt

FIRST = "helpdesk"


@click.command(epilog=examples("messypr demo", "messypr demo --dir trial"))
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path),
    help="Keep the round here.  [default: a folder that is deleted]",
)
@click.option("--explain", is_flag=True, help="Explain the verdict on each comment.")
def command(*, folder: Path | None, explain: bool) -> None:
    """Show a sample round and its score.

    It deals a pull request, hands in a sample review with fixes, and shows the score.
    """
    with tempfile.TemporaryDirectory(prefix="messypr-demo-") as scratch:
        pack = loading.load(FIRST)
        into = folder or Path(scratch, f"{FIRST}-{pack.key.sample.seed}")
        table = grading.redeal(FIRST, pack.key.sample.seed)
        place = _begin_round(pack, table, into)
        print_note(f"dealt {pack.pr.title!r} (seed {pack.key.sample.seed})")
        _apply_sample(place, pack, table)
        round_ = _hand_in(place, pack)
        card = grading.grade_repository(
            table,
            place.worktree,
            ref=round_.submitted.head if round_.submitted else None,
            clock=grading.clock_of(round_),
        )
        rounds.write_report(place, as_json.dump(card))
        formats.show(card, formats.TEXT, explain=explain)
    print_note("\nyour turn: messypr start helpdesk")


def _begin_round(pack: Pack, table: Redealt, into: Path) -> RoundDir:
    dealt = build.build(table.challenge, into).dealt
    round_ = Round(
        pack=pack.pr.slug,
        digest=pack.digest,
        seed=table.challenge.seed,
        dealt_head=dealt.head_commit,
        base_commit=dealt.base_commit,
        branch=pack.pr.branch,
        started_at=to_second(datetime.now(UTC)),
        minutes=pack.pr.minutes,
        description=table.deal.description,
    )
    return rounds.create(into, round_)


def _apply_sample(round_dir: RoundDir, pack: Pack, table: Redealt) -> None:
    """Write the sample's comments and make its changes, as a person would."""
    sample, dealt = pack.key.sample, table.deal.dealt
    for remark in sample.remarks:
        where = planting.locate(dealt.head, remark.site.path, remark.site.text)
        new = rounds.new_comment(
            path=where.path,
            lines=where.lines,
            body=remark.body,
            now=datetime.now(UTC),
            severity=remark.severity,
        )
        rounds.put_comment(round_dir, new, dealt=dealt)
    repaired = planting.repair(dealt.head, sample.fix, ruff_config=loading.ruff_config(pack))
    _write_changes(round_dir.worktree, dealt.head, repaired)


def _write_changes(worktree: Path, before: Tree, after: Tree) -> None:
    for path in before:
        if path not in after:
            (worktree / path).unlink()
    changed = {path: content for path, content in after.items() if before.get(path) != content}
    trees.write(changed, worktree)


def _hand_in(round_dir: RoundDir, pack: Pack) -> Round:
    return rounds.hand_in(
        round_dir,
        event=Event.REQUEST_CHANGES,
        body=pack.key.sample.body,
        message="Address the review",
        now=datetime.now(UTC),
    )
