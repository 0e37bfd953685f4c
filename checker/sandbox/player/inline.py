"""A player inside the judge, for pack authors with a debugger; it never gives a score."""

from __future__ import annotations

import importlib
import os
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from checker.errors import EnvironmentBrokenError
from checker.sandbox.inside import calls
from checker.sandbox.inside.mailbox import Mailbox
from checker.sandbox.isolation.folder import FolderPath
from checker.sandbox.player.host import Session
from checker.sandbox.player.launch import ALONE, environment
from checker.sandbox.player.player import (
    ANSWER_SECONDS,
    CandidateError,
    Player,
    PlayerLostError,
    Running,
)


class InlinePlayer(Player):
    """Answers like a player, in this process: imported modules stay until ``close``."""

    def __init__(
        self, path: tuple[Path, ...], folder: FolderPath, servers: Mapping[str, str]
    ) -> None:
        super().__init__(_no_session, folder)
        self._path = [str(each) for each in path]
        self._servers = servers
        self._modules: set[str] | None = None
        self._environ: dict[str, str] = {}
        self._home = Path.cwd()

    def run(self, snippet: str, *, seconds: float = ANSWER_SECONDS, **values: Any) -> Any:
        """Run a scenario in the main thread, where signals and debuggers work.

        Raises:
            CandidateError: it raised.
        """
        request = {"kind": "run", "snippet": snippet, "values": values}
        return self._ask(request, seconds=seconds)

    def start(self, snippet: str, **values: Any) -> Running:
        """Start a scenario in a thread of its own.

        Its ``Running.result`` raises CandidateError and PlayerLostError as that of a player does.
        """
        self._enter()
        mailbox = Mailbox()
        replies: list[dict[str, Any]] = []
        request = {"kind": "run", "snippet": snippet, "values": values}
        thread = threading.Thread(
            target=lambda: replies.append(calls.answer(request, mailbox)), daemon=True
        )
        thread.start()

        def wait(seconds: float) -> Any:
            thread.join(seconds)
            if not replies:
                raise PlayerLostError(f"no answer within {seconds:g} s")
            return _value(replies[0])

        return Running(mailbox.deliver, wait)

    def close(self) -> None:
        """Forget the candidate's modules and restore path and environment."""
        if self._modules is None:
            return
        for name in set(sys.modules) - self._modules:
            if any(
                str(getattr(sys.modules[name], "__file__", "")).startswith(p) for p in self._path
            ):
                del sys.modules[name]
        sys.path[:] = [entry for entry in sys.path if entry not in self._path]
        os.environ.clear()
        os.environ.update(self._environ)
        os.chdir(self._home)
        self._modules = None

    def _ask(self, request: dict[str, Any], *, seconds: float) -> Any:
        del seconds
        self._enter()
        return _value(calls.answer(request, Mailbox()))

    def _enter(self) -> None:
        if self._modules is not None:
            return
        self._modules = set(sys.modules)
        self._environ = dict(os.environ)
        self._home = Path.cwd()
        os.environ.update({**environment(str(self.folder), str(ALONE)), **self.environ})
        os.chdir(str(self.folder))
        sys.path.extend(self._path)
        importlib.invalidate_caches()
        from mistralai.client import sdkconfiguration  # noqa: PLC0415  it takes 0.6 s, and no score needs it

        sdkconfiguration.SERVERS.update(self._servers)


def _value(reply: Mapping[str, Any]) -> Any:
    if "raised" in reply:
        raise CandidateError(reply["raised"])
    return reply["value"]


def _no_session(environ: Mapping[str, str]) -> Session:
    raise EnvironmentBrokenError(f"an inline player has no session ({len(environ)} variables)")
