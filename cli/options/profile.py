"""Options for a challenge: level, focus, number of defects, salt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from checker.errors import UsageError
from checker.model.profile import Difficulty, Profile
from checker.rules.rule import Category

Command = TypeVar("Command", bound=Callable[..., Any])
MAX_DEFECTS = 20
SALT_BYTES = 16


class Categories(click.ParamType[tuple[Category, ...]]):
    """Categories, separated by commas."""

    name = "categories"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[Category, ...]:
        """Return the categories that a text such as ``async,mistral`` names."""
        if isinstance(value, tuple):
            return value
        names = [each.strip() for each in value.split(",") if each.strip()]
        for name in names:
            if name not in set(Category):
                self.fail(f"{name!a} is not one of {', '.join(Category)}", param, ctx)
        return tuple(dict.fromkeys(Category(name) for name in names))


def profile_options(command: Command) -> Command:
    """Add the options of a profile to a command; ``profile_of`` reads them."""
    for option in (
        click.option(
            "--defects",
            type=click.IntRange(0, MAX_DEFECTS),
            help="The number of defects.  [default: the level's]",
        ),
        click.option(
            "--focus",
            type=Categories(),
            default=(),
            help="Take half of the defects from these categories: async,mistral.",
        ),
        click.option(
            "--level",
            type=click.Choice([str(each) for each in Difficulty]),
            help="Mix hand-made defects with operators'.  [default: hand-made only]",
        ),
    ):
        command = option(command)
    return command


def salt_option(command: Command) -> Command:
    """Add the option of a salt to a command; ``salt_of`` reads it."""
    return click.option(
        "--salt-file",
        type=click.Path(exists=True, dir_okay=False, path_type=Path),
        help="A file with 128 secret bits in hexadecimal: nobody can search for the seed.",
    )(command)


def profile_of(level: str | None, focus: tuple[Category, ...], defects: int | None) -> Profile:
    """Return the profile that the options describe."""
    chosen = Difficulty(level) if level else None
    if chosen is None and (focus or defects is not None):
        chosen = Difficulty.INTERVIEW
    return Profile(level=chosen, focus=focus, defects=defects)


def salt_of(file: Path | None) -> bytes:
    """Return the salt in a file; an empty one without a file.

    Raises:
        UsageError: the file holds no hexadecimal number of 128 bits or more.
    """
    if file is None:
        return b""
    try:
        salt = bytes.fromhex(file.read_text("ascii").strip())
    except ValueError:
        salt = b""
    if len(salt) < SALT_BYTES:
        raise UsageError(
            f"{file} must hold 32 hexadecimal digits or more: openssl rand -hex 16 > {file.name}"
        )
    return salt
