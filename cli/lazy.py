"""A group of commands that imports a command only when it is run."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import click


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandEntry:
    """The ``module:name`` of a command, and a summary of one line."""

    target: str
    summary: str


class LazyGroup(click.Group):
    """A group that can write its help without importing any of its commands."""

    def __init__(self, *, entries: Mapping[str, CommandEntry], **settings: Any) -> None:
        super().__init__(**settings)
        self.entries = entries

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands, in the order of their table."""
        del ctx
        return list(self.entries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command, which is imported now, or None if there is none."""
        del ctx
        entry = self.entries.get(cmd_name)
        if entry is None:
            return None
        module, name = entry.target.split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        command.name = cmd_name
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of commands from the table only."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl([(name, entry.summary) for name, entry in self.entries.items()])


def examples(*lines: str) -> str:
    """Return the examples at the end of a command's help; click leaves their lines as they are."""
    return "\n".join(
        ["\b", "Examples:" if len(lines) > 1 else "Example:", *map("  {}".format, lines)]
    )
