"""The options of the commands that begin a defect or an operator."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from checker.errors import UsageError
from checker.rules.rule import Severity

Decorated = TypeVar("Decorated", bound=Callable[..., object])


def rule_options(command: Decorated) -> Decorated:
    """Add ``--rule`` and ``--severity`` to a command, and ``--undo`` with ``--force``."""
    severity = click.option(
        "--severity",
        type=click.Choice([each.value for each in Severity]),
        default="major",
        show_default=True,
        help="How bad it is.",
    )
    rule = click.option(
        "--rule", default="", metavar="NAME", help="The rule, which is needed: see messypr explain."
    )
    undo = click.option(
        "--undo", is_flag=True, help="Remove the files again, and take the entry out of the list."
    )
    force = click.option("--force", is_flag=True, help="With --undo: even what was edited since.")
    return rule(severity(undo(force(command))))


def check_options(rule: str, *, undo: bool, force: bool) -> None:
    """Refuse options of a new defect or operator that do not go together.

    Raises:
        UsageError: the rule is missing, or there is something to force or a rule where it makes no
            sense.
    """
    if undo and rule:
        raise UsageError("--undo needs no --rule: leave one of them out")
    if force and not undo:
        raise UsageError("--force goes with --undo alone: nothing that is there is overwritten")
    if not undo and not rule:
        raise UsageError("name the rule with --rule; messypr explain lists them")
