"""Run git the same way everywhere, without the user's configuration.

Every repository is built and read through GitPython's ``Git.execute``. It adds to the caller's
environment and cannot remove from it, so each command starts with ``env -i``: a stray GIT_DIR or
GIT_INDEX_FILE must not lead us into another repository.
"""

from __future__ import annotations

import os
import signal
import tempfile
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from git import Git
from git.exc import GitCommandError

NOWHERE = "/nonexistent"
FIXED = {
    "HOME": NOWHERE,  # ~/.config/git/ignore applies even with GIT_CONFIG_GLOBAL=/dev/null
    "XDG_CONFIG_HOME": NOWHERE,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_TEMPLATE_DIR": "",
    "GIT_DEFAULT_HASH": "sha1",
    "GIT_DEFAULT_REF_FORMAT": "files",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_ALLOW_PROTOCOL": "file",
    "LC_ALL": "C",
    "TZ": "UTC",
}


USERS_PLACES = ("HOME", "XDG_CONFIG_HOME", "GIT_CONFIG_GLOBAL")  # of the user's configuration


def _command(arguments: tuple[str, ...], environment: Mapping[str, str]) -> list[str]:
    settings = {"PATH": os.environ.get("PATH", os.defpath), **environment}
    return ["env", "-i", *(f"{k}={v}" for k, v in settings.items()), "git", *arguments]


def _fixed(extra: Mapping[str, str] | None) -> dict[str, str]:
    """Return the fixed environment, with the folders of others that the user calls safe."""
    places = tuple((name, os.environ[name]) for name in USERS_PLACES if name in os.environ)
    return {**FIXED, **_safe_directories(places), **(extra or {})}


@cache
def _safe_directories(places: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """Return settings of git; a repository's own configuration has no say in this."""
    asked = ("config", "--null", "--get-all", "safe.directory")
    command = _command(asked, {"LC_ALL": "C", "GIT_DIR": NOWHERE, **dict(places)})
    try:
        found = Git("/").execute(command, stdout_as_string=False)
    except GitCommandError:
        return {}
    folders = found.decode("utf-8", "surrogateescape").split("\0")[:-1]
    settings = {"GIT_CONFIG_COUNT": str(len(folders))}
    for number, folder in enumerate(folders):
        settings |= {f"GIT_CONFIG_KEY_{number}": "safe.directory"}
        settings |= {f"GIT_CONFIG_VALUE_{number}": folder}
    return settings


def run(
    *arguments: str,
    cwd: Path,
    stdin: bytes | None = None,
    extra: Mapping[str, str] | None = None,
    timeout: float | None = None,
) -> bytes:
    """Return the output of ``git ARGUMENTS``, run in a fixed environment.

    Args:
        arguments: git's arguments, without ``git``.
        cwd: The folder to run it in.
        stdin: Git's standard input.
        extra: Further environment variables; they win over the fixed ones.
        timeout: Seconds after which git is killed.

    Raises:
        GitCommandError: git failed; ``stderr`` succeeds why.
    """
    command = _command(arguments, _fixed(extra))
    with tempfile.TemporaryFile() as source:
        if stdin is not None:
            source.write(stdin)
            source.seek(0)
        return Git(cwd).execute(
            command,
            istream=source if stdin is not None else None,
            stdout_as_string=False,
            strip_newline_in_stdout=False,
            kill_after_timeout=timeout,
        )


def text(
    *arguments: str, cwd: Path, stdin: bytes | None = None, extra: Mapping[str, str] | None = None
) -> str:
    """Return the output of ``git ARGUMENTS`` as text without the last newline.

    Raises:
        GitCommandError: git failed.
    """
    return run(*arguments, cwd=cwd, stdin=stdin, extra=extra).decode().removesuffix("\n")


def succeeds(*arguments: str, cwd: Path, extra: Mapping[str, str] | None = None) -> bool:
    """Return whether ``git ARGUMENTS`` exits with 0: for commands that answer by exit code."""
    try:
        run(*arguments, cwd=cwd, extra=extra)
    except GitCommandError:
        return False
    return True


def first_bytes(
    *arguments: str,
    cwd: Path,
    size: int,
    timeout: float,
    extra: Mapping[str, str] | None = None,
) -> bytes:
    """Return the first ``size`` bytes that ``git ARGUMENTS`` prints; then git is killed.

    Raises:
        GitCommandError: git failed, or took longer than ``timeout`` seconds.
    """
    command = _command(arguments, _fixed(extra))
    # It is killed when it goes out of scope; its own group, since git fetches through a child.
    process = Git(cwd).execute(command, as_process=True, start_new_session=True)
    watchdog = threading.Timer(timeout, os.killpg, (process.pid, signal.SIGKILL))
    watchdog.start()
    try:
        printed: bytes = process.stdout.read(size)
        if len(printed) < size:
            process.wait()
    finally:
        watchdog.cancel()
    return printed


def user_config(*arguments: str, cwd: Path) -> str:
    """Return what ``git config --get ARGUMENTS`` finds in the user's configuration, or ""."""
    environment = {name: os.environ[name] for name in USERS_PLACES if name in os.environ}
    command = _command(("config", "--get", *arguments), {"LC_ALL": "C", **environment})
    try:
        return Git(cwd).execute(command, stdout_as_string=False).decode(errors="replace")
    except GitCommandError:
        return ""
