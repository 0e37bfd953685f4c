"""``messypr new-defect``."""

from __future__ import annotations

import click

from checker.authoring import begin
from checker.authoring import undo as undoing
from checker.packs import loading
from checker.rules import catalogue
from checker.rules.rule import Severity
from cli.lazy import examples
from cli.options.authoring import check_options, rule_options
from cli.output import authoring
from cli.output.say import print_note, print_result


@click.command(
    epilog=examples(
        "messypr new-defect helpdesk newest-drafted --rule wrong-sort-order",
        "messypr new-defect helpdesk newest-drafted --rule wrong-sort-order \\",
        "      --path src/helpdesk/drafting.py --severity minor",
        "messypr new-defect helpdesk newest-drafted --undo",
    )
)
@click.argument("pack", metavar="PACK")
@click.argument("slug", metavar="SLUG")
@rule_options
@click.option("--path", default="", metavar="FILE", help="The file of the reference it changes.")
def command(
    *, pack: str, slug: str, rule: str, severity: str, path: str, undo: bool, force: bool
) -> None:
    """Begin a defect: write its files and list it.

    SLUG names the fault. The files are the defect, its known wordings and its repairs.
    What is left to write says TODO(author) there, and messypr prove names each place
    until nothing does. The steps that are left are printed, with their commands.
    --undo takes a defect back that was begun.
    """
    check_options(rule, undo=undo, force=force)
    if undo:
        name = loading.load_pr(pack).slug
        print_result(authoring.undone_text(undoing.undo_defect(name, slug, force=force)))
        if undoing.lock_names(name, slug):
            print_note(f"operators.lock.json still names {slug}: run messypr admit {name}")
        return
    begun = begin.new_defect(
        loading.load(pack), slug, catalogue.find(rule), Severity(severity), path
    )
    print_result(authoring.begun_text(begun))
