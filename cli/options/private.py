"""The option that names a folder of packs that are not installed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from checker.packs import private

Command = TypeVar("Command", bound=Callable[..., Any])
VARIABLE = "MESSYPR_PRIVATE"


def private_option(command: Command) -> Command:
    """Add the option of private packs to a command; they are known once it is parsed."""
    return click.option(
        "--private",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        metavar="DIR",
        envvar=VARIABLE,
        callback=_use,
        expose_value=False,
        is_eager=True,
        help=f"Use the packs in DIR too, which holds prs/ and solutions/.  [env var: {VARIABLE}]",
    )(command)


def _use(_: click.Context, __: click.Parameter, folder: Path | None) -> None:
    if folder is not None:
        private.use(folder)
