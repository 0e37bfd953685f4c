"""``messypr comment``: the table of its commands."""

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
    "show": CommandEntry(
        target="cli.commands.comment.showing:command", summary="Show a comment in full."
    ),
    "edit": CommandEntry(target="cli.commands.comment.edit:command", summary="Change a comment."),
    "rm": CommandEntry(target="cli.commands.comment.rm:command", summary="Remove a comment."),
    "import": CommandEntry(
        target="cli.commands.comment.importing:command",
        summary="Import comments from a file, or from markers in the code.",
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

    You can also type them into the code, as `x = f() #? issue: what is wrong with it`, and
    import them with `messypr comment import --markers` or by `messypr submit`.
    """
