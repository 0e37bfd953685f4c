"""``messypr new-defect``."""

from __future__ import annotations

import click

from checker.authoring import begin
from checker.packs import loading
from checker.rules import catalogue
from checker.rules.rule import Severity
from cli.lazy import examples
from cli.options.authoring import rule_options
from cli.output import authoring
from cli.output.say import print_result


@click.command(
    epilog=examples(
        "messypr new-defect helpdesk newest-drafted --rule wrong-sort-order",
        "messypr new-defect helpdesk newest-drafted --rule wrong-sort-order \\",
        "      --path src/helpdesk/drafting.py --severity minor",
    )
)
@click.argument("pack", metavar="PACK")
@click.argument("slug", metavar="SLUG")
@rule_options
@click.option("--path", default="", metavar="FILE", help="The file of the reference it changes.")
def command(*, pack: str, slug: str, rule: str, severity: str, path: str) -> None:
    """Begin a defect: write its files and list it.

    SLUG names the fault. The files are the defect, its known wordings and its repairs.
    What is left to write says TODO(author) there, and messypr prove names each place
    until nothing does. The steps that are left are printed, with their commands.
    """
    begun = begin.new_defect(
        loading.load(pack), slug, catalogue.find(rule), Severity(severity), path
    )
    print_result(authoring.begun_text(begun))
