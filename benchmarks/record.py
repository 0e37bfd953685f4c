"""Run a benchmark, and keep its figures where ``--record`` asks for that.

A run is one line of JSON in ``benchmarks/results/<name>.jsonl``, with what it takes to compare it:
the commit, the command, and the machine with its load as the run began. Figures of two machines are
not comparable.
"""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeAlias

from git.exc import GitCommandError

from checker.system import git
from checker.system.tools import versions

OPTION = "--record"
SCHEMA = "messypr/benchmark/1"
RESULTS = Path(__file__).with_name("results")
INTERRUPTED = 130
GIBIBYTE = 1 << 30
Figures: TypeAlias = dict[str, float]
"""What was measured, by its name with its unit; a benchmark fills it."""


def run(
    name: str, main: Callable[[Sequence[str], Figures], int], given: Sequence[str] | None = None
) -> int:
    """Run a benchmark and return its exit code; its arguments are those after ``--record``.

    Args:
        name: The benchmark, as its module is called.
        main: Takes arguments, fills in figures, and returns an exit code.
        given: The arguments; None for those of the process.
    """
    arguments = [*(sys.argv[1:] if given is None else given)]
    kept = OPTION in arguments
    arguments = [each for each in arguments if each != OPTION]
    machine = of_machine()
    figures: Figures = {}
    try:
        code = main(arguments, figures)
    except KeyboardInterrupt:
        return INTERRUPTED
    if kept:
        command = " ".join(["python -m", f"benchmarks.{name}", *arguments])
        file = append(RESULTS, name, line(command, machine, figures))
        print(f"recorded in {file}")
    return code


def line(command: str, machine: Mapping[str, object], figures: Figures) -> dict[str, object]:
    """Return what a run is recorded as."""
    return {
        "schema": SCHEMA,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        **of_checkout(),
        "command": command,
        "machine": dict(machine),
        "versions": dict(versions()),
        "figures": {name: round(value, 4) for name, value in figures.items()},
    }


def append(folder: Path, name: str, recorded: Mapping[str, object]) -> Path:
    """Append a run to the results of a benchmark and return the file."""
    folder.mkdir(exist_ok=True)
    file = folder / f"{name}.jsonl"
    with file.open("a", encoding="utf-8") as results:
        results.write(json.dumps(recorded, ensure_ascii=False) + "\n")
    return file


def of_machine() -> dict[str, object]:
    """Return what figures depend on besides the code; nothing that names a machine or its user."""
    return {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "memory_gib": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / GIBIBYTE, 1),
        "system": f"{platform.system()} {platform.machine()}",
        "load": round(os.getloadavg()[0], 1),
    }


def of_checkout() -> dict[str, object]:
    """Return the commit, and whether tracked files differ from it; nothing outside a checkout."""
    here = RESULTS.parent
    try:
        commit = git.text("rev-parse", "HEAD", cwd=here)
        changed = bool(git.text("status", "--porcelain", "--untracked-files=no", cwd=here))
    except GitCommandError:
        return {}
    return {"commit": commit, "changed": changed}


def _processor() -> str:
    """Return the model of the processor, or at least its kind."""
    try:
        listed = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
    except OSError:
        listed = []
    named = (row.partition(":")[2].strip() for row in listed if row.startswith("model name"))
    return next(named, platform.processor() or platform.machine())
