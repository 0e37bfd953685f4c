"""``messypr baseline``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from checker import report, rounds
from checker.grading.baseline import Delta, Judged, delta, judged
from checker.model.key import Defect
from checker.model.result import Verdict
from checker.packs import loading
from checker.report import Scorecard
from cli.lazy import examples
from cli.output.say import counted, print_json, print_note, print_result
from cli.steps import baselines, grading
from cli.steps.baselines import MachineReview


@click.command(epilog=examples("messypr baseline", "messypr baseline assistant.json sarif.json"))
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(files: tuple[Path, ...], *, as_json: bool) -> None:
    """Show what you add to a machine's review.

    FILES are reviews of the pull request as it was dealt, by an assistant or a tool, in any
    format that `messypr comment import` reads; without FILES it is ruff with all of its rules.
    The same judge reads them as read your comments. It works once your round is graded, because
    the comparison says which defects there are. Nothing is scored by it.
    """
    place = rounds.find(Path.cwd())
    card = report.parse(rounds.read_report(place))
    round_ = rounds.load(place)
    table = grading.redeal_round(round_)
    dealt, pr = table.deal.dealt, loading.load_pr(round_.pack)
    if files:
        machines = [baselines.of_file(place, dealt, file) for file in files]
    else:
        machines = [baselines.of_ruff(place, dealt, [str(pr.package), str(pr.tests)])]
    its = judged(table.challenge, table.deal, [each.review for each in machines])
    yours = {each.slug: each.found for each in card.defects}
    found = delta(table.challenge, yours, its.found)
    if as_json:
        print_json("baseline", _fields(machines, card, its, found))
    else:
        _print(machines, card, its, found)


def _print(machines: Sequence[MachineReview], card: Scorecard, its: Judged, found: Delta) -> None:
    for each in machines:
        if each.left_out:
            print_note(f"{each.name}: {counted(len(each.left_out), 'entry')} left out")
    print_result(f"you beside {', '.join(each.name for each in machines)}: one deal, one judge")
    for title, defects in _groups(found):
        print_result()
        print_result(f"{title}: {len(defects)} of {len(card.defects)}")
        for defect in defects:
            print_result(f"  {defect.severity:7} {defect.rule.name}")
    print_result()
    wrong = len(card.taken_for(Verdict.FALSE_ALARM, Verdict.NOISE))
    print_result(
        f"false alarms and noise: you {wrong} of {counted(len(card.claims), 'claim')},"
        f" the machine {its.wrong} of {its.claims}"
    )
    print_result(f"what you add to the machine: {found.added:.0%} of the defects' weight")


def _groups(found: Delta) -> tuple[tuple[str, tuple[Defect, ...]], ...]:
    return (
        ("found by you alone", found.yours),
        ("found by both", found.both),
        ("found by the machine alone", found.machine),
        ("found by nobody", found.nobody),
    )


def _fields(
    machines: Sequence[MachineReview], card: Scorecard, its: Judged, found: Delta
) -> dict[str, object]:
    named = ("both", found.both), ("you", found.yours), ("machine", found.machine)
    return {
        "machines": [
            {
                "name": each.name,
                "comments": len(each.review.comments),
                "left_out": [{"where": e.where, "reason": e.reason} for e in each.left_out],
            }
            for each in machines
        ],
        "found": {
            name: [each.slug for each in defects]
            for name, defects in (*named, ("nobody", found.nobody))
        },
        "wrong": {
            "you": len(card.taken_for(Verdict.FALSE_ALARM, Verdict.NOISE)),
            "machine": its.wrong,
        },
        "claims": {"you": len(card.claims), "machine": its.claims},
        "added": found.added,
    }
