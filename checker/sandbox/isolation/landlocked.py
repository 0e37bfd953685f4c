"""The command line that starts a static tool under Landlock and a system call filter."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from checker.sandbox.inside import tool as launcher
from checker.sandbox.isolation import bubblewrap

INSIDE = Path(launcher.__file__).parent
LIBRARIES = ("/usr/lib", "/usr/lib64", "/lib", "/lib64")  # with the dynamic loader
SYSTEM = ("/usr/share/zoneinfo", "/etc/localtime", "/etc/ld.so.cache", "/dev/null", "/dev/urandom")
STARTER = f"""\
import sys
sys.path.append(sys.argv[1])
from {INSIDE.name}.tool import main
main(sys.argv[2:])
"""


def python() -> str:
    """Return the real interpreter: the one of a virtual environment is a link to it."""
    return str(Path(sys.executable).resolve())


def tool(command: Sequence[str], cwd: Path, writable: Path) -> list[str]:
    """Return the command that becomes a static tool which reads untrusted files.

    The tool sees what is installed, messypr itself and ``cwd``, writes only below ``writable``,
    and has no network.
    """
    program = shutil.which(command[0]) or command[0]
    shown = (*SYSTEM, sys.base_prefix, *bubblewrap.installed(), cwd)
    allowed = [f"read={path}" for path in shown]
    allowed += [f"run={path}" for path in (*LIBRARIES, python(), program)]
    allowed += [f"write={path}" for path in ("/dev/null", writable)]
    started = [python(), "-I", "-S", "-B", "-c", STARTER, str(INSIDE.parent)]
    return [*started, *allowed, "--", program, *command[1:]]
