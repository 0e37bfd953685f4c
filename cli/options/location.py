"""Parse PATH:LINE."""

from __future__ import annotations

import os
import re
from pathlib import Path, PurePosixPath
from typing import Any

import click

from checker.model.pack import Dealt
from checker.model.place import Lines
from checker.rounds import RoundDir

_TYPED = re.compile(r"(.+?):(\d{1,8})(?:-(\d{1,8}))?", re.DOTALL)


class LocationType(click.ParamType[tuple[str, Lines | None]]):
    """PATH:LINE, PATH:LINE-END, or PATH alone for a comment on the whole file."""

    name = "place"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, Lines | None]:
        """Return the path as it was typed, and the lines."""
        found = _TYPED.fullmatch(value)
        if found is None:
            if ":" in value:
                self.fail(f"{value!a} must be PATH:LINE or PATH:LINE-END", param, ctx)
            return value, None
        first = int(found[2])
        last = int(found[3] or first)
        if first < 1:
            self.fail("lines count from 1", param, ctx)
        if last < first:
            self.fail(f"line {last} comes before line {first}", param, ctx)
        return found[1], Lines(first=first, last=last)


def in_repository(typed: str, round_dir: RoundDir, dealt: Dealt) -> PurePosixPath:
    """Return a typed path relative to the repository: from the current folder, or its top."""
    here = Path(os.path.normpath(Path.cwd() / typed))
    if here.is_relative_to(round_dir.worktree):
        path = PurePosixPath(here.relative_to(round_dir.worktree).as_posix())
        if path in dealt.head or path in dealt.base:
            return path
    return PurePosixPath(typed)
