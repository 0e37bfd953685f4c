"""The options of the commands that begin a defect or an operator."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import click

from checker.rules.rule import Severity

Decorated = TypeVar("Decorated", bound=Callable[..., object])


def rule_options(command: Decorated) -> Decorated:
    """Add the options ``--rule`` and ``--severity`` to a command."""
    severity = click.option(
        "--severity",
        type=click.Choice([each.value for each in Severity]),
        default="major",
        show_default=True,
        help="How bad it is.",
    )
    rule = click.option(
        "--rule", required=True, metavar="NAME", help="The rule: see messypr explain."
    )
    return rule(severity(command))
