"""The type of options that take several seeds, such as ``1-3,7``."""

from __future__ import annotations

import re

import click

RANGE = re.compile(r"(\d+)(?:-(\d+))?")
MOST_SEEDS = 1_000


class Seeds(click.ParamType[tuple[int, ...]]):
    """Numbers and ranges, separated by commas."""

    name = "seeds"

    def convert(
        self,
        value: str | tuple[int, ...],
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[int, ...]:
        """Return the seeds that a text such as ``1-3,7`` names."""
        if isinstance(value, tuple):
            return value
        seeds: list[int] = []
        for part in value.split(","):
            found = RANGE.fullmatch(part.strip())
            if not found:
                self.fail(f"{value!a} must be numbers and ranges, such as 1-3,7", param, ctx)
            first, last = int(found[1]), int(found[2] or found[1])
            if last - first >= MOST_SEEDS:
                self.fail(f"{value!a} names more than {MOST_SEEDS} seeds", param, ctx)
            seeds += range(first, last + 1)
        return tuple(dict.fromkeys(seeds))
