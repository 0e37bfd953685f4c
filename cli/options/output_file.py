"""The option that writes a report to a file as well."""

from __future__ import annotations

from pathlib import Path

import click

from cli.output import formats


class OutputFile(click.ParamType[tuple[str, Path]]):
    """A format and a file, typed as FORMAT=PATH."""

    name = "format=path"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Path]:
        """Return the format and the path, whose folder must exist."""
        form, _, path = value.partition("=")
        if form not in formats.NAMES or not path:
            self.fail(f"{value!a} must be FORMAT=PATH, FORMAT one of {', '.join(formats.NAMES)}")
        if not Path(path).parent.is_dir() or Path(path).is_dir():
            self.fail(f"no file can be written at {path!a}", param, ctx)
        return form, Path(path)
