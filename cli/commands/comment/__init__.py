"""``messypr comment``: its table of commands."""

from __future__ import annotations

import click

from cli.lazy import CommandEntry, LazyGroup, examples

COMMANDS = {
    "add": CommandEntry(
        target="cli.commands.comment.add:command", summary="Comment on lines of the pull request."
    ),
    "list": CommandEntry(
        target="cli.commands.comment.listing:command", summary="List the comments of the round."
    ),
    "edit": CommandEntry(target="cli.commands.comment.edit:command", summary="Change a comment."),
    "rm": CommandEntry(target="cli.commands.comment.rm:command", summary="Remove a comment."),
    "import": CommandEntry(
        target="cli.commands.comment.importing:command",
        summary="Take in the comments of a file, or those typed into the code.",
    ),
    "export": CommandEntry(
        target="cli.commands.comment.exporting:command",
        summary="Print the review in another tool's format.",
    ),
}


@click.group(
    cls=LazyGroup,
    entries=COMMANDS,
    epilog=examples(
        'messypr comment add src/app.py:12 -s major -m "Nobody waits for it."',
        "messypr comment list",
    ),
)
def command() -> None:
    """Write and change review comments.

    In the code they can be typed too, as `x = f()  #? issue: what is wrong with it`, and taken
    in with `messypr comment import --markers` or by `messypr submit`.
    """
