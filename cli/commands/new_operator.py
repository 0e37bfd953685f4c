"""``messypr new-operator``."""

from __future__ import annotations

import click

from checker.authoring import begin
from checker.authoring import undo as undoing
from checker.rules import catalogue
from checker.rules.rule import Severity
from cli.lazy import examples
from cli.options.authoring import check_options, rule_options
from cli.output import authoring
from cli.output.say import print_result


@click.command(
    epilog=examples(
        "messypr new-operator range-shortened --rule off-by-one",
        "messypr new-operator range-shortened --rule off-by-one --folder algorithms",
        "messypr new-operator range-shortened --undo",
    )
)
@click.argument("name", metavar="NAME")
@rule_options
@click.option(
    "--folder", default="", metavar="NAME", help="The folder of operators; by default the rule's."
)
def command(*, name: str, rule: str, severity: str, folder: str, undo: bool, force: bool) -> None:
    """Begin an operator: write its file and list it.

    NAME says what happens to the code. messypr admit --list names the operators there are.
    What is left to write says TODO(author) in the file, and messypr admit names each place
    until nothing does. The steps that are left are printed, with their commands.
    --undo takes an operator back that was begun.
    """
    check_options(rule, undo=undo, force=force)
    if undo:
        print_result(authoring.undone_text(undoing.undo_operator(name, force=force)))
        return
    begun = begin.new_operator(name, catalogue.find(rule), Severity(severity), folder)
    print_result(authoring.begun_text(begun))
