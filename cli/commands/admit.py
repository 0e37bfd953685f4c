"""``messypr admit``."""

from __future__ import annotations

import click

from checker.errors import UsageError
from cli.lazy import examples
from cli.options.private import private_option
from cli.steps import admission


@click.command(
    epilog=examples(
        "messypr admit helpdesk",
        "messypr admit helpdesk --operator cap-dropped --operator tail-lost",
        "messypr admit helpdesk --site '*-in-drafting-*'",
        "messypr admit helpdesk --defect limit-zero",
        "messypr admit --list",
    )
)
@click.argument("packs", metavar="[PACK]...", nargs=-1)
@click.option(
    "--operator", "operators", multiple=True, metavar="NAME", help="Try the sites of this one."
)
@click.option(
    "--site", "sites", multiple=True, metavar="GLOB", help="Try the sites whose name fits."
)
@click.option(
    "--defect", default="", metavar="SLUG", help="Try this hand-made defect, and no site."
)
@click.option("--again", is_flag=True, help="Try again what was tried before, too.")
@click.option("--list", "listing", is_flag=True, help="List the operators, by what they look for.")
@private_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(
    *,
    packs: tuple[str, ...],
    operators: tuple[str, ...],
    sites: tuple[str, ...],
    defect: str,
    again: bool,
    listing: bool,
    as_json: bool,
) -> int:
    """Admit sites of operators to what a pack deals.

    A site is admitted when a hidden test fails on it and the project's own tests
    and linters do not. The pack's operators.lock.json is written.

    With --operator or --site only these sites are tried; what the lock says of
    all others stays, so that a new operator costs its own sites. --defect does
    what a new or changed hand-made defect needs. Try everything after a change of
    the reference or of a hidden test: answers that are still true are not asked
    for again.
    """
    if listing:
        return admission.list_operators(operators, as_json=as_json)
    if not packs:
        raise UsageError("name a PACK, or --list for the operators")
    if defect:
        if operators or sites or again or len(packs) != 1:
            raise UsageError("--defect goes with one PACK and with no other option but --json")
        return admission.admit_defect(packs[0], defect, as_json=as_json)
    return admission.admit_all(packs, operators, sites, again=again, as_json=as_json)
