"""``messypr comment export``."""

from __future__ import annotations

from pathlib import Path

import click

from checker import rounds
from checker.review import formats
from checker.review.formats import EXPORTS, Format
from cli.lazy import examples
from cli.output.say import print_result


@click.command(
    epilog=examples(
        "messypr comment export --format github > review.json",
        "gh api repos/me/desk/pulls/7/reviews --input review.json",
    )
)
@click.option(
    "--format",
    "form",
    type=click.Choice([each.value for each in EXPORTS]),
    default=Format.MARKDOWN.value,
    show_default=True,
    help="The format to print.",
)
def command(form: str) -> None:
    """Print the review in another tool's format.

    Fields that the format lacks are kept in a hidden place: importing an exported file gives
    the same review.
    """
    review = rounds.load_review(rounds.find(Path.cwd()))
    print_result(formats.write(review, Format(form)).rstrip("\n"))
